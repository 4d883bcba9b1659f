using Integrations.Runtime.Definitions;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Stores;

/// <summary>Everything that a burst or a handler wants to write: all of it or nothing.</summary>
public sealed record UnitOfWork
{
    /// <summary>Nothing.</summary>
    public static UnitOfWork Empty { get; } = new();

    /// <summary>What becomes of messages.</summary>
    public IReadOnlyList<InboxMark> InboxMarks { get; init; } = [];

    /// <summary>New messages. One whose key is known is ignored, and its receipt says so.</summary>
    public IReadOnlyList<NewInboxMessage> Messages { get; init; } = [];

    /// <summary>
    /// Instances after their burst. Version 1 is an insert, a conflict when the instance is there already; a higher one is an update,
    /// a conflict when the stored version is not the one before.
    /// </summary>
    public IReadOnlyList<InstanceRow> Instances { get; init; } = [];

    /// <summary>Ids of finished instances deleted with all that is theirs; one that runs, or is not there, stays as it is.</summary>
    public IReadOnlyList<string> InstancesDeleted { get; init; } = [];

    /// <summary>What must not run for the new instances to start; a conflict that names the instance that runs.</summary>
    public IReadOnlyList<ActivationGuard> Activations { get; init; } = [];

    /// <summary>Bookmarks created.</summary>
    public IReadOnlyList<BookmarkRow> BookmarksAdded { get; init; } = [];

    /// <summary>Ids of bookmarks that are gone.</summary>
    public IReadOnlyList<string> BookmarksRemoved { get; init; } = [];

    /// <summary>Ids of bookmarks whose timer has fired: they lose their due instant, since a message now carries the wake-up.</summary>
    public IReadOnlyList<string> TimersFired { get; init; } = [];

    /// <summary>What the bursts did.</summary>
    public IReadOnlyList<JournalRow> Journal { get; init; } = [];

    /// <summary>New commands. One whose idempotency key is known is ignored.</summary>
    public IReadOnlyList<NewOutboxCommand> Commands { get; init; } = [];

    /// <summary>
    /// Commands that answer a caller who waits in this process: handed over once the unit is durable, never stored. See
    /// <see cref="Processing.RuntimeOptions.Answer"/>.
    /// </summary>
    public IReadOnlyList<Integrations.Workflows.Execution.Command> Answers { get; init; } = [];

    /// <summary>What becomes of commands.</summary>
    public IReadOnlyList<OutboxMark> OutboxMarks { get; init; } = [];

    /// <summary>
    /// Streams that the unit was decided from: a conflict when one has other events meanwhile. Otherwise a burst that begins to wait for an
    /// event could miss the one that another process appends at that moment.
    /// </summary>
    public IReadOnlyList<StreamRead> StreamsRead { get; init; } = [];

    /// <summary>Events added to streams.</summary>
    public IReadOnlyList<StreamAppend> Streams { get; init; } = [];

    /// <summary>When streams are due next.</summary>
    public IReadOnlyList<StreamDue> StreamsDue { get; init; } = [];

    /// <summary>Streams whose due instant has come: it is cleared, unless it was moved meanwhile, since a message now carries it.</summary>
    public IReadOnlyList<StreamDue> StreamsFired { get; init; } = [];

    /// <summary>Documents inserted or replaced.</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>Documents deleted; one that is not there is no error.</summary>
    public IReadOnlyList<DocumentKey> DocumentsDeleted { get; init; } = [];

    /// <summary>Counters to add to.</summary>
    public IReadOnlyList<CounterIncrement> Counters { get; init; } = [];

    /// <summary>
    /// Definition versions inserted, saved again (a draft, one revision later), published or taken back (the JSON of a released version never changes).
    /// One that is published takes the place of the version published before.
    /// </summary>
    public IReadOnlyList<DefinitionVersion> Definitions { get; init; } = [];

    /// <summary>What time starts of definitions.</summary>
    public IReadOnlyList<ArmedTriggers> Triggers { get; init; } = [];

    /// <summary>Triggers that fire; one that another process was first to fire makes the unit a conflict.</summary>
    public IReadOnlyList<TriggerFired> TriggersFired { get; init; } = [];

    /// <summary>Ids of definition versions deleted; one that is not there is no error.</summary>
    public IReadOnlyList<string> DefinitionsDeleted { get; init; } = [];

    /// <summary>What people did to definitions; the same thing by the same person again is counted.</summary>
    public IReadOnlyList<DefinitionChange> DefinitionChanges { get; init; } = [];

    /// <summary>Rows past their time, deleted.</summary>
    public IReadOnlyList<ExpiredRows> Expired { get; init; } = [];

    /// <summary>Both units as one.</summary>
    public UnitOfWork And(UnitOfWork other) => new()
    {
        InboxMarks = [.. InboxMarks, .. other.InboxMarks],
        Messages = [.. Messages, .. other.Messages],
        Instances = [.. Instances, .. other.Instances],
        InstancesDeleted = [.. InstancesDeleted, .. other.InstancesDeleted],
        Activations = [.. Activations, .. other.Activations],
        BookmarksAdded = [.. BookmarksAdded, .. other.BookmarksAdded],
        BookmarksRemoved = [.. BookmarksRemoved, .. other.BookmarksRemoved],
        TimersFired = [.. TimersFired, .. other.TimersFired],
        Journal = [.. Journal, .. other.Journal],
        Commands = [.. Commands, .. other.Commands],
        Answers = [.. Answers, .. other.Answers],
        OutboxMarks = [.. OutboxMarks, .. other.OutboxMarks],
        StreamsRead = [.. StreamsRead, .. other.StreamsRead],
        Streams = [.. Streams, .. other.Streams],
        StreamsDue = [.. StreamsDue, .. other.StreamsDue],
        StreamsFired = [.. StreamsFired, .. other.StreamsFired],
        Documents = [.. Documents, .. other.Documents],
        DocumentsDeleted = [.. DocumentsDeleted, .. other.DocumentsDeleted],
        Counters = [.. Counters, .. other.Counters],
        Definitions = [.. Definitions, .. other.Definitions],
        DefinitionsDeleted = [.. DefinitionsDeleted, .. other.DefinitionsDeleted],
        DefinitionChanges = [.. DefinitionChanges, .. other.DefinitionChanges],
        Triggers = [.. Triggers, .. other.Triggers],
        Expired = [.. Expired, .. other.Expired],
        TriggersFired = [.. TriggersFired, .. other.TriggersFired],
    };
}

/// <summary>Adds to a named counter.</summary>
public readonly record struct CounterIncrement(string Name, long By = 1);
