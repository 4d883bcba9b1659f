using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.DefinitionFiles;
using Integrations.Host.Settings;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Command = System.CommandLine.Command;

namespace Integrations.Host.CommandLine;

/// <summary>Brings what was designed in Studio back to the folder of the administrators.</summary>
internal static class WorkflowsCommand
{
    public static Command Create() => new("workflows", "Les workflows et leurs fichiers (service arrêté).") { CreateExport() };

    private static Command CreateExport()
    {
        var definition = new Argument<string?>("ID") { Description = "Identifiant d'un workflow ; sans lui, tous ceux qui sont publiés.", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--folder") { Description = "Dossier des fichiers ; sans cette option, celui du réglage Workflows:Folder, ou workflows/." };
        var force = new Option<bool>("--force") { Description = "Écraser aussi un fichier modifié depuis qu'il a été chargé." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Dire ce qui serait écrit, sans rien écrire." };
        var command = new Command("export", "Écrit les workflows publiés dans workflows/, tels qu'ils vivent dans git.") { definition, folder, force, dryRun, StoredDesk.Data, Shared.Json };
        command.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data),
            runtime => ExportAsync(
                runtime, parsed.GetValue(folder), parsed.GetValue(definition), parsed.GetValue(force), parsed.GetValue(dryRun), parsed.GetValue(Shared.Json), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> ExportAsync(
        WorkflowRuntime runtime, string? folder, string? definitionId, bool force, bool dryRun, bool json, CancellationToken cancellation)
    {
        try
        {
            var place = WorkspaceFolder.Find(folder ?? StoredDesk.Configuration()["Workflows:Folder"]).Definitions;
            var export = new DefinitionFileExport(runtime, place);
            var files = await export.PlanAsync(definitionId, force, cancellation);
            if (!dryRun) await export.WriteAsync(files, cancellation);
            if (json) Report.Json(ToNode(files, dryRun));
            else Print(files, place, dryRun);
            DefinitionFile[] refused = [.. files.Where(file => file.State is DefinitionFileState.Refused)];
            return refused.Length == 0 ? 0 : Report.Fail(refused.Select(file => $"{file.Name} : {file.Why}"));
        }
        catch (Exception refused) when (refused is DefinitionNotFoundException or DefinitionRefusedException or DirectoryNotFoundException)
        {
            return Report.Fail(refused.Message);
        }
    }

    private static void Print(IReadOnlyList<DefinitionFile> files, string folder, bool dryRun) => Report.Table(
        dryRun ? $"Essai à blanc, rien n'est écrit dans {folder}" : folder,
        ["Fichier", "Workflow", "Version", "État"],
        files.Select(file => (IReadOnlyList<string>)[file.Name, file.DefinitionId, file.Version?.ToString(CultureInfo.InvariantCulture) ?? "—", InFrench(file.State)]));

    private static JsonObject ToNode(IReadOnlyList<DefinitionFile> files, bool dryRun) => new()
    {
        ["dryRun"] = dryRun,
        ["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject
        {
            ["file"] = file.Name,
            ["definitionId"] = file.DefinitionId,
            ["version"] = file.Version,
            ["state"] = JsonNamingPolicy.CamelCase.ConvertName(file.State.ToString()),
            ["why"] = file.Why,
        })]),
    };

    private static string InFrench(DefinitionFileState state) => state switch
    {
        DefinitionFileState.Created => "nouveau",
        DefinitionFileState.Changed => "modifié",
        DefinitionFileState.Refused => "refusé",
        DefinitionFileState.NotPublished => "pas publié, fichier laissé",
        _ => "inchangé",
    };
}
