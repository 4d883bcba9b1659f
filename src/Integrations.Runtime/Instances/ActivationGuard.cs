using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>
/// An instance may start only when no other runs that the strategy of its definition excludes. The store looks in the transaction of the
/// start, so two starts at the same moment cannot both succeed.
/// </summary>
/// <param name="Strategy">The strategy; never <see cref="ActivationStrategy.Always"/>.</param>
/// <param name="DefinitionId">The definition of the new instance.</param>
/// <param name="CorrelationId">Its correlation id; null: none, which counts as one of its own.</param>
public sealed record ActivationGuard(ActivationStrategy Strategy, string DefinitionId, string? CorrelationId)
{
    /// <summary>What guards a start; empty: nothing.</summary>
    internal static IReadOnlyList<ActivationGuard> Of(WorkflowPlan plan, StartInstance request) =>
        plan.Activation == ActivationStrategy.Always || (plan.Activation == ActivationStrategy.Correlation && request.CorrelationId is null)
            ? []
            : [new ActivationGuard(plan.Activation, plan.DefinitionId, request.CorrelationId)];
}

/// <summary>The activation strategy of a definition does not allow another instance now.</summary>
/// <param name="definitionId">The definition.</param>
/// <param name="runningInstanceId">The instance that runs.</param>
public sealed class ActivationRefusedException(string definitionId, string runningInstanceId)
    : Exception(MessageOf(definitionId, runningInstanceId))
{
    /// <summary>Stable code of the refusal.</summary>
    public const string Code = "start.not-allowed";

    /// <summary>The instance that runs.</summary>
    public string RunningInstanceId { get; } = runningInstanceId;

    internal static string MessageOf(string definitionId, string runningInstanceId) =>
        $"Le workflow « {definitionId} » n'a pas démarré : sa stratégie d'activation n'en admet pas d'autre tant que l'instance « {runningInstanceId} » est en cours.";
}
