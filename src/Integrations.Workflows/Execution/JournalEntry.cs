namespace Integrations.Workflows.Execution;

/// <summary>One line of the journal: what an activity did. Names are Elsa's.</summary>
/// <param name="ActivityId">Id in the definition; "Workflow1" is the workflow itself.</param>
/// <param name="ActivityType">For example "Elsa.WriteLine".</param>
/// <param name="Event">Started, Resumed, Suspended, Completed, Faulted or Canceled.</param>
/// <param name="Outcomes">Set when the activity chose its outcomes itself.</param>
public sealed record JournalEntry(string ActivityId, string ActivityType, string Event, IReadOnlyList<string>? Outcomes = null)
{
    /// <summary>Id of the execution of the activity (an activity in a loop runs many times).</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Message of a fault.</summary>
    public string? Message { get; init; }

    /// <summary>Key in the plan (<see cref="Execution.ActivityNode.Key"/>) where it is not the id: inside a workflow used as an activity.</summary>
    public string? ActivityKey { get; init; }

    /// <summary>
    /// Values by name, where the definition wants them kept: of Started and Resumed the inputs, of Completed the outputs. Secrets are never
    /// among them, and long values are cut.
    /// </summary>
    public System.Text.Json.Nodes.JsonObject? Values { get; init; }
}
