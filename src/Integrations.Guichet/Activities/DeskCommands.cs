using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>The commands by which the guichet acts on the outside. They carry ids only; the adapter reads the file.</summary>
public static class DeskCommands
{
    /// <summary>A letter by mail. Payload: fileId, version, notice, to ("firm", "desk" or a partner's id), procedure?, taskId?.</summary>
    public const string Notify = "guichet.notify";

    /// <summary>A task in a partner's Microsoft To Do. Payload: fileId, version, partnerId, taskId.</summary>
    public const string PostTask = "guichet.task.post";

    /// <summary>The task becomes important. Same payload.</summary>
    public const string RemindTask = "guichet.task.remind";

    /// <summary>The task is done. Same payload.</summary>
    public const string CompleteTask = "guichet.task.complete";

    internal const string ToFirm = "firm";

    internal const string ToDesk = "desk";

    /// <summary>
    /// The version is that of the file when the letter was wished for: the adapter folds the file up to there, so that a letter sent again
    /// after a crash is the same.
    /// </summary>
    internal static void EmitNotice(this ActivityContext context, DeskSession desk, string notice, string to, string? procedure = null, string? taskId = null)
    {
        var payload = Payload(desk);
        payload["notice"] = notice;
        payload["to"] = to;
        if (!string.IsNullOrEmpty(procedure)) payload["procedure"] = procedure;
        if (!string.IsNullOrEmpty(taskId)) payload["taskId"] = taskId;
        context.Emit(new Command(Notify, context.NewId(), payload));
    }

    internal static void EmitTask(this ActivityContext context, DeskSession desk, string kind, string partnerId, string taskId)
    {
        var payload = Payload(desk);
        payload["partnerId"] = partnerId;
        payload["taskId"] = taskId;
        // One task of a partner is posted once, whatever asks for it again; the other wishes are facts of their moment.
        context.Emit(new Command(kind, kind == PostTask ? $"{taskId}.post" : context.NewId(), payload));
    }

    private static JsonObject Payload(DeskSession desk) => new() { ["fileId"] = desk.File.Id, ["version"] = desk.File.Version };
}
