using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores.Rows;
using Integrations.Workflows.Execution;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>
/// What the store says of everything that the units of a group could collide with: read in one round trip, and locked until the transaction
/// ends, always in the same order, so that two processes cannot wait for each other. Numbers for the new rows are drawn on the way.
/// </summary>
internal sealed class StoredFacts
{
    private static readonly SetStatement<KeyValuePair<long, bool>> Locks = new(
        "SELECT CASE WHEN exclusive THEN pg_advisory_xact_lock(key) ELSE pg_advisory_xact_lock_shared(key) END FROM {rows} AS wanted (key, exclusive)",
        Column.Number<KeyValuePair<long, bool>>(pair => pair.Key),
        Column.Flag<KeyValuePair<long, bool>>(pair => pair.Value));

    private static readonly SetStatement<string> StreamHeads = new(
        """
        SELECT wanted.stream_id, (SELECT sequence FROM stream_events WHERE stream_events.stream_id = wanted.stream_id ORDER BY sequence DESC LIMIT 1)
        FROM {rows} AS wanted (stream_id)
        """,
        Column.Text<string>(id => id));

    private static readonly SetStatement<DedupeKey> KnownMessages = new(
        """
        SELECT inbox.source, inbox.dedupe_key, inbox.id FROM {rows} AS wanted (source, dedupe_key)
        JOIN inbox ON inbox.source = wanted.source AND inbox.dedupe_key = wanted.dedupe_key
        """,
        Column.Text<DedupeKey>(key => key.Source),
        Column.Text<DedupeKey>(key => key.Value));

    private static readonly SetStatement<TriggerFired> DueTriggers = new(
        """
        SELECT time_triggers.definition_id, time_triggers.activity_id, time_triggers.due_at FROM {rows} AS wanted (definition_id, activity_id)
        JOIN time_triggers ON time_triggers.definition_id = wanted.definition_id AND time_triggers.activity_id = wanted.activity_id
        ORDER BY time_triggers.definition_id, time_triggers.activity_id FOR UPDATE OF time_triggers
        """,
        Column.Text<TriggerFired>(fired => fired.DefinitionId),
        Column.Text<TriggerFired>(fired => fired.ActivityId));

    private static readonly SetStatement<DefinitionVersion> Versions = new(
        """
        SELECT DISTINCT stored.version_id, stored.definition_id, stored.version, stored.released, stored.revision FROM {rows} AS wanted (version_id, definition_id, version)
        JOIN definition_versions AS stored
            ON stored.version_id = wanted.version_id OR (stored.definition_id = wanted.definition_id AND stored.version = wanted.version)
        """,
        Column.Text<DefinitionVersion>(version => version.VersionId),
        Column.Text<DefinitionVersion>(version => version.DefinitionId),
        Column.Integer<DefinitionVersion>(version => version.Version));

    private readonly List<(NpgsqlBatchCommand Command, Action<NpgsqlDataReader> Read)> reads = [];
    private readonly Queue<long> messageIds = [];
    private readonly Queue<long> commandIds = [];
    private readonly Queue<long> places = [];

    private StoredFacts()
    {
    }

    /// <summary>States of the messages that are marked, by number; one that is gone is not among them.</summary>
    public Dictionary<long, InboxState> Messages { get; } = [];

    /// <summary>States of the commands that are marked, by number.</summary>
    public Dictionary<long, Outbox.OutboxState> Commands { get; } = [];

    /// <summary>Versions of the instances that are there.</summary>
    public Dictionary<string, long> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Last sequences of the streams; one without events is not among them.</summary>
    public Dictionary<string, long> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers of the messages whose keys are known.</summary>
    public Dictionary<DedupeKey, long> MessageKeys { get; } = [];

    /// <summary>Idempotency keys that are known.</summary>
    public HashSet<string> CommandKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Who runs and excludes a start.</summary>
    public Dictionary<ActivationGuard, string> Running { get; } = [];

