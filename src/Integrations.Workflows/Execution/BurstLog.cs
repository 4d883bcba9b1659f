namespace Integrations.Workflows.Execution;

/// <summary>What a burst leaves behind beside the next state: journal, incidents, commands, printed lines.</summary>
internal sealed class BurstLog(string instanceId, DateTimeOffset now, JournalLevel level)
{
    public List<JournalEntry> Journal { get; } = [];

    public List<Incident> Incidents { get; } = [];

    public List<Command> Commands { get; } = [];

    public List<string> Printed { get; } = [];

    public List<ChildBurst> Children { get; } = [];

    public void Write(ActivityContext execution, string @event, IReadOnlyList<string>? outcomes = null, string? message = null)
    {
        if (level == JournalLevel.Faults && @event is not ("Faulted" or "Canceled")) return;
        var node = execution.Node;
        Journal.Add(new JournalEntry(node.Id, node.Type, @event, outcomes)
        {
            ExecutionId = ExecutionId(execution),
            Message = message,
            ActivityKey = ReferenceEquals(node.Key, node.Id) || node.Key == node.Id ? null : node.Key,
        });
    }

    /// <summary>Adds values to the last entry.</summary>
    public void Keep(System.Text.Json.Nodes.JsonObject? values)
    {
        if (values is not null && Journal.Count > 0) Journal[^1] = Journal[^1] with { Values = values };
    }

    public void AddIncident(ActivityNode node, string message, Exception? unexpected = null) =>
        Incidents.Add(new Incident(node.Id, node.Type, message, now) { Detail = unexpected?.ToString() });

    public string ExecutionId(ActivityContext execution) =>
        string.Concat(instanceId, ":", execution.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
