using System.CommandLine;
using System.Text.Json.Nodes;
using Integrations.Host.Desk;
using Integrations.Host.Settings;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.CommandLine;

/// <summary>Checks everything that the administrators own, without starting anything.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Vérifie définitions, lettres, correspondances, partenaires et règles de workflows/.") { Shared.Json };
        command.SetAction(parsed => Run(parsed.GetValue(Shared.Json)));
        return command;
    }

    private static int Run(bool json)
    {
        var folder = WorkspaceFolder.Find();
        var problems = new List<string>();
        try
        {
            LiveWorkspace.Load(folder, new DeskProfile { Email = "guichet@exemple.fr", Phone = "-" });
        }
        catch (WorkspaceException faults)
        {
            problems.AddRange(faults.Problems);
        }

        var definitions = 0;
        foreach (var file in Directory.EnumerateFiles(folder.Definitions, "*.json").Order(StringComparer.Ordinal).Where(file => Path.GetFileName(file) != Path.GetFileName(folder.Partners)))
        {
            problems.AddRange(DefinitionProblems(file));
            definitions++;
        }

        if (json) Report.Json(new JsonObject { ["definitions"] = definitions, ["problems"] = new JsonArray([.. problems.Select(problem => (JsonNode)problem)]) });
        if (problems.Count > 0) return Report.Fail(problems);
        if (!json) Report.Say($"Tout est en ordre : {definitions} définitions, lettres, correspondances, partenaires et règles de {folder.Root}.");
        return 0;
    }

    private static IEnumerable<string> DefinitionProblems(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            var definition = WorkflowDefinitionJson.Read(File.ReadAllText(file));
            return WorkflowCompiler.Validate(definition, DeskParts.Activities).Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => $"{name}, activité « {problem.ActivityId} », {problem.Place} : {problem.Message} ({problem.Code})");
        }
        catch (DefinitionFormatException unreadable)
        {
            return [$"{name} : {unreadable.Message}"];
        }
    }
}
