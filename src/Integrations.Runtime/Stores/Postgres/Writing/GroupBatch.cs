using Integrations.Runtime.Documents;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Streams;
using Npgsql;
using static Integrations.Runtime.Stores.Postgres.Writing.Column;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>
/// The rows of a group and the commit as one message to the database, whatever the number of units. Statements stand in the order in which
/// a unit is to be understood: what ends before what begins.
/// </summary>
/// <param name="owner">Number of this process, for its claims.</param>
/// <param name="shard">The rows of the counters that this process adds to.</param>
internal sealed partial class GroupBatch(long owner, int shard)
{
    private const string MarkColumns = "(id, state, due_at, failed, replayed, finished_at, code, reason)";

    private const string Marked =
        """
        state = mark.state, due_at = coalesce(mark.due_at, target.due_at), finished_at = mark.finished_at,
        attempts = CASE WHEN mark.replayed THEN 0 ELSE target.attempts + mark.failed END,
        reason_code = CASE WHEN mark.replayed THEN target.reason_code ELSE mark.code END,
        reason = CASE WHEN mark.replayed THEN target.reason ELSE mark.reason END,
        claimed_until = NULL, claimed_by = NULL
        """;

    private static readonly Column<MarkRow>[] MarkValues =
    [
        Number<MarkRow>(row => row.Id), Integer<MarkRow>(row => row.State), Instant<MarkRow>(row => row.DueAt), Integer<MarkRow>(row => row.AttemptFailed ? 1 : 0),
        Flag<MarkRow>(row => row.Replayed), Instant<MarkRow>(row => row.Finished ? row.At : null), Text<MarkRow>(row => row.Code), Text<MarkRow>(row => row.Reason),
    ];

    private static readonly SetStatement<MarkRow> MarkMessages = new(
        $"UPDATE inbox AS target SET {Marked}, begun = 0 FROM {{rows}} AS mark {MarkColumns} WHERE target.id = mark.id", MarkValues);

    private static readonly SetStatement<BegunRow> NoteBegun = new(
        "UPDATE inbox AS target SET begun = greatest(target.begun + noted.change, 0) FROM {rows} AS noted (id, change) WHERE target.id = noted.id",
        Number<BegunRow>(row => row.Id), Integer<BegunRow>(row => row.Change));

    private static readonly SetStatement<MarkRow> MarkCommands = new(
        $$"""
        UPDATE outbox AS target SET {{Marked}},
            reply = CASE WHEN mark.state = 1 THEN mark.reply ELSE target.reply END,
            payload = CASE WHEN mark.state = 1 AND target.kind = 'elsa.http-call' THEN '{}' ELSE target.payload END
        FROM {rows} AS mark {{MarkColumns.Replace(")", ", reply)", StringComparison.Ordinal)}} WHERE target.id = mark.id
        """,
        [.. MarkValues, Text<MarkRow>(row => row.Reply)]);

    private static readonly SetStatement<ReplayRow> InsertReplays = new(
        "INSERT INTO replays (target, row_id, at, by, why) SELECT * FROM {rows}",
        Text<ReplayRow>(row => row.Target), Number<ReplayRow>(row => row.Id), Instant<ReplayRow>(row => row.At), Text<ReplayRow>(row => row.By), Text<ReplayRow>(row => row.Why));

    private static readonly SetStatement<NewInstance> InsertInstances = new(
        """
        INSERT INTO instances (instance_id, place, definition_id, definition_version_id, correlation_id, parent_instance_id, name, status, sub_status,
            incident_count, stalled, created_at, updated_at, finished_at, version, state, trace_parent)
        SELECT * FROM {rows}
        """,
        Text<NewInstance>(row => row.Row.Header.InstanceId), Number<NewInstance>(row => row.Place), Text<NewInstance>(row => row.Row.Header.DefinitionId),
        Text<NewInstance>(row => row.Row.Header.DefinitionVersionId), Text<NewInstance>(row => row.Row.Header.CorrelationId),
        Text<NewInstance>(row => row.Row.Header.ParentInstanceId), Text<NewInstance>(row => row.Row.Header.Name), Integer<NewInstance>(row => (int)row.Row.Header.Status),
        Integer<NewInstance>(row => (int)row.Row.Header.SubStatus), Integer<NewInstance>(row => row.Row.Header.IncidentCount), Flag<NewInstance>(row => row.Row.Header.IsStalled),
        Instant<NewInstance>(row => row.Row.Header.CreatedAt), Instant<NewInstance>(row => row.Row.Header.UpdatedAt), Instant<NewInstance>(row => row.Row.Header.FinishedAt),
        Number<NewInstance>(row => row.Row.Header.Version), Bytes<NewInstance>(row => row.Row.State), Text<NewInstance>(row => row.Row.TraceParent));