    /// <summary>Versions of definitions that are there.</summary>
    public Dictionary<string, StoredVersion> DefinitionVersions { get; } = new(StringComparer.Ordinal);

    /// <summary>Due instants of the triggers that fire.</summary>
    public Dictionary<(string DefinitionId, string ActivityId), DateTimeOffset?> Triggers { get; } = [];

    /// <summary>The next number for a message; null: the database draws it as it writes.</summary>
    public long? NextMessageId() => messageIds.TryDequeue(out var id) ? id : null;

    public long NextCommandId() => commandIds.Dequeue();

    public long NextPlace() => places.Dequeue();

    /// <summary>What there is to know for units that only bring a message each: nothing. Whether it is known the database says as it writes.</summary>
    public static StoredFacts OfMessages { get; } = new();

    /// <summary>Begins the transaction, locks and reads.</summary>
    public static async Task<StoredFacts> LoadAsync(NpgsqlConnection connection, IReadOnlyList<UnitOfWork> units)
    {
        var facts = new StoredFacts();
        facts.AskForLocks(units);
        facts.AskForMarked(units);
        facts.AskForInstances(units);
        facts.AskForStreams(units);
        facts.AskForDefinitions(units);
        facts.AskForKeys(units);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Begin());
        foreach (var (command, _) in facts.reads) batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        foreach (var (_, read) in facts.reads)
        {
            while (await reader.ReadAsync().ConfigureAwait(false)) read(reader);
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        return facts;
    }

    /// <summary>Begins a transaction.</summary>
    public static NpgsqlBatchCommand Begin() => new("BEGIN ISOLATION LEVEL READ COMMITTED");

    /// <summary>
    /// First of all, since what is read after a lock is what its last holder left. Rows lock themselves; this is for what has no row (the end of
    /// a stream, a start that is not yet there). The others' appends wait, those who only decide from a stream do not exclude each other.
    /// </summary>
    private void AskForLocks(IReadOnlyList<UnitOfWork> units)
    {
        var wanted = new SortedDictionary<long, bool>();
        foreach (var unit in units)
        {
            foreach (var read in unit.StreamsRead) wanted.TryAdd(LockKey.Stream(read.StreamId), false);
            foreach (var append in unit.Streams) wanted[LockKey.Stream(append.StreamId)] = true;
            foreach (var guard in unit.Activations) wanted[LockKey.Activation(guard)] = true;
            foreach (var version in unit.Definitions) wanted[LockKey.Definition(version.DefinitionId)] = true;
            foreach (var armed in unit.Triggers) wanted[LockKey.Definition(armed.DefinitionId)] = true;
        }

        Ask(Locks, [.. wanted], static _ => { });
    }

    private void AskForMarked(IReadOnlyList<UnitOfWork> units)
    {
        Ask(
            "SELECT id, state FROM inbox WHERE id = ANY($1) ORDER BY id FOR UPDATE",
            [.. units.SelectMany(unit => unit.InboxMarks).Select(mark => mark.MessageId)],
            row => Messages[row.GetInt64(0)] = (InboxState)row.GetInt32(1));
        Ask(
            "SELECT id, state FROM outbox WHERE id = ANY($1) ORDER BY id FOR UPDATE",
            [.. units.SelectMany(unit => unit.OutboxMarks).Select(mark => mark.CommandId)],
            row => Commands[row.GetInt64(0)] = (Outbox.OutboxState)row.GetInt32(1));
    }

