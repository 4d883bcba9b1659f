using System.Globalization;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Streams;
using static Integrations.Runtime.Stores.CommitResult;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>What a group of units comes to: the rows to write for those that collide with nothing, and the answer to each.</summary>
internal sealed class GroupRows
{
    private readonly StoredFacts facts;
    private readonly List<Func<CommitResult>> answers = [];
    private readonly Dictionary<DedupeKey, MessageRow> newMessages = [];
    private readonly Dictionary<string, CommandRow> newCommands = new(StringComparer.Ordinal);
    private readonly Dictionary<DocumentKey, Document?> documents = [];
    private readonly Dictionary<string, DateTimeOffset?> streamsDue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> counters = new(StringComparer.Ordinal);

    private GroupRows(StoredFacts facts) => this.facts = facts;

    public HashSet<long> MessagesForgotten { get; } = [];

    public List<MarkRow> MessageMarks { get; } = [];

    public List<BegunRow> MessagesBegun { get; } = [];

    public List<MarkRow> CommandMarks { get; } = [];

    public List<ReplayRow> Replays { get; } = [];

    public List<NewInstance> InstancesBegun { get; } = [];

    public List<InstanceRow> InstancesMoved { get; } = [];

    public List<EventRow> Events { get; } = [];

    public List<DefinitionVersion> Definitions { get; } = [];

    public List<TriggerFired> TriggersFired { get; } = [];

    public List<ExpiredRows> Expired { get; } = [];

    public List<string> InstancesDeleted { get; } = [];

    public List<string> BookmarksRemoved { get; } = [];

    public List<string> TimersFired { get; } = [];

    public List<BookmarkRow> BookmarksAdded { get; } = [];

    public List<string> DefinitionsDeleted { get; } = [];

    public List<DefinitionChange> DefinitionChanges { get; } = [];

    public List<ArmedTriggers> Triggers { get; } = [];

    public List<JournalRow> Journal { get; } = [];

    public List<StreamDue> StreamsFired { get; } = [];

    /// <summary>In the order of their keys, as are all rows that another process could write at the same moment.</summary>
    public IEnumerable<StreamDue> StreamsDue =>
        streamsDue.Select(pair => new StreamDue(pair.Key, pair.Value)).OrderBy(due => due.StreamId, StringComparer.Ordinal);

    public IEnumerable<DocumentKey> DocumentsDeleted => documents.Where(pair => pair.Value is null).Select(pair => pair.Key)
        .OrderBy(key => key.Collection, StringComparer.Ordinal).ThenBy(key => key.Id, StringComparer.Ordinal);

    public IEnumerable<Document> Documents => documents.Values.OfType<Document>()
        .OrderBy(document => document.Collection, StringComparer.Ordinal).ThenBy(document => document.Id, StringComparer.Ordinal);

    public IEnumerable<CounterIncrement> Counters =>
        counters.Select(pair => new CounterIncrement(pair.Key, pair.Value)).OrderBy(counter => counter.Name, StringComparer.Ordinal);

    public IEnumerable<MessageRow> Messages => newMessages.Values
        .OrderBy(row => row.Message.Key.Source, StringComparer.Ordinal).ThenBy(row => row.Message.Key.Value, StringComparer.Ordinal);

    public IEnumerable<CommandRow> Commands => newCommands.Values.OrderBy(row => row.Command.IdempotencyKey, StringComparer.Ordinal);

    /// <summary>What each unit came to, in order; to be asked when the rows are durable.</summary>
    public IEnumerable<CommitResult> Answers => answers.Select(answer => answer());

    public static GroupRows Of(IReadOnlyList<UnitOfWork> units, StoredFacts facts)
    {
        var rows = new GroupRows(facts);
        foreach (var unit in units)
        {
            var conflict = rows.ConflictOf(unit);
            rows.answers.Add(conflict is null ? rows.Take(unit) : () => conflict);
        }

        return rows;
    }

    private Conflict? ConflictOf(UnitOfWork unit) =>
        ConflictOfMarks(unit)
        ?? unit.Activations.Where(facts.Running.ContainsKey).Select(guard => new Conflict(ConflictSubject.Activation, facts.Running[guard])).FirstOrDefault()
        ?? ConflictOfInstances(unit)
        ?? ConflictOfStreams(unit)
        ?? ConflictOfDefinitions(unit)
        ?? unit.TriggersFired.Where(fired => !facts.Triggers.TryGetValue((fired.DefinitionId, fired.ActivityId), out var due) || due != fired.DueAt)
            .Select(fired => new Conflict(ConflictSubject.Trigger, $"{fired.DefinitionId}/{fired.ActivityId}")).FirstOrDefault();

    private Conflict? ConflictOfMarks(UnitOfWork unit)
    {
        foreach (var mark in unit.InboxMarks)
        {
            var fits = facts.Messages.TryGetValue(mark.MessageId, out var state)
                && (mark is InboxMark.Replayed ? state is InboxState.Quarantined or InboxState.Dead : state is InboxState.Pending);
            if (!fits) return new Conflict(ConflictSubject.Message, mark.MessageId.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var mark in unit.OutboxMarks)
        {
            var fits = facts.Commands.TryGetValue(mark.CommandId, out var state) && state == (mark is OutboxMark.Replayed ? OutboxState.Dead : OutboxState.Pending);
            if (!fits) return new Conflict(ConflictSubject.Command, mark.CommandId.ToString(CultureInfo.InvariantCulture));
        }

        return null;
    }

    private Conflict? ConflictOfInstances(UnitOfWork unit)
    {
        foreach (var header in unit.Instances.Select(row => row.Header))
        {
            var stored = facts.Instances.GetValueOrDefault(header.InstanceId);
            if (stored != header.Version - 1)
                return new Conflict(header.Version == 1 ? ConflictSubject.InstanceExists : ConflictSubject.InstanceVersion, header.InstanceId);
        }

        return null;
    }

    private Conflict? ConflictOfStreams(UnitOfWork unit)
    {
        foreach (var read in unit.StreamsRead)
        {
            if (facts.Streams.GetValueOrDefault(read.StreamId) != read.LastSequence)
                return new Conflict(ConflictSubject.StreamSequence, read.StreamId);
        }

        var ends = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var append in unit.Streams)
        {
            var last = ends.TryGetValue(append.StreamId, out var end) ? end : facts.Streams.GetValueOrDefault(append.StreamId);
            if (append.Events.Any(item => item.Sequence != ++last))
                return new Conflict(ConflictSubject.StreamSequence, append.StreamId);
            ends[append.StreamId] = last;
        }

        return null;
    }