    private static readonly SetStatement<InstanceRow> UpdateInstances = new(
        """
        UPDATE instances SET definition_version_id = moved.definition_version_id, correlation_id = moved.correlation_id, name = moved.name,
            status = moved.status, sub_status = moved.sub_status, incident_count = moved.incident_count, stalled = moved.stalled,
            updated_at = moved.updated_at, finished_at = moved.finished_at, version = moved.version, state = moved.state,
            trace_parent = moved.trace_parent
        FROM {rows} AS moved (instance_id, definition_version_id, correlation_id, name, status, sub_status, incident_count, stalled, updated_at,
            finished_at, version, state, trace_parent)
        WHERE instances.instance_id = moved.instance_id
        """,
        Text<InstanceRow>(row => row.Header.InstanceId), Text<InstanceRow>(row => row.Header.DefinitionVersionId), Text<InstanceRow>(row => row.Header.CorrelationId),
        Text<InstanceRow>(row => row.Header.Name), Integer<InstanceRow>(row => (int)row.Header.Status), Integer<InstanceRow>(row => (int)row.Header.SubStatus),
        Integer<InstanceRow>(row => row.Header.IncidentCount), Flag<InstanceRow>(row => row.Header.IsStalled), Instant<InstanceRow>(row => row.Header.UpdatedAt),
        Instant<InstanceRow>(row => row.Header.FinishedAt), Number<InstanceRow>(row => row.Header.Version), Bytes<InstanceRow>(row => row.State),
        Text<InstanceRow>(row => row.TraceParent));

    private static readonly SetStatement<EventRow> InsertEvents = new(
        "INSERT INTO stream_events (stream_id, sequence, type, at, legal_date, actor, channel, payload, previous_hash, hash) SELECT * FROM {rows}",
        Text<EventRow>(row => row.StreamId), Number<EventRow>(row => row.Event.Sequence), Text<EventRow>(row => row.Event.Type), Instant<EventRow>(row => row.Event.At),
        Date<EventRow>(row => row.Event.LegalDate), Text<EventRow>(row => row.Event.Actor), Text<EventRow>(row => row.Event.Channel), Text<EventRow>(row => row.Event.Payload),
        Text<EventRow>(row => row.Event.PreviousHash), Text<EventRow>(row => row.Event.Hash));

    private static readonly SetStatement<BookmarkRow> InsertBookmarks = new(
        "INSERT INTO bookmarks (id, instance_id, correlation_id, activity_id, name, stimulus_key, due_at) SELECT * FROM {rows}",
        Text<BookmarkRow>(row => row.Id), Text<BookmarkRow>(row => row.InstanceId), Text<BookmarkRow>(row => row.CorrelationId), Text<BookmarkRow>(row => row.ActivityId),
        Text<BookmarkRow>(row => row.Name), Text<BookmarkRow>(row => row.StimulusKey), Instant<BookmarkRow>(row => row.DueAt));

    private static readonly SetStatement<JournalRow> InsertJournal = new(
        "INSERT INTO journal (instance_id, version, at, entries) SELECT * FROM {rows}",
        Text<JournalRow>(row => row.InstanceId), Number<JournalRow>(row => row.Version), Instant<JournalRow>(row => row.At), Bytes<JournalRow>(row => row.Entries));

    private static readonly SetStatement<StreamDue> ClearFiredStreams = new(
        "DELETE FROM stream_due USING {rows} AS fired (stream_id, due_at) WHERE stream_due.stream_id = fired.stream_id AND stream_due.due_at = fired.due_at",
        Text<StreamDue>(row => row.StreamId), Instant<StreamDue>(row => row.DueAt));

