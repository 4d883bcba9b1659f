using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Files;
using Integrations.Guichet.Submissions;
using Integrations.Host.Settings;
using Integrations.Host.Simulation;

namespace Integrations.Host.CommandLine;

/// <summary>Prints the dates, mails, tasks and decisions to come for one file, in virtual time.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Dossier au format de workflows/samples." };
        var days = new Option<int>("--days") { Description = "Jours à parcourir après la réception.", DefaultValueFactory = _ => 400 };
        var answer = new Option<int?>("--answer-after") { Description = "Chaque partenaire répond « favorable » après tant de jours ; sans cette option, tous se taisent." };
        var command = new Command("simulate", "Les dates, courriers, tâches et décisions à venir d'un dossier, en temps virtuel.") { file, days, answer, Shared.Json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(days), parsed.GetValue(answer), parsed.GetValue(Shared.Json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, int days, int? answerAfter, bool json, CancellationToken cancellation)
    {
        if (!file.Exists) return Report.Fail($"Le fichier « {file.FullName} » n'existe pas.");
        if (days is <= 0 or > 3650) return Report.Fail("--days va de 1 à 3650.");
        try
        {
            var desk = new DeskProfile { Email = "guichet@guichet-unique.example", Phone = "04 50 00 12 34" };
            var workspace = LiveWorkspace.Load(WorkspaceFolder.Find(), desk);
            var request = InstallationRequest.FromJson(await File.ReadAllBytesAsync(file.FullName, cancellation));
            var course = await FileSimulation.RunAsync(request, workspace, desk, days, answerAfter, cancellation);
            if (json) Report.Json(Document(course));
            else if (course.File.Exists) Print(course);
            return course.Problems.Count == 0 ? 0 : Report.Fail(course.Problems);
        }
        catch (JsonException error)
        {
            return Report.Fail($"« {file.Name} » n'est pas un dossier lisible, à l'endroit {error.Path ?? "$"} : {error.Message}");
        }
        catch (ArgumentOutOfRangeException)
        {
            return Report.Fail($"« {file.Name} » contient une date hors du calendrier.");
        }
        catch (WorkspaceException faults)
        {
            return Report.Fail(faults.Problems);
        }
    }

    private static JsonObject Document(SimulatedCourse course) => new()
    {
        ["number"] = course.File.Number,
        ["status"] = Statuses.Code(course.File.Status),
        ["procedures"] = new JsonArray([.. course.File.Procedures.Select(procedure => (JsonNode)new JsonObject
        {
            ["procedure"] = procedure.Key,
            ["status"] = Statuses.Code(procedure.Status),
            ["depositedOn"] = Iso(procedure.DepositedOn),
            ["lastDay"] = Iso(procedure.Clock.LastDay),
            ["answeredOn"] = Iso(procedure.AnsweredOn),
        })]),
        ["events"] = new JsonArray([.. course.Events.Select(recorded => (JsonNode)new JsonObject
        {
            ["at"] = recorded.At.ToString("O", CultureInfo.InvariantCulture), ["legalDate"] = Iso(recorded.LegalDate), ["type"] = recorded.Type,
        })]),
        ["sent"] = new JsonArray([.. course.Steps.Select(step => (JsonNode)new JsonObject
        {
            ["at"] = step.At.ToString("O", CultureInfo.InvariantCulture), ["kind"] = step.Kind, ["to"] = step.To, ["what"] = step.What, ["dueOn"] = Iso(step.DueOn),
        })]),
    };

    private static void Print(SimulatedCourse course)
    {
        var place = course.File.Place;
        Report.Table("À venir", ["Date", "Quoi", "À qui", "Objet"], course.Steps.Select(step =>
            (IReadOnlyList<string>)[place.DateOf(step.At).InWords(), InFrench(step.Kind), step.To, step.What]));
        Report.Table("Procédures", ["Procédure", "État", "Dernier jour", "Réponse"], course.File.Procedures.Select(procedure =>
            (IReadOnlyList<string>)[procedure.Label, procedure.Status.InFrench(), procedure.Clock.LastDay?.InWords() ?? "—", procedure.AnsweredOn?.InWords() ?? "—"]));
        Report.Say($"Dossier {course.File.Number} : {course.File.Status.InFrench()}.");
    }

    private static string InFrench(string kind) => kind switch
    {
        "mail" => "courrier",
        "task" => "tâche",
        "task-reminder" => "relance de tâche",
        "task-done" => "tâche close",
        _ => kind,
    };

    private static string? Iso(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
