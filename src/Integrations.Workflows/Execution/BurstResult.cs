namespace Integrations.Workflows.Execution;

/// <summary>The next state and every effect of a burst. Nothing else leaves a burst.</summary>
public sealed record BurstResult
{
    /// <summary>State after the burst; the state passed in is not changed.</summary>
    public required InstanceState State { get; init; }

    /// <summary>Bookmarks created by this burst and still there at its end.</summary>
    public IReadOnlyList<Bookmark> BookmarksAdded { get; init; } = [];

    /// <summary>Ids of bookmarks that existed before the burst and are gone.</summary>
    public IReadOnlyList<string> BookmarksRemoved { get; init; } = [];

    /// <summary>Commands for the outside, in the order in which they were emitted.</summary>
    public IReadOnlyList<Command> Commands { get; init; } = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>Incidents raised by this burst.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>Lines printed by WriteLine.</summary>
    public IReadOnlyList<string> Printed { get; init; } = [];

    /// <summary>Children that this burst started and that ran within it, in order.</summary>
    public IReadOnlyList<ChildBurst> Children { get; init; } = [];
}

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

/// <summary>Builds the keys by which bookmarks and stimuli find each other.</summary>
public static class StimulusKey
{
    /// <summary>Key of Elsa's Event activity. Names are case-sensitive (recording s21-event-case).</summary>
    public static string ForEvent(string eventName) => "Elsa.Event:" + eventName;

    /// <summary>Key of Elsa's RunTask activity.</summary>
    public static string ForTask(string taskId) => "Elsa.RunTask:" + taskId;

    /// <summary>Key of the end of a child instance. Siblings (see <see cref="Sibling"/>) share one.</summary>
    public static string ForChild(string instanceId) =>
        "Elsa.ExecuteWorkflow:" + (instanceId.LastIndexOf(SiblingMark) is > 0 and var end ? instanceId[..end] : instanceId);

    /// <summary>Id of one of many children that their parent waits for at one bookmark.</summary>
    internal static string Sibling(string siblings, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{siblings}{SiblingMark}{number}");

    /// <summary>The number in the id of a sibling; -1 when it is none.</summary>
    internal static int NumberOf(string instanceId) =>
        int.TryParse(instanceId.AsSpan(instanceId.LastIndexOf(SiblingMark) + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;

    private const char SiblingMark = '~';
}

/// <summary>A wish to act on the outside. The runtime writes it to the outbox in the burst's transaction.</summary>
/// <param name="Kind">Which adapter delivers it, for example "elsa.dispatch-workflow" or "guichet.notify".</param>
/// <param name="IdempotencyKey">The same command always has the same key, so that a retry does not do the thing twice.</param>
/// <param name="Payload">Ids and plain facts; no personal data.</param>
/// <param name="BookmarkId">The bookmark to resume with the reply, where a reply is awaited.</param>
public sealed record Command(string Kind, string IdempotencyKey, System.Text.Json.Nodes.JsonObject Payload, string? BookmarkId = null);

/// <summary>The commands that the runtime itself carries out.</summary>
public static class RuntimeCommands
{
    /// <summary>Start a child instance. Payload: definitionId, versionOptions?, instanceId, input, correlationId?, parentInstanceId.</summary>
    public const string DispatchWorkflow = "elsa.dispatch-workflow";

    /// <summary>Publish an event to waiting and startable workflows. Payload: eventName, payload?, correlationId?.</summary>
    public const string PublishEvent = "elsa.publish-event";

    /// <summary>Hand a task to whoever listens. Payload: taskId, taskName, payload.</summary>
    public const string RunTask = "elsa.run-task";
}

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

/// <summary>Something went wrong in an activity; the incident strategy decides what follows.</summary>
/// <param name="ActivityId">Id in the definition.</param>
/// <param name="ActivityType">For example "Elsa.Fault".</param>
/// <param name="Message">Starts with the engine's sentence; for a script the line, the column and the script's message follow.</param>
/// <param name="At">Instant of the burst, UTC.</param>
public sealed record Incident(string ActivityId, string ActivityType, string Message, DateTimeOffset At)
{
    /// <summary>Where the exception came from, for one that no activity threw on purpose (a fault in the code); null otherwise.</summary>
    public string? Detail { get; init; }
}

/// <summary>Elsa's workflow status.</summary>
public enum WorkflowStatus
{
    /// <summary>Not at its end: executing or suspended.</summary>
    Running,

    /// <summary>At its end, well or not: see the sub-status.</summary>
    Finished,
}

/// <summary>Elsa's workflow sub-status.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not yet run.</summary>
    Pending,

    /// <summary>In a burst.</summary>
    Executing,

    /// <summary>Waits on bookmarks.</summary>
    Suspended,

    /// <summary>Came to its end.</summary>
    Finished,

    /// <summary>Cancelled on purpose.</summary>
    Cancelled,

    /// <summary>Stopped by a fault.</summary>
    Faulted,
}