    /// <summary>The number is taken by another version id, or somebody saved this draft meanwhile, or it was released.</summary>
    private Conflict? ConflictOfDefinitions(UnitOfWork unit)
    {
        foreach (var version in unit.Definitions)
        {
            var released = version.Released || version.Published;
            var fits = facts.DefinitionVersions.TryGetValue(version.VersionId, out var stored)
                ? stored.Released ? released && stored.Revision == version.Revision : stored.Revision == version.Revision - 1
                : !facts.DefinitionVersions.Values.Any(other => other.DefinitionId == version.DefinitionId && other.Version == version.Version);
            if (!fits) return new Conflict(ConflictSubject.DefinitionVersion, version.VersionId);
            facts.DefinitionVersions[version.VersionId] = new StoredVersion(version.DefinitionId, version.Version, released || stored.Released, version.Revision);
        }

        return null;
    }

    private Func<CommitResult> Take(UnitOfWork unit)
    {
        TakeMarks(unit);
        foreach (var row in unit.Instances)
        {
            if (row.Header.Version == 1) InstancesBegun.Add(new NewInstance(facts.NextPlace(), row));
            else InstancesMoved.Add(row);
        }

        Events.AddRange(unit.Streams.SelectMany(append => append.Events.Select(item => new EventRow(append.StreamId, item))));
        Definitions.AddRange(unit.Definitions);
        TriggersFired.AddRange(unit.TriggersFired);
        Expired.AddRange(unit.Expired.Where(expired => expired.Rows.Count > 0));
        InstancesDeleted.AddRange(unit.InstancesDeleted);
        BookmarksRemoved.AddRange(unit.BookmarksRemoved);
        TimersFired.AddRange(unit.TimersFired);
        BookmarksAdded.AddRange(unit.BookmarksAdded);
        DefinitionsDeleted.AddRange(unit.DefinitionsDeleted);
        DefinitionChanges.AddRange(unit.DefinitionChanges);
        Triggers.AddRange(unit.Triggers);
        Journal.AddRange(unit.Journal);
        StreamsFired.AddRange(unit.StreamsFired);
        foreach (var due in unit.StreamsDue) streamsDue[due.StreamId] = due.DueAt;
        foreach (var key in unit.DocumentsDeleted) documents[key] = null;
        foreach (var document in unit.Documents) documents[new DocumentKey(document.Collection, document.Id)] = document;
        foreach (var counter in unit.Counters) counters[counter.Name] = counters.GetValueOrDefault(counter.Name) + counter.By;
        return AnswerOf([.. unit.Messages.Select(Take)], [.. unit.Commands.Select(Take)]);
    }

    private static Func<CommitResult> AnswerOf(Func<InboxReceipt>[] receipts, Func<long?>[] commands) =>
        () => new Committed([.. receipts.Select(receipt => receipt())], [.. commands.Select(command => command())]);

    private void TakeMarks(UnitOfWork unit)
    {
        foreach (var mark in unit.InboxMarks)
        {
            switch (mark)
            {
                case InboxMark.Forgotten:
                    MessagesForgotten.Add(mark.MessageId);
                    break;
                case InboxMark.Begun:
                    MessagesBegun.Add(new BegunRow(mark.MessageId, 1));
                    break;
                case InboxMark.TakenBack:
                    MessagesBegun.Add(new BegunRow(mark.MessageId, -1));
                    break;
                default:
                    MessageMarks.Add(MarkRow.Of(mark));
                    break;
            }

            if (mark is InboxMark.Replayed again) Replays.Add(new ReplayRow("inbox", again.MessageId, again.At, again.By, again.Why));
        }

        foreach (var mark in unit.OutboxMarks)
        {
            CommandMarks.Add(MarkRow.Of(mark));
            if (mark is OutboxMark.Replayed again) Replays.Add(new ReplayRow("outbox", again.CommandId, again.At, again.By, again.Why));
        }
    }

    private Func<InboxReceipt> Take(NewInboxMessage message)
    {
        // One that is handled and deleted in this group no longer stands in the way of the next with its key.
        if (facts.MessageKeys.TryGetValue(message.Key, out var known) && !MessagesForgotten.Contains(known))
            return () => new InboxReceipt(known, Duplicate: true);
        if (newMessages.TryGetValue(message.Key, out var first))
            return () => new InboxReceipt(first.Id, Duplicate: true);
        var row = new MessageRow(facts.NextMessageId(), message);
        newMessages.Add(message.Key, row);
        return () => new InboxReceipt(row.Id, row.IsKnown);
    }

    private Func<long?> Take(NewOutboxCommand command)
    {
        if (facts.CommandKeys.Contains(command.IdempotencyKey) || newCommands.ContainsKey(command.IdempotencyKey))
            return static () => null;
        var row = new CommandRow(facts.NextCommandId(), command);
        newCommands.Add(command.IdempotencyKey, row);
        return () => row.IsWritten ? row.Id : null;
    }
}
