using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>What becomes of a message or a command.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">Its new state.</param>
/// <param name="At">Instant of the mark.</param>
internal sealed record MarkRow(long Id, int State, DateTimeOffset At)
{
    /// <summary>Null: stays as it is.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public bool AttemptFailed { get; init; }

    /// <summary>Begins anew: no attempts, and the last reason stays to be seen.</summary>
    public bool Replayed { get; init; }

    public bool Finished { get; init; }

    public string? Code { get; init; }

    public string? Reason { get; init; }

    public string? Reply { get; init; }

    public static MarkRow Of(InboxMark mark) => mark switch
    {
        InboxMark.Done done => new MarkRow(done.MessageId, (int)InboxState.Done, done.At) { Finished = true },
        InboxMark.Quarantined put => new MarkRow(put.MessageId, (int)InboxState.Quarantined, put.At) { Finished = true, Code = put.Code, Reason = put.Reason },
        InboxMark.Deferred later => new MarkRow(later.MessageId, (int)InboxState.Pending, later.At)
        { DueAt = later.Until, AttemptFailed = later.Failed, Code = later.Code, Reason = later.Reason },
        InboxMark.Dead dead => new MarkRow(dead.MessageId, (int)InboxState.Dead, dead.At)
        { Finished = true, AttemptFailed = true, Code = dead.Code, Reason = dead.Reason },
        InboxMark.Replayed again => new MarkRow(again.MessageId, (int)InboxState.Pending, again.At) { DueAt = again.At, Replayed = true },
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };

    public static MarkRow Of(OutboxMark mark) => mark switch
    {
        OutboxMark.Delivered done => new MarkRow(done.CommandId, (int)OutboxState.Delivered, done.At) { Finished = true, Reply = done.Reply },
        OutboxMark.Deferred later => new MarkRow(later.CommandId, (int)OutboxState.Pending, later.At)
        { DueAt = later.Until, AttemptFailed = later.Failed, Code = later.Code, Reason = later.Reason },
        OutboxMark.Dead dead => new MarkRow(dead.CommandId, (int)OutboxState.Dead, dead.At)
        { Finished = true, AttemptFailed = true, Code = dead.Code, Reason = dead.Reason },
        OutboxMark.Replayed again => new MarkRow(again.CommandId, (int)OutboxState.Pending, again.At) { DueAt = again.At, Replayed = true },
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
    };
}

/// <summary>Work on a message begins, or was cut.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Change">Of its beginnings without an end.</param>
internal sealed record BegunRow(long Id, int Change);

/// <summary>A person sent a row back to work.</summary>
internal sealed record ReplayRow(string Target, long Id, DateTimeOffset At, string By, string Why);

/// <summary>An instance that begins, with its place in the order of all.</summary>
internal sealed record NewInstance(long Place, InstanceRow Row);

/// <summary>An event with its stream.</summary>
internal sealed record EventRow(string StreamId, StoredEvent Event);

/// <summary>A new message.</summary>
/// <param name="DrawnId">The number drawn for it; null: the database draws one as it writes.</param>
/// <param name="Message">The message.</param>
internal sealed record MessageRow(long? DrawnId, NewInboxMessage Message)
{
    /// <summary>Its number, once it is written.</summary>
    public long Id { get; set; }

    /// <summary>The number is that of an earlier message with its key, be it that another process wrote it at the same moment.</summary>
    public bool IsKnown { get; set; }
}

/// <summary>A new command.</summary>
internal sealed record CommandRow(long Id, NewOutboxCommand Command)
{
    /// <summary>False: another process wrote a command with its key at the same moment.</summary>
    public bool IsWritten { get; set; }
}
