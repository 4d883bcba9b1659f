using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;
using Command = System.CommandLine.Command;

namespace Integrations.Host.CommandLine;

/// <summary>Lists running workflows, or those in trouble.</summary>
internal static class ListInstancesCommand
{
    public static Command Create()
    {
        var faulted = new Option<bool>("--faulted") { Description = "Celles qu'une erreur a arrêtées." };
        var stalled = new Option<bool>("--stalled") { Description = "Celles qui n'attendent plus rien et ne peuvent plus avancer." };
        var definition = new Option<string?>("--definition") { Description = "Identifiant d'un workflow." };
        var limit = new Option<int>("--limit") { Description = "Lignes au plus.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "Liste les workflows en cours, ou ceux en difficulté.") { faulted, stalled, definition, limit, StoredDesk.Data, Shared.Json };
        command.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data),
            runtime => ListAsync(
                runtime, Filter(parsed.GetValue(faulted), parsed.GetValue(stalled), parsed.GetValue(definition)), parsed.GetValue(limit), parsed.GetValue(Shared.Json), cancellation),
            cancellation));
        return command;
    }

    private static InstanceFilter Filter(bool faulted, bool stalled, string? definition) => new()
    {
        DefinitionId = definition,
        Status = faulted || stalled ? null : WorkflowStatus.Running,
        SubStatus = faulted ? WorkflowSubStatus.Faulted : null,
        StalledOnly = stalled,
    };

    private static async Task<int> ListAsync(WorkflowRuntime runtime, InstanceFilter filter, int limit, bool json, CancellationToken cancellation)
    {
        var page = await runtime.Store.ListInstancesAsync(filter, new PageRequest(0, limit), cancellation);
        if (json)
        {
            Report.Json(new JsonObject { ["total"] = page.Total, ["instances"] = new JsonArray([.. page.Items.Select(ToNode)]) });
            return 0;
        }

        Report.Table(
            $"{page.Items.Count} sur {page.Total}",
            ["Instance", "Workflow", "Dossier", "État", "Depuis (UTC)"],
            page.Items.Select(header => (IReadOnlyList<string>)
            [
                header.InstanceId, header.DefinitionVersionId, header.CorrelationId ?? "—", InFrench(header),
                header.UpdatedAt.UtcDateTime.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
            ]));
        return 0;
    }

    private static JsonNode ToNode(InstanceHeader header) => new JsonObject
    {
        ["instanceId"] = header.InstanceId,
        ["definitionId"] = header.DefinitionId,
        ["definitionVersionId"] = header.DefinitionVersionId,
        ["correlationId"] = header.CorrelationId,
        ["status"] = header.Status.ToString(),
        ["subStatus"] = header.SubStatus.ToString(),
        ["stalled"] = header.IsStalled,
        ["incidents"] = header.IncidentCount,
        ["updatedAt"] = header.UpdatedAt.ToString("O", CultureInfo.InvariantCulture),
    };

    private static string InFrench(InstanceHeader header) => header switch
    {
        { IsStalled: true } => "bloquée",
        { SubStatus: WorkflowSubStatus.Faulted } => "en erreur",
        { SubStatus: WorkflowSubStatus.Cancelled } => "annulée",
        { SubStatus: WorkflowSubStatus.Finished } => "terminée",
        _ => "en attente",
    };
}
