using System.CommandLine;
using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Migration;

namespace Integrations.Host.CommandLine;

/// <summary>Carries running instances to another version of their definition, or says what that would change.</summary>
internal static class MigrateInstancesCommand
{
    public static Command Create()
    {
        var definition = new Option<string>("--definition") { Description = "Identifiant du workflow.", Required = true };
        var to = new Option<int?>("--to") { Description = "Numéro de la version ; sans cette option, celle qui est publiée." };
        var instance = new Option<string?>("--instance") { Description = "Seulement cette instance." };
        var map = new Option<string[]>("--map") { Description = "ancien=nouveau : l'activité de la nouvelle version qui remplace l'ancienne ; à répéter.", DefaultValueFactory = _ => [] };
        var dryRun = new Option<bool>("--dry-run") { Description = "Dire ce qui changerait, sans rien changer." };
        var command = new Command("migrate", "Fait passer les instances en cours à une autre version de leur workflow.") { definition, to, instance, map, dryRun, StoredDesk.Data, Shared.Json };
        command.SetAction((parsed, cancellation) => parsed.GetRequiredValue(map).FirstOrDefault(pair => pair.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]) is { } wrong
            ? Task.FromResult(Report.Fail($"--map attend ancien=nouveau, pas « {wrong} »."))
            : StoredDesk.WithAsync(
                parsed.GetValue(StoredDesk.Data),
                runtime => MigrateAsync(
                    runtime,
                    new MigrateInstances(parsed.GetRequiredValue(definition))
                    {
                        Version = parsed.GetValue(to),
                        InstanceId = parsed.GetValue(instance),
                        Map = parsed.GetRequiredValue(map).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
                        DryRun = parsed.GetValue(dryRun),
                    },
                    parsed.GetValue(Shared.Json),
                    cancellation),
                cancellation));
        return command;
    }

    private static async Task<int> MigrateAsync(WorkflowRuntime runtime, MigrateInstances request, bool json, CancellationToken cancellation)
    {
        try
        {
            var summary = await runtime.MigrateAsync(request, cancellation);
            if (json) Report.Json(ToNode(summary));
            else Print(summary);
            return summary.Refused == 0 ? 0 : Report.Fail($"{summary.Refused} instance(s) ne peuvent pas passer à {summary.To} et restent sur leur version.");
        }
        catch (DefinitionNotFoundException missing)
        {
            return Report.Fail(missing.Message);
        }
    }

    /// <summary>Instances to which the same happens are one line, so that a thousand files give a page and not a book.</summary>
    private static void Print(MigrationSummary summary)
    {
        Report.Say(summary.DryRun
            ? $"Essai à blanc, rien n'est changé. {summary.Carried} instance(s) pourraient passer à {summary.To}."
            : $"{summary.Carried} instance(s) sont passées à {summary.To}.");
        Print("Ce qui change", summary, report => report.Changes.Where(change => change.Code != "execution-kept"));
        Print("Ce qui l'empêche", summary, report => report.Obstacles);
    }

    private static void Print(string title, MigrationSummary summary, Func<MigrationReport, IEnumerable<MigrationFinding>> findings)
    {
        var lines = summary.Instances
            .SelectMany(report => findings(report).Select(finding => (report.InstanceId, finding)))
            .GroupBy(pair => pair.finding, pair => pair.InstanceId)
            .ToList();
        if (lines.Count == 0) return;
        Report.Table(title, ["Code", "Quoi", "Instances"], lines.Select(group => (IReadOnlyList<string>)
        [
            group.Key.Code, group.Key.Message, group.Count() > 3 ? $"{group.Count()} : {string.Join(", ", group.Take(3))}…" : string.Join(", ", group),
        ]));
    }

    private static JsonObject ToNode(MigrationSummary summary) => new()
    {
        ["to"] = summary.To,
        ["dryRun"] = summary.DryRun,
        ["carried"] = summary.Carried,
        ["refused"] = summary.Refused,
        ["instances"] = new JsonArray([.. summary.Instances.Select(report => (JsonNode)new JsonObject
        {
            ["instanceId"] = report.InstanceId,
            ["from"] = report.From,
            ["changes"] = ToNode(report.Changes),
            ["obstacles"] = ToNode(report.Obstacles),
        })]),
    };

    private static JsonArray ToNode(IReadOnlyList<MigrationFinding> findings) =>
        [.. findings.Select(finding => (JsonNode)new JsonObject { ["code"] = finding.Code, ["subject"] = finding.Subject, ["message"] = finding.Message })];
}