    private static readonly SetStatement<StreamDue> SetStreamsDue = new(
        "INSERT INTO stream_due (stream_id, due_at) SELECT * FROM {rows} ON CONFLICT (stream_id) DO UPDATE SET due_at = excluded.due_at",
        Text<StreamDue>(row => row.StreamId), Instant<StreamDue>(row => row.DueAt));

    private static readonly SetStatement<DocumentKey> DeleteDocuments = new(
        "DELETE FROM documents USING {rows} AS gone (collection, id) WHERE documents.collection = gone.collection AND documents.id = gone.id",
        Text<DocumentKey>(key => key.Collection), Text<DocumentKey>(key => key.Id));

    private static readonly SetStatement<Document> WriteDocuments = new(
        """
        INSERT INTO documents (collection, id, group_key, sort, due_at, search, json) SELECT * FROM {rows}
        ON CONFLICT (collection, id) DO UPDATE SET group_key = excluded.group_key, sort = excluded.sort, due_at = excluded.due_at,
            search = excluded.search, json = excluded.json
        """,
        Text<Document>(row => row.Collection), Text<Document>(row => row.Id), Text<Document>(row => row.Group), Text<Document>(row => row.Sort),
        Instant<Document>(row => row.DueAt), Text<Document>(row => row.Search), Text<Document>(row => row.Json));

    private readonly SetStatement<CounterIncrement> addToCounters = new(
        $"INSERT INTO counters (name, value, shard) SELECT name, value, {shard} FROM {{rows}} AS added (name, value) ON CONFLICT (name, shard) DO UPDATE SET value = counters.value + excluded.value",
        Text<CounterIncrement>(row => row.Name), Number<CounterIncrement>(row => row.By));

    private static readonly SetStatement<CommandRow> InsertCommands = new(
        """
        INSERT INTO outbox (id, kind, idempotency_key, ordering_key, stream_id, instance_id, bookmark_id, payload, created_at, due_at, trace_parent) SELECT * FROM {rows}
        ON CONFLICT (idempotency_key) DO NOTHING RETURNING id
        """,
        Number<CommandRow>(row => row.Id), Text<CommandRow>(row => row.Command.Kind), Text<CommandRow>(row => row.Command.IdempotencyKey),
        Text<CommandRow>(row => row.Command.OrderingKey), Text<CommandRow>(row => row.Command.StreamId), Text<CommandRow>(row => row.Command.InstanceId),
        Text<CommandRow>(row => row.Command.BookmarkId), Text<CommandRow>(row => row.Command.Payload), Instant<CommandRow>(row => row.Command.CreatedAt),
        Instant<CommandRow>(row => row.Command.DueAt ?? row.Command.CreatedAt), Text<CommandRow>(row => row.Command.TraceParent));

    // A known key gives the number of its message back; writing it as it was is what makes the database return it. A row that was there is
    // locked for that by this transaction, which is what its xmax tells; a new one is not.
    private readonly SetStatement<MessageRow> insertMessages = new(
        """
        INSERT INTO inbox (id, source, dedupe_key, kind, content_type, headers, payload, received_at, due_at, ephemeral, claimed_until, claimed_by)
        SELECT coalesce(drawn, nextval('inbox_id')), source, dedupe_key, kind, content_type, headers, payload, received_at, due_at, ephemeral, claimed_until, claimed_by
        FROM {rows} AS arrived (drawn, source, dedupe_key, kind, content_type, headers, payload, received_at, due_at, ephemeral, claimed_until, claimed_by)
        ON CONFLICT (source, dedupe_key) DO UPDATE SET attempts = inbox.attempts RETURNING id, xmax <> 0
        """,
        NumberOrNull<MessageRow>(row => row.DrawnId), Text<MessageRow>(row => row.Message.Key.Source), Text<MessageRow>(row => row.Message.Key.Value),
        Text<MessageRow>(row => row.Message.Kind), Text<MessageRow>(row => row.Message.ContentType),
        Text<MessageRow>(row => row.Message.Headers.Count == 0 ? null : System.Text.Json.JsonSerializer.Serialize(row.Message.Headers)),
        Bytes<MessageRow>(row => row.Message.Payload), Instant<MessageRow>(row => row.Message.ReceivedAt),
        Instant<MessageRow>(row => row.Message.DueAt ?? row.Message.ReceivedAt), Flag<MessageRow>(row => row.Message.Ephemeral),
        Instant<MessageRow>(row => row.Message.ClaimedUntil), NumberOrNull<MessageRow>(row => row.Message.ClaimedUntil is null ? null : owner));

