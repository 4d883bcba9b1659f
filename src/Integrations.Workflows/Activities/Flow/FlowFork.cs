using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Goes on along several named branches at once.</summary>
[Activity("Elsa.FlowFork", Category = "Branching", En = "Fork", Fr = "Bifurcation", DescriptionEn = "Branch execution into multiple branches.", DescriptionFr = "Sépare l'exécution en plusieurs branches.")]
public sealed class FlowFork : Activity
{
    /// <summary>Names of the branches: the outcomes. None: "Done".</summary>
    [Input(En = "Branches", Fr = "Branches", UIHint = "dynamic-outcomes")]
    public readonly Input<string[]> Branches = new();

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string>? DrawnOutcomes() =>
        !Branches.IsSet ? ["Done"] : Branches.IsConstant ? Branches.Constant : null;

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var branches = context.Get(Branches);
        context.Complete(branches is { Length: > 0 } ? branches : ["Done"]);
    }
}
