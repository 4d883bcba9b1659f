using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>
/// Where the instance waits. An event whose name the new version gives otherwise is awaited under its new name; any other wait stays as it
/// was begun (an instant does not move, a task that was handed out keeps its id), and the report says so where the new version would wait otherwise.
/// </summary>
internal static class BookmarkMigration
{
    public static IReadOnlyList<Bookmark> Carry(MigrationDraft draft, InstanceState next, DateTimeOffset now)
    {
        var run = new BurstRun(draft.To, next with { Bookmarks = [] }, new BurstContext { Now = now, NewId = () => "" });
        return [.. draft.State.Bookmarks.Select(bookmark => Carry(draft, bookmark, run.Executions.Single(execution => execution.Number == bookmark.Execution)))];
    }

    private static Bookmark Carry(MigrationDraft draft, Bookmark bookmark, ActivityContext execution)
    {
        var kept = bookmark with { ActivityId = execution.Node.Id };
        if (execution.Node.Activity is Event && bookmark.Name == execution.Node.Type)
            return Event(draft, kept, execution);
        if (IsDrawnOtherwise(draft.From.Find(draft.State.Executions.First(record => record.Number == bookmark.Execution).ActivityKey)!, execution.Node))
            draft.Change("bookmark-kept", execution.Node.Id, $"« {execution.Node.Id} » attend toujours comme la version précédente l'avait prévu{Until(bookmark)} ; la nouvelle version attendrait autrement.");
        return kept;
    }

    private static Bookmark Event(MigrationDraft draft, Bookmark bookmark, ActivityContext execution)
    {
        var activity = (Event)execution.Node.Activity;
        string name;
        try
        {
            name = execution.Get(activity.EventName) ?? "";
        }
        catch (ActivityFaultException failure)
        {
            draft.Refuse("bookmark-expression", execution.Node.Id, $"Le nom de l'événement attendu par « {execution.Node.Id} » ne peut pas être évalué dans la nouvelle version : {failure.Message}");
            return bookmark;
        }

        var key = StimulusKey.ForEvent(name);
        if (key == bookmark.StimulusKey) return bookmark;
        draft.Change("bookmark-changed", execution.Node.Id, $"« {execution.Node.Id} » attendait l'événement « {(string?)bookmark.Payload["eventName"]} » et attendra « {name} ».");
        return bookmark with { StimulusKey = key, Payload = new JsonObject { ["eventName"] = name } };
    }

    private static string Until(Bookmark bookmark) =>
        bookmark.DueAt is { } due ? $" (jusqu'au {due.UtcDateTime:dd/MM/yyyy HH:mm:ss} UTC)" : "";

    /// <summary>A constant input has another value, or is no constant on one side. Of two expressions nothing is said.</summary>
    private static bool IsDrawnOtherwise(ActivityNode before, ActivityNode after)
    {
        foreach (var input in after.Inputs)
        {
            var old = Array.Find(before.Inputs, other => other.Name == input.Name);
            if (old is null || old.IsConstant != input.IsConstant || (input.IsConstant && !Equals(old.ConstantValue, input.ConstantValue))) return true;
        }

        return false;
    }
}
