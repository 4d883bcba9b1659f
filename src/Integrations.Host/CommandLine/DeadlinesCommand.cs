using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Clocks;

namespace Integrations.Host.CommandLine;

/// <summary>Computes a list of deadline examples.</summary>
internal static class DeadlinesCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Liste d'exemples : rule, inputs et, s'il y en a, expected." };
        var command = new Command("deadlines", "Calcule une liste d'échéances et l'imprime avec les dates calculées.") { file, Shared.Json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(Shared.Json)));
        return command;
    }

    private static int Run(FileInfo file, bool json)
    {
        if (!file.Exists) return Report.Fail($"Le fichier « {file.FullName} » n'existe pas.");
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(file.FullName)) is not JsonArray examples)
                return Report.Fail($"« {file.Name} » doit être une liste JSON.");
            var computed = DeadlineExamples.Evaluate(examples);
            if (json) Report.Json(computed);
            else
                Report.Table("Échéances", ["Exemple", "Cas", "Dates"], computed.OfType<JsonObject>().Select(example =>
                    (IReadOnlyList<string>)[example["id"]?.ToString() ?? "", example["title"]?.ToString() ?? "", Dates(example["expected"] as JsonObject)]));
            return 0;
        }
        catch (ArgumentOutOfRangeException)
        {
            return Report.Fail($"« {file.Name} » contient une date hors du calendrier.");
        }
        catch (JsonException error)
        {
            return Report.Fail($"« {file.Name} » n'est pas du JSON correct : {error.Message}");
        }
        catch (FormatException error)
        {
            return Report.Fail(error.Message);
        }
    }

    private static string Dates(JsonObject? expected) =>
        expected is null ? "" : string.Join(Environment.NewLine, expected.Select(date => $"{date.Key} : {date.Value}"));
}
