namespace Integrations.Runtime.Inbox;

/// <summary>
/// What becomes of a message, written in the same unit as the effects of its handling.
/// A mark that comes too late (the message is no longer in the state it supposes) makes the whole unit a conflict.
/// </summary>
public abstract record InboxMark
{
    private InboxMark(long messageId, DateTimeOffset at)
    {
        MessageId = messageId;
        At = at;
    }

    /// <summary>The message.</summary>
    public long MessageId { get; }

    /// <summary>Instant of the mark, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Handled.</summary>
    public sealed record Done(long MessageId, DateTimeOffset At) : InboxMark(MessageId, At);

    /// <summary>Handled and deleted: for messages that are <see cref="NewInboxMessage.Ephemeral"/>.</summary>
    public sealed record Forgotten(long MessageId, DateTimeOffset At) : InboxMark(MessageId, At);

    /// <summary>Unusable: kept with the reason until a person replays it.</summary>
    /// <param name="Code">Stable ASCII code, for example "form.unknown-mapping".</param>
    /// <param name="Reason">For people, in French.</param>
    public sealed record Quarantined(long MessageId, DateTimeOffset At, string Code, string Reason) : InboxMark(MessageId, At);

    /// <summary>
    /// Nothing has become of it yet, but work on it begins, over which a process may have died before. Any other mark ends that.
    /// </summary>
    public sealed record Begun(long MessageId, DateTimeOffset At) : InboxMark(MessageId, At);

    /// <summary>Work that had <see cref="Begun"/> was cut by a stop, which is no fault of the message.</summary>
    public sealed record TakenBack(long MessageId, DateTimeOffset At) : InboxMark(MessageId, At);

    /// <summary>Put off until later.</summary>
    /// <param name="Until">Next attempt, UTC.</param>
    /// <param name="Failed">The attempt failed and counts; false: the handler asked for the delay.</param>
    public sealed record Deferred(long MessageId, DateTimeOffset At, DateTimeOffset Until, bool Failed, string Code, string Reason)
        : InboxMark(MessageId, At);

    /// <summary>Given up.</summary>
    public sealed record Dead(long MessageId, DateTimeOffset At, string Code, string Reason) : InboxMark(MessageId, At);

    /// <summary>A person sends a quarantined or dead message back to work; who and why are kept.</summary>
    public sealed record Replayed(long MessageId, DateTimeOffset At, string By, string Why) : InboxMark(MessageId, At);
}
