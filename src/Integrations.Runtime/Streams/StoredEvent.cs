namespace Integrations.Runtime.Streams;

/// <summary>One event of a stream, kept word for word: the store computes nothing and changes nothing.</summary>
/// <param name="Sequence">1 for the first event of the stream, then without gap.</param>
/// <param name="Type">Kind of event.</param>
/// <param name="At">Instant, UTC.</param>
/// <param name="LegalDate">Local date of the authority, by which periods are counted.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Channel">By which way it came.</param>
/// <param name="Payload">JSON, byte for byte as hashed.</param>
/// <param name="PreviousHash">Hash of the event before; null for the first.</param>
/// <param name="Hash">Hash of this event, which covers the previous hash.</param>
public sealed record StoredEvent(
    long Sequence,
    string Type,
    DateTimeOffset At,
    DateOnly LegalDate,
    string Actor,
    string Channel,
    string Payload,
    string? PreviousHash,
    string Hash);

/// <summary>Events to add at the end of a stream. A conflict when the first is not the next of the stream.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Events">At least one, with consecutive sequences.</param>
public sealed record StreamAppend(string StreamId, IReadOnlyList<StoredEvent> Events);

/// <summary>A stream as somebody has seen it.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="LastSequence">Sequence of the last event; 0: none.</param>
public readonly record struct StreamRead(string StreamId, long LastSequence);

/// <summary>When a stream wants to be looked at again because of time alone.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="DueAt">UTC; null: time alone changes nothing.</param>
public sealed record StreamDue(string StreamId, DateTimeOffset? DueAt);

/// <summary>What the store knows of a stream.</summary>
/// <param name="Events">Events asked for, in order.</param>
/// <param name="DueAt">See <see cref="StreamDue"/>.</param>
public sealed record StreamSlice(IReadOnlyList<StoredEvent> Events, DateTimeOffset? DueAt);
