namespace Integrations.Workflows.Execution;

/// <summary>What a burst leaves behind beside the next state: journal, incidents, commands, printed lines.</summary>
internal sealed class BurstLog(string instanceId, DateTimeOffset now)
{
    public List<JournalEntry> Journal { get; } = [];

    public List<Incident> Incidents { get; } = [];

    public List<Command> Commands { get; } = [];

    public List<string> Printed { get; } = [];

    public List<ChildBurst> Children { get; } = [];

    public void Write(ActivityContext execution, string @event, IReadOnlyList<string>? outcomes = null, string? message = null) =>
        Journal.Add(new JournalEntry(execution.Node.Id, execution.Node.Type, @event, outcomes) { ExecutionId = ExecutionId(execution), Message = message });

    public void AddIncident(ActivityNode node, string message, Exception? unexpected = null) =>
        Incidents.Add(new Incident(node.Id, node.Type, message, now) { Detail = unexpected?.ToString() });

    public string ExecutionId(ActivityContext execution) =>
        string.Concat(instanceId, ":", execution.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
