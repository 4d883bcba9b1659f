using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Host.Settings;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Retention;

namespace Integrations.Host.CommandLine;

/// <summary>Deletes what is past its time, as the service does each night, or says what would be deleted.</summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Compter ce qui serait supprimé, sans rien supprimer." };
        var run = new Command("run", "Supprime ce qui a passé sa durée de conservation.") { dryRun, StoredDesk.Data, Shared.Json };
        run.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data),
            runtime => RunAsync(runtime, parsed.GetValue(dryRun), parsed.GetValue(Shared.Json), cancellation),
            cancellation));
        return new Command("retention", "Durées de conservation : les dossiers et leurs événements ne sont jamais supprimés (service arrêté).") { run };
    }

    private static async Task<int> RunAsync(WorkflowRuntime runtime, bool dryRun, bool json, CancellationToken cancellation)
    {
        var settings = StoredDesk.Configuration().GetSection(RetentionPeriods.Section).Get<RetentionPeriods>() ?? new RetentionPeriods();
        var report = await runtime.ApplyRetentionAsync(settings.ToSettings(), dryRun, cancellation);
        if (json)
        {
            var counts = report.Counts.Select(pair => KeyValuePair.Create<string, JsonNode?>(JsonName(pair.Key), JsonValue.Create(pair.Value)));
            Report.Json(new JsonObject { ["dryRun"] = dryRun, ["counts"] = new JsonObject(counts) });
            return 0;
        }

        Report.Table(
            dryRun ? "Serait supprimé" : "Supprimé",
            ["Quoi", "Nombre"],
            report.Counts.Select(pair => (IReadOnlyList<string>)[InFrench(pair.Key), pair.Value.ToString(CultureInfo.InvariantCulture)]));
        return 0;
    }

    private static string JsonName(RetentionKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static string InFrench(RetentionKind kind) => kind switch
    {
        RetentionKind.FinishedInstances => "workflows terminés, avec leur journal",
        RetentionKind.HandledMessages => "arrivées traitées",
        RetentionKind.UnhandledMessages => "arrivées en quarantaine ou abandonnées",
        RetentionKind.DeliveredCommands => "envois faits",
        RetentionKind.DeadCommands => "envois abandonnés",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
