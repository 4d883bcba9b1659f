using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;

namespace Integrations.Runtime.Streams;

/// <summary>
/// The domain as the runtime sees it: it opens a session on a stream, lets a burst or a handler act on it, and closes it.
/// The runtime knows nothing of what the events mean. Implementations are pure and shared by all threads.
/// </summary>
public abstract class StreamDomain
{
    /// <summary>Opens a session; it becomes the domain of the burst's context.</summary>
    /// <param name="streamId">For a burst the correlation id of the instance.</param>
    /// <param name="history">All events so far, in order; empty for a new stream.</param>
    /// <param name="now">Instant of the burst, UTC.</param>
    public abstract object Open(string streamId, IReadOnlyList<StoredEvent> history, DateTimeOffset now);

    /// <summary>Says what the session leads to. Called once, after the burst.</summary>
    public abstract StreamChange Close(object session);
}

/// <summary>What a session leads to.</summary>
public sealed record StreamChange
{
    /// <summary>New events, their sequences following the history.</summary>
    public IReadOnlyList<StoredEvent> Events { get; init; } = [];

    /// <summary>Projections to write.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>Projections to delete.</summary>
    public IReadOnlyList<DocumentKey> DocumentsDeleted { get; init; } = [];

    /// <summary>What follows, mostly one stimulus for each new event.</summary>
    public IReadOnlyList<NewInboxMessage> Messages { get; init; } = [];

    /// <summary>Commands for the outside.</summary>
    public IReadOnlyList<NewOutboxCommand> Commands { get; init; } = [];

    /// <summary>When the stream wants to be looked at again because of time alone, UTC; null: never.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
}
