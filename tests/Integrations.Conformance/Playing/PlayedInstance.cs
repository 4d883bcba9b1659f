using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Conformance.Playing;

/// <summary>An instance of a scenario.</summary>
internal sealed class PlayedInstance(WorkflowPlan plan, InstanceState state)
{
    private readonly List<JournalEntry> _journal = [];

    public WorkflowPlan Plan => plan;

    public InstanceState State { get; private set; } = state;

    public bool IsFinished => State.Status == WorkflowStatus.Finished;

    public void Take(BurstResult result, bool withJournal)
    {
        State = result.State;
        if (withJournal) _journal.AddRange(result.Journal);
    }

    public bool Waits(string stimulusKey, string? correlationId) =>
        (correlationId is null || State.CorrelationId == correlationId) && State.Bookmarks.Any(bookmark => bookmark.StimulusKey == stimulusKey);

    /// <summary>Writes what recordings hold of an instance; the journal begins anew.</summary>
    public void Describe(JsonObject result)
    {
        result["status"] = State.Status.ToString();
        result["subStatus"] = State.SubStatus.ToString();
        result["incidents"] = new JsonArray([.. State.Incidents.Select(i => new JsonObject { ["activityId"] = i.ActivityId, ["activityType"] = i.ActivityType, ["message"] = i.Message })]);
        result["output"] = Values.ToJson(State.Output);
        result["variables"] = Values.ToJson(State.Variables(plan));
        result["bookmarks"] = new JsonArray([.. State.Bookmarks.Select(b => new JsonObject { ["activityId"] = b.ActivityId, ["name"] = b.Name, ["payload"] = b.Payload.DeepClone() })]);
        result["journal"] = new JsonArray([.. _journal.Select(Line)]);
        _journal.Clear();
    }

    private static JsonNode Line(JournalEntry entry)
    {
        var line = new JsonObject { ["activityId"] = entry.ActivityId, ["activityType"] = entry.ActivityType, ["event"] = entry.Event };
        if (entry.Outcomes is { } outcomes) line["outcomes"] = new JsonArray([.. outcomes.Select(o => (JsonNode)o)]);
        return line;
    }
}
