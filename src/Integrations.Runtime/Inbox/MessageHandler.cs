using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Inbox;

/// <summary>
/// Handles messages of one kind: reads what it needs and returns what is to be written. The runtime adds the mark "done" unless the
/// unit has a mark of its own (<see cref="InboxMark.Quarantined"/>, <see cref="InboxMark.Deferred"/>), and commits all at once.
/// On a conflict it is called again, so it changes nothing itself, and asks nothing of the runtime that would wait for its own lane.
/// An exception is an attempt that failed: it is tried again later.
/// </summary>
public delegate Task<UnitOfWork> MessageHandler(InboxMessage message, CancellationToken cancellationToken);
