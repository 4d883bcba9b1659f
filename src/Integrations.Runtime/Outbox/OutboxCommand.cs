namespace Integrations.Runtime.Outbox;

/// <summary>A command for the outside, to be written with what caused it.</summary>
/// <param name="Kind">Which adapter delivers it.</param>
/// <param name="IdempotencyKey">One effect per key: a second command with the same key is ignored by the store.</param>
/// <param name="Payload">JSON: ids and plain facts.</param>
public sealed record NewOutboxCommand(string Kind, string IdempotencyKey, string Payload)
{
    /// <summary>
    /// Commands with one ordering key leave one after the other, in order: while one waits for its next attempt, later ones wait too.
    /// A dead letter no longer holds the others back. Null: no order.
    /// </summary>
    public string? OrderingKey { get; init; }

    /// <summary>The stream (file) it belongs to.</summary>
    public string? StreamId { get; init; }

    /// <summary>The instance that emitted it.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The bookmark that the reply resumes.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>Instant of the wish, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not delivered before this instant (UTC); null: at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The span that emitted it (W3C Trace Context); null: nobody watched.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A stored command.</summary>
public sealed record OutboxCommand
{
    /// <summary>Number given by the store, rising in order of emission.</summary>
    public required long Id { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.IdempotencyKey"/>
    public required string IdempotencyKey { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.Payload"/>
    public required string Payload { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.OrderingKey"/>
    public string? OrderingKey { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.StreamId"/>
    public string? StreamId { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.InstanceId"/>
    public string? InstanceId { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.BookmarkId"/>
    public string? BookmarkId { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.CreatedAt"/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Next attempt not before, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required OutboxState State { get; init; }

    /// <summary>
    /// Attempts that are known to have failed. An attempt cut by a crash is not counted, so an adapter always looks by
    /// <see cref="IdempotencyKey"/> whether the thing was done already.
    /// </summary>
    public required int Attempts { get; init; }

    /// <summary>Why the last attempt failed: a stable code.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Why the last attempt failed, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>Reply of the recipient, JSON.</summary>
    public string? Reply { get; init; }

    /// <summary>When it was delivered or given up, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <inheritdoc cref="NewOutboxCommand.TraceParent"/>
    public string? TraceParent { get; init; }

    /// <summary>
    /// Whether this process still has it in hand, asked of the store. A lease lapses over a process that stood still, and over a clock set
    /// forward; so an adapter asks right before what it cannot take back. No: <see cref="DeliveryResult.Taken"/>.
    /// </summary>
    public Func<CancellationToken, ValueTask<bool>> IsInHand { get; init; } = static _ => ValueTask.FromResult(true);
}

/// <summary>Where a command stands.</summary>
public enum OutboxState
{
    /// <summary>To be delivered when due.</summary>
    Pending = 0,

    /// <summary>The recipient has it.</summary>
    Delivered = 1,

    /// <summary>Given up, with the reason; a person can replay it.</summary>
    Dead = 2,
}
