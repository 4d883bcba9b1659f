namespace Integrations.Workflows.Execution;

/// <summary>
/// A place where the instance waits. It is resumed by its id, by a stimulus with its key, or, when <see cref="DueAt"/> is set, by time.
/// </summary>
/// <param name="Id">Unique over all instances.</param>
/// <param name="ActivityId">The activity that waits (id in the definition).</param>
/// <param name="Name">Kind of wait, in Elsa's words: "Elsa.Event", "Elsa.Delay", "Elsa.RunTask", or ours ("Guichet.FileEvent").</param>
/// <param name="StimulusKey">What it waits for, compared as a whole, case-sensitive. See <see cref="Execution.StimulusKey"/>.</param>
/// <param name="Payload">As Elsa shows it: {eventName}, {resumeAt}, {taskId, taskName}.</param>
/// <param name="DueAt">When time alone resumes it (UTC); null: never.</param>
public sealed record Bookmark(
    string Id,
    string ActivityId,
    string Name,
    string StimulusKey,
    System.Text.Json.Nodes.JsonObject Payload,
    DateTimeOffset? DueAt = null)
{
    /// <summary>The bookmark goes when it is resumed (Elsa's default).</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>Number of the execution that waits.</summary>
    internal int Execution { get; init; }
}