    /// <summary>Writes the rows and commits.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="hasBegun">The transaction is open; false: it begins here.</param>
    public async Task WriteAsync(NpgsqlConnection connection, GroupRows rows, bool hasBegun)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (!hasBegun) batch.BatchCommands.Add(StoredFacts.Begin());
        var commands = rows.Commands.ToArray();
        var messages = rows.Messages.ToArray();
        Fill(new Filling(batch.BatchCommands), rows, commands, messages);
        if (batch.BatchCommands.Count == 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("ROLLBACK"));
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            return;
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        if (commands.Length > 0)
        {
            var written = (await Database.ReadRowsAsync(reader, row => row.GetInt64(0), CancellationToken.None).ConfigureAwait(false)).ToHashSet();
            foreach (var command in commands) command.IsWritten = written.Contains(command.Id);
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        foreach (var message in messages)
        {
            await reader.ReadAsync().ConfigureAwait(false);
            (message.Id, message.IsKnown) = (reader.GetInt64(0), reader.GetBoolean(1));
        }

        while (await reader.NextResultAsync().ConfigureAwait(false))
        {
            // To the end, where the commit answers.
        }
    }

    private void Fill(Filling batch, GroupRows rows, CommandRow[] commands, MessageRow[] messages)
    {
        batch.Add("DELETE FROM inbox WHERE id = ANY($1)", [.. rows.MessagesForgotten]);
        batch.Add(MarkMessages, rows.MessageMarks);
        batch.Add(NoteBegun, rows.MessagesBegun);
        batch.Add(MarkCommands, rows.CommandMarks);
        batch.Add(InsertReplays, rows.Replays);
        batch.Add(InsertInstances, rows.InstancesBegun);
        batch.Add(UpdateInstances, rows.InstancesMoved);
        batch.Add(InsertEvents, rows.Events);
        FillDefinitions(batch, rows);
        FillRetention(batch, rows);
        batch.Add("DELETE FROM bookmarks WHERE id = ANY($1)", [.. rows.BookmarksRemoved.Order(StringComparer.Ordinal)]);
        batch.Add("UPDATE bookmarks SET due_at = NULL WHERE id = ANY($1)", [.. rows.TimersFired.Order(StringComparer.Ordinal)]);
        batch.Add(InsertBookmarks, rows.BookmarksAdded);
        batch.Add(InsertJournal, rows.Journal);
        batch.Add(ClearFiredStreams, rows.StreamsFired);
        var streamsDue = rows.StreamsDue.ToLookup(due => due.DueAt is null);
        batch.Add("DELETE FROM stream_due WHERE stream_id = ANY($1)", [.. streamsDue[true].Select(due => due.StreamId)]);
        batch.Add(SetStreamsDue, [.. streamsDue[false]]);
        batch.Add(DeleteDocuments, [.. rows.DocumentsDeleted]);
        batch.Add(WriteDocuments, [.. rows.Documents]);
        batch.Add(addToCounters, [.. rows.Counters]);
        batch.Add(InsertCommands, commands);
        batch.Add(insertMessages, messages);
        if (rows.Definitions.Count + rows.DefinitionsDeleted.Count > 0)
            batch.Add(new NpgsqlBatchCommand("UPDATE definitions_revision SET revision = revision + 1"));
    }

    /// <summary>Adds what there is to do, and nothing for what there is not.</summary>
    private readonly record struct Filling(NpgsqlBatchCommandCollection Commands)
    {
        public void Add(NpgsqlBatchCommand command) => Commands.Add(command);

        public void Add<T>(SetStatement<T> statement, IReadOnlyList<T> rows)
        {
            if (rows.Count > 0) Commands.Add(statement.Of(rows));
        }

        public void Add(string sql, long[] numbers)
        {
            if (numbers.Length > 0) Commands.Add(Database.Command(sql, numbers));
        }

        public void Add(string sql, string[] keys)
        {
            if (keys.Length > 0) Commands.Add(Database.Command(sql, (object)keys));
        }
    }
}
