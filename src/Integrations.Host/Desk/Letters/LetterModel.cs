using System.Text.Json.Nodes;
using Integrations.Guichet.Files;
using Integrations.Host.Settings;

namespace Integrations.Host.Desk.Letters;

/// <summary>
/// The model of a letter, from the file as it stood when the letter was wished for. One part for each key of
/// <c>workflows/templates/README.md</c>; a part that the file has nothing for is left out.
/// </summary>
internal static class LetterModel
{
    /// <summary>Builds the model.</summary>
    /// <param name="file">The file, folded up to the event that caused the letter: a letter sent again is the same.</param>
    /// <param name="desk">Who signs.</param>
    /// <param name="links">Signed links of this file.</param>
    /// <param name="procedureKey">The procedure the letter is about, if any.</param>
    /// <param name="taskId">The task the letter is about, if any.</param>
    public static JsonObject Of(InstallationFile file, DeskProfile desk, FileLinks links, string? procedureKey = null, string? taskId = null)
    {
        var procedure = file.Procedure(procedureKey);
        var task = file.TaskOf(taskId);
        var model = new JsonObject
        {
            ["desk"] = new JsonObject { ["name"] = desk.Name, ["phone"] = desk.Phone, ["email"] = desk.Email, ["hours"] = desk.Hours },
            ["file"] = FileParts.File(file, links),
            ["procedures"] = new JsonArray([.. file.Procedures.Where(ProcedureParts.IsShown).Select(ProcedureParts.Procedure)]),
        };
        if (file.End is { } end) model["closing"] = FileParts.Closing(file, end);
        if (procedure is not null)
        {
            model["procedure"] = ProcedureParts.Procedure(procedure);
            Add(model, "request", ProcedureParts.Request(procedure));
            Add(model, "change", ProcedureParts.Change(procedure));
            Add(model, "decision", DecisionParts.Decision(file, procedure));
            Add(model, "silence", DecisionParts.Silence(file, procedure));
            Add(model, "transfer", DecisionParts.Transfer(file, procedure));
        }

        if (task is not null)
        {
            model["task"] = TaskParts.Task(file, task, links);
            Add(model, "answer", TaskParts.Answer(task));
        }

        return model;
    }

    private static void Add(JsonObject model, string key, JsonObject? part)
    {
        if (part is not null) model[key] = part;
    }
}

/// <summary>Builds the signed addresses of one file.</summary>
/// <param name="Tracking">The firm's page.</param>
/// <param name="Answer">The page of one task for its partner, and the last day on which it works.</param>
internal sealed record FileLinks(Uri Tracking, Func<PartnerTask, (Uri Address, DateOnly ExpiresOn)> Answer);
