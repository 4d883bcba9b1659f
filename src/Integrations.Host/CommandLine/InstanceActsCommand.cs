using System.CommandLine;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Execution;
using Command = System.CommandLine.Command;

namespace Integrations.Host.CommandLine;

/// <summary>Takes up a faulted workflow again, or cancels one. What follows from it is done when the service runs again.</summary>
internal static class InstanceActsCommand
{
    private static readonly Argument<string> Instance = new("INSTANCE") { Description = "Identifiant de l'instance." };

    public static Command CreateRetry()
    {
        var activity = new Option<string?>("--activity") { Description = "Seulement cette activité ; sans cette option, toutes celles en erreur." };
        var command = new Command("retry", "Relance les activités en erreur d'une instance.") { Instance, activity, StoredDesk.Data };
        command.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data),
            runtime => RetryAsync(runtime, parsed.GetRequiredValue(Instance), parsed.GetValue(activity), cancellation),
            cancellation));
        return command;
    }

    public static Command CreateCancel()
    {
        var command = new Command("cancel", "Annule une instance et celles qu'elle a lancées.") { Instance, StoredDesk.Data };
        command.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data),
            runtime => CancelAsync(runtime, parsed.GetRequiredValue(Instance), cancellation),
            cancellation));
        return command;
    }

    /// <summary>Asked for by message: activities of files need the desk's domain, which only the service has.</summary>
    private static async Task<int> RetryAsync(WorkflowRuntime runtime, string instanceId, string? activityId, CancellationToken cancellation)
    {
        var row = await runtime.Store.GetInstanceAsync(instanceId, cancellation);
        if (row is null) return Report.Fail($"L'instance « {instanceId} » n'existe pas.");
        if (row.Header.SubStatus != WorkflowSubStatus.Faulted && row.Header.IncidentCount == 0) return Report.Fail($"L'instance « {instanceId} » n'a pas d'erreur à relancer.");
        await runtime.AskAsync(new RetryInstance(instanceId, activityId), cancellation);
        Report.Say($"L'instance « {instanceId} » sera relancée au prochain démarrage du service.");
        return 0;
    }

    private static async Task<int> CancelAsync(WorkflowRuntime runtime, string instanceId, CancellationToken cancellation)
    {
        var row = await runtime.Store.GetInstanceAsync(instanceId, cancellation);
        if (row is null) return Report.Fail($"L'instance « {instanceId} » n'existe pas.");
        if (row.Header.Status == WorkflowStatus.Finished) return Report.Fail($"L'instance « {instanceId} » est déjà terminée.");
        await runtime.AskAsync(new CancelInstance(instanceId), cancellation);
        Report.Say($"L'instance « {instanceId} » sera annulée au prochain démarrage du service.");
        return 0;
    }
}