    private void AskForInstances(IReadOnlyList<UnitOfWork> units)
    {
        Ask(
            "SELECT instance_id, version FROM instances WHERE instance_id = ANY($1) ORDER BY instance_id FOR UPDATE",
            [.. units.SelectMany(unit => unit.Instances).Select(row => row.Header.InstanceId)],
            row => Instances[row.GetString(0)] = row.GetInt64(1));
        AskForNumbers("instances_place", units.Sum(unit => unit.Instances.Count(row => row.Header.Version == 1)), places);
        foreach (var guard in units.SelectMany(unit => unit.Activations))
        {
            var command = guard switch
            {
                { Strategy: ActivationStrategy.Singleton } =>
                    Database.Command("SELECT instance_id FROM instances WHERE status = 0 AND definition_id = $1 LIMIT 1", guard.DefinitionId),
                { Strategy: ActivationStrategy.CorrelatedSingleton, CorrelationId: { } correlationId } => Database.Command(
                    "SELECT instance_id FROM instances WHERE status = 0 AND definition_id = $1 AND correlation_id = $2 LIMIT 1", guard.DefinitionId, correlationId),
                { Strategy: ActivationStrategy.CorrelatedSingleton } => Database.Command(
                    "SELECT instance_id FROM instances WHERE status = 0 AND definition_id = $1 AND correlation_id IS NULL LIMIT 1", guard.DefinitionId),
                _ => Database.Command("SELECT instance_id FROM instances WHERE status = 0 AND correlation_id = $1 LIMIT 1", guard.CorrelationId!),
            };
            reads.Add((command, row => Running[guard] = row.GetString(0)));
        }
    }

    private void AskForStreams(IReadOnlyList<UnitOfWork> units) => Ask(
        StreamHeads,
        [.. units.SelectMany(unit => unit.StreamsRead.Select(read => read.StreamId).Concat(unit.Streams.Select(append => append.StreamId))).Distinct(StringComparer.Ordinal)],
        row =>
        {
            if (!row.IsDBNull(1)) Streams[row.GetString(0)] = row.GetInt64(1);
        });

    private void AskForDefinitions(IReadOnlyList<UnitOfWork> units)
    {
        Ask(
            Versions,
            [.. units.SelectMany(unit => unit.Definitions)],
            row => DefinitionVersions[row.GetString(0)] = new StoredVersion(row.GetString(1), row.GetInt32(2), row.GetBoolean(3), row.GetInt32(4)));
        Ask(
            DueTriggers,
            [.. units.SelectMany(unit => unit.TriggersFired)],
            row => Triggers[(row.GetString(0), row.GetString(1))] = row.InstantOrNull(2));
    }

    private void AskForKeys(IReadOnlyList<UnitOfWork> units)
    {
        DedupeKey[] messages = [.. units.SelectMany(unit => unit.Messages).Select(message => message.Key).Distinct()];
        Ask(KnownMessages, messages, row => MessageKeys[new DedupeKey(row.GetString(0), row.GetString(1))] = row.GetInt64(2));
        AskForNumbers("inbox_id", messages.Length, messageIds);
        string[] commands = [.. units.SelectMany(unit => unit.Commands).Select(command => command.IdempotencyKey).Distinct(StringComparer.Ordinal)];
        Ask("SELECT idempotency_key FROM outbox WHERE idempotency_key = ANY($1)", commands, row => CommandKeys.Add(row.GetString(0)));
        AskForNumbers("outbox_id", commands.Length, commandIds);
    }

    private void AskForNumbers(string sequence, int count, Queue<long> numbers)
    {
        if (count > 0)
            reads.Add((Database.Command($"SELECT nextval('{sequence}') FROM generate_series(1, $1)", count), row => numbers.Enqueue(row.GetInt64(0))));
    }

    private void Ask<T>(SetStatement<T> statement, T[] rows, Action<NpgsqlDataReader> read)
    {
        if (rows.Length > 0) reads.Add((statement.Of(rows), read));
    }

    private void Ask(string sql, long[] numbers, Action<NpgsqlDataReader> read)
    {
        if (numbers.Length > 0) reads.Add((Database.Command(sql, numbers), read));
    }

    private void Ask(string sql, string[] keys, Action<NpgsqlDataReader> read)
    {
        if (keys.Length > 0) reads.Add((Database.Command(sql, (object)keys), read));
    }
}

/// <summary>A definition version as it is stored.</summary>
internal readonly record struct StoredVersion(string DefinitionId, int Version, bool Released, int Revision);
