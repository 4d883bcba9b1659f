using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.ReadModels;

/// <summary>The state of the machinery, for whoever keeps it running.</summary>
/// <param name="Now">Instant of the reading.</param>
/// <param name="Health">Each part with its state.</param>
/// <param name="Queues">Queues with their depth and the age of the oldest element.</param>
/// <param name="DeadLetters">Sendings given up after all attempts: a person decides.</param>
/// <param name="Quarantine">Forms with a good signature whose content cannot be used.</param>
/// <param name="Outbox">Sendings that wait or are being retried, the oldest first.</param>
/// <param name="Refused">Webhooks turned away, by source and reason: counted, nothing else kept.</param>
public sealed record OperationsPage(
    DateTimeOffset Now,
    IReadOnlyList<HealthRow> Health,
    IReadOnlyList<QueueRow> Queues,
    IReadOnlyList<DeadLetterRow> DeadLetters,
    IReadOnlyList<QuarantineRow> Quarantine,
    IReadOnlyList<OutboxRow> Outbox,
    IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>Workflows that a fault stopped, or that wait for nothing: a person decides.</summary>
    public IReadOnlyList<StoppedWorkflowRow> Workflows { get; init; } = [];
}

/// <summary>A workflow that does not go on by itself.</summary>
/// <param name="Id">Id of the instance.</param>
/// <param name="Workflow">Name of its definition.</param>
/// <param name="FileNumber">Number of the file, if there is one.</param>
/// <param name="State">Faulted or stalled.</param>
/// <param name="Since">Instant of its last move.</param>
/// <param name="Error">What went wrong last; null: nothing did, it waits for nothing.</param>
/// <param name="FaultedActivities">Ids of the activities that can be retried.</param>
public sealed record StoppedWorkflowRow(
    string Id, string Workflow, string? FileNumber, Mark State, DateTimeOffset Since, string? Error, IReadOnlyList<string> FaultedActivities);

/// <summary>One part of the machinery.</summary>
public sealed record HealthRow(Text Part, Mark State, Text Detail);

/// <summary>One queue.</summary>
/// <param name="Name">Name of the queue.</param>
/// <param name="Waiting">Elements that wait.</param>
/// <param name="Oldest">Age of the oldest; null when empty.</param>
public sealed record QueueRow(Text Name, long Waiting, TimeSpan? Oldest);

/// <summary>A sending given up.</summary>
/// <param name="Id">Id of the outbox row.</param>
/// <param name="Kind">What it was: mail, task, submission.</param>
/// <param name="FileNumber">Number of the file, if there is one.</param>
/// <param name="FailedAt">Instant of the last attempt.</param>
/// <param name="Attempts">How many times it was tried.</param>
/// <param name="Error">Stable code and words of the last error.</param>
public sealed record DeadLetterRow(
    string Id, string Kind, string? FileNumber, DateTimeOffset FailedAt, int Attempts, string Error);

/// <summary>A delivery kept aside.</summary>
/// <param name="Id">Id of the delivery.</param>
/// <param name="Source">Form tool.</param>
/// <param name="ReceivedAt">Instant of reception.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Reason">The reason, in French as it was recorded.</param>
public sealed record QuarantineRow(string Id, string Source, DateTimeOffset ReceivedAt, string Code, string Reason);

/// <summary>A sending on its way.</summary>
/// <param name="Id">Id of the outbox row.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FileNumber">Number of the file, if there is one.</param>
/// <param name="CreatedAt">Instant it was written.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="NextAttemptAt">Instant of the next attempt.</param>
/// <param name="LastError">Last error, if any.</param>
public sealed record OutboxRow(
    string Id, string Kind, string? FileNumber, DateTimeOffset CreatedAt, int Attempts,
    DateTimeOffset? NextAttemptAt, string? LastError);

/// <summary>Webhooks turned away.</summary>
public sealed record RefusedRow(string Source, string Code, long Count);
