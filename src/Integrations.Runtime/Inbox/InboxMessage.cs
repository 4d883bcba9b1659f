namespace Integrations.Runtime.Inbox;

/// <summary>
/// Says when two deliveries are the same fact: the place they come from and the id they carry there.
/// Two messages with one key are one message.
/// </summary>
/// <param name="Source">Where it comes from, for example "form:tally", "graph" or "runtime".</param>
/// <param name="Value">The id that the source gives to the fact; compared as a whole, case-sensitive.</param>
public readonly record struct DedupeKey(string Source, string Value);

/// <summary>A fact from the outside (or a message of the runtime to itself) that is to be kept and handled once.</summary>
/// <param name="Key">Makes a second delivery harmless.</param>
/// <param name="Kind">Which handler takes it, for example "start" or "form".</param>
/// <param name="Payload">The bytes as they came; never changed.</param>
public sealed record NewInboxMessage(DedupeKey Key, string Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Media type of the payload.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers that the handler needs; no secret among them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = EmptyHeaders;

    /// <summary>Instant of reception, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Not handled before this instant (UTC); null: at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// Deleted once handled, which keeps the store small; its key protects only while it waits.
    /// For messages of the runtime to itself, which nobody sends twice.
    /// </summary>
    public bool Ephemeral { get; init; }

    /// <summary>
    /// Born claimed, until this instant (UTC), by the process that writes it and is about to handle it; null: whoever finds it first takes it.
    /// See <see cref="Stores.IWorkflowStore.ClaimDueMessagesAsync"/>.
    /// </summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    internal static IReadOnlyDictionary<string, string> EmptyHeaders { get; } = new Dictionary<string, string>();
}

/// <summary>A stored message.</summary>
public sealed record InboxMessage
{
    /// <summary>Number given by the store, rising in order of arrival.</summary>
    public required long Id { get; init; }

    /// <inheritdoc cref="NewInboxMessage.Key"/>
    public required DedupeKey Key { get; init; }

    /// <inheritdoc cref="NewInboxMessage.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="NewInboxMessage.Payload"/>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <inheritdoc cref="NewInboxMessage.ContentType"/>
    public required string ContentType { get; init; }

    /// <inheritdoc cref="NewInboxMessage.Headers"/>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <inheritdoc cref="NewInboxMessage.ReceivedAt"/>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Not handled before this instant, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <inheritdoc cref="NewInboxMessage.Ephemeral"/>
    public required bool Ephemeral { get; init; }

    /// <summary>Where it stands.</summary>
    public required InboxState State { get; init; }

    /// <summary>Attempts that ended with an unexpected error.</summary>
    public required int Attempts { get; init; }

    /// <summary>Processes that have noted that they begin to handle it (<see cref="InboxMark.Begun"/>), and not what became of it.</summary>
    public int Begun { get; init; }

    /// <summary>Another process has claimed it until this instant, UTC; null: nobody has, or this process itself.</summary>
    public DateTimeOffset? ClaimedElsewhereUntil { get; init; }

    /// <summary>Why it waits in quarantine, is dead, or was put off: a stable code.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The reason in French, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was done, quarantined or given up, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>
/// Where a message stands. "In work" is not a state: a process that dies leaves the message pending, so another takes it.
/// </summary>
public enum InboxState
{
    /// <summary>To be handled when due.</summary>
    Pending = 0,

    /// <summary>Handled.</summary>
    Done = 1,

    /// <summary>Genuine but unusable; a person corrects what is wrong and replays it.</summary>
    Quarantined = 2,

    /// <summary>Given up after the last attempt; a person can replay it.</summary>
    Dead = 3,
}

/// <summary>What the sender may be told once the message is durable.</summary>
/// <param name="MessageId">Number of the message, that of the first delivery when this one is a duplicate.</param>
/// <param name="Duplicate">The message was known already; nothing was stored.</param>
public readonly record struct InboxReceipt(long MessageId, bool Duplicate);
