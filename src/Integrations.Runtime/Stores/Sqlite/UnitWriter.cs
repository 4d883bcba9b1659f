using Integrations.Runtime.Instances;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;
using static Integrations.Runtime.Stores.CommitResult;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>Writes one unit inside the savepoint of its caller. What can collide comes first, so that a conflict costs little.</summary>
internal sealed partial class UnitWriter(Session session)
{
    public CommitResult Write(UnitOfWork unit)
    {
        var conflict = WriteInboxMarks(unit)
            ?? WriteOutboxMarks(unit)
            ?? CheckActivations(unit)
            ?? WriteInstances(unit)
            ?? CheckStreamsRead(unit)
            ?? WriteStreams(unit)
            ?? WriteDefinitions(unit)
            ?? WriteTriggersFired(unit);
        return conflict is not null ? conflict : WriteTheRest(unit);
    }

    private Conflict? CheckActivations(UnitOfWork unit)
    {
        foreach (var guard in unit.Activations)
        {
            var running = guard.Strategy switch
            {
                ActivationStrategy.Singleton => session
                    .Prepare("SELECT instance_id FROM instances WHERE status = 0 AND definition_id = $definition_id LIMIT 1")
                    .ReadFirst(row => row.GetString(0), guard.DefinitionId),
                ActivationStrategy.CorrelatedSingleton => session
                    .Prepare("SELECT instance_id FROM instances WHERE status = 0 AND definition_id = $definition_id AND correlation_id IS $correlation_id LIMIT 1")
                    .ReadFirst(row => row.GetString(0), guard.DefinitionId, guard.CorrelationId),
                _ => session
                    .Prepare("SELECT instance_id FROM instances WHERE status = 0 AND correlation_id = $correlation_id LIMIT 1")
                    .ReadFirst(row => row.GetString(0), guard.CorrelationId),
            };
            if (running is not null)
                return new Conflict(ConflictSubject.Activation, running);
        }

        return null;
    }

    private Conflict? WriteInstances(UnitOfWork unit)
    {
        foreach (var row in unit.Instances)
        {
            var header = row.Header;
            if (header.Version == 1 && Insert(row) == 0)
                return new Conflict(ConflictSubject.InstanceExists, header.InstanceId);
            if (header.Version > 1 && Update(row) == 0)
                return new Conflict(ConflictSubject.InstanceVersion, header.InstanceId);
        }

        return null;
    }

    private int Insert(InstanceRow row)
    {
        var header = row.Header;
        return session.Prepare(
            """
            INSERT INTO instances (instance_id, definition_id, definition_version_id, correlation_id, parent_instance_id, name, status,
                sub_status, incident_count, stalled, created_at, updated_at, finished_at, version, state, trace_parent)
            VALUES ($instance_id, $definition_id, $definition_version_id, $correlation_id, $parent_instance_id, $name, $status,
                $sub_status, $incident_count, $stalled, $created_at, $updated_at, $finished_at, $version, $state, $trace_parent)
            ON CONFLICT (instance_id) DO NOTHING
            """)
            .Execute(
                header.InstanceId, header.DefinitionId, header.DefinitionVersionId, header.CorrelationId, header.ParentInstanceId,
                header.Name, header.Status, header.SubStatus, header.IncidentCount, header.IsStalled, header.CreatedAt,
                header.UpdatedAt, header.FinishedAt, header.Version, row.State, row.TraceParent);
    }

    private int Update(InstanceRow row)
    {
        var header = row.Header;
        return session.Prepare(
            """
            UPDATE instances SET definition_version_id = $definition_version_id, correlation_id = $correlation_id, name = $name,
                status = $status, sub_status = $sub_status, incident_count = $incident_count, stalled = $stalled,
                updated_at = $updated_at, finished_at = $finished_at, version = $version, state = $state,
                trace_parent = $trace_parent
            WHERE instance_id = $instance_id AND version = $expected
            """)
            .Execute(
                header.DefinitionVersionId, header.CorrelationId, header.Name, header.Status, header.SubStatus, header.IncidentCount,
                header.IsStalled, header.UpdatedAt, header.FinishedAt, header.Version, row.State, row.TraceParent, header.InstanceId, header.Version - 1);
    }

    private Conflict? CheckStreamsRead(UnitOfWork unit)
    {
        foreach (var read in unit.StreamsRead)
        {
            if (LastSequenceOf(read.StreamId) != read.LastSequence)
                return new Conflict(ConflictSubject.StreamSequence, read.StreamId);
        }

        return null;
    }

    private long LastSequenceOf(string streamId) =>
        session.Prepare("SELECT max(sequence) FROM stream_events WHERE stream_id = $stream_id")
            .ReadFirst(row => row.IsDBNull(0) ? 0 : row.GetInt64(0), streamId);

    private Conflict? WriteStreams(UnitOfWork unit)
    {
        foreach (var append in unit.Streams)
        {
            var last = LastSequenceOf(append.StreamId);
            foreach (var item in append.Events)
            {
                if (item.Sequence != ++last)
                    return new Conflict(ConflictSubject.StreamSequence, append.StreamId);
                Insert(append.StreamId, item);
            }
        }

        return null;
    }

    private void Insert(string streamId, StoredEvent item) =>
        session.Prepare(
            """
            INSERT INTO stream_events (stream_id, sequence, type, at, legal_date, actor, channel, payload, previous_hash, hash)
            VALUES ($stream_id, $sequence, $type, $at, $legal_date, $actor, $channel, $payload, $previous_hash, $hash)
            """)
            .Execute(
                streamId, item.Sequence, item.Type, item.At, item.LegalDate, item.Actor, item.Channel, item.Payload, item.PreviousHash,
                item.Hash);

    private Committed WriteTheRest(UnitOfWork unit)
    {
        foreach (var expired in unit.Expired)
            Delete(expired);
        foreach (var id in unit.InstancesDeleted)
            DeleteInstance(id);
        WriteBookmarks(unit);
        WriteDefinitionHistory(unit);
        foreach (var armed in unit.Triggers)
            Write(armed);
        foreach (var row in unit.Journal)
        {
            session.Prepare("INSERT INTO journal (instance_id, version, at, entries) VALUES ($instance_id, $version, $at, $entries)")
                .Execute(row.InstanceId, row.Version, row.At, row.Entries);
        }

        foreach (var fired in unit.StreamsFired)
        {
            session.Prepare("DELETE FROM stream_due WHERE stream_id = $stream_id AND due_at = $due_at")
                .Execute(fired.StreamId, fired.DueAt);
        }

        foreach (var due in unit.StreamsDue)
            Write(due);
        WriteDocuments(unit);
        foreach (var counter in unit.Counters)
        {
            session.Prepare(
                "INSERT INTO counters (name, value) VALUES ($name, $by) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value")
                .Execute(counter.Name, counter.By);
        }

        long?[] commands = unit.Commands.Count == 0 ? [] : [.. unit.Commands.Select(Insert)];
        return new Committed(unit.Messages.Count == 0 ? [] : [.. unit.Messages.Select(Insert)], commands);
    }

    private void WriteBookmarks(UnitOfWork unit)
    {
        foreach (var id in unit.BookmarksRemoved)
            session.Prepare("DELETE FROM bookmarks WHERE id = $id").Execute(id);
        foreach (var id in unit.TimersFired)
            session.Prepare("UPDATE bookmarks SET due_at = NULL WHERE id = $id").Execute(id);
        foreach (var bookmark in unit.BookmarksAdded)
        {
            session.Prepare(
                """
                INSERT INTO bookmarks (id, instance_id, correlation_id, activity_id, name, stimulus_key, due_at)
                VALUES ($id, $instance_id, $correlation_id, $activity_id, $name, $stimulus_key, $due_at)
                """)
                .Execute(
                    bookmark.Id, bookmark.InstanceId, bookmark.CorrelationId, bookmark.ActivityId, bookmark.Name, bookmark.StimulusKey,
                    bookmark.DueAt);
        }
    }

    private void Write(StreamDue due)
    {
        if (due.DueAt is { } instant)
        {
            session.Prepare(
                """
                INSERT INTO stream_due (stream_id, due_at) VALUES ($stream_id, $due_at)
                ON CONFLICT (stream_id) DO UPDATE SET due_at = excluded.due_at
                """)
                .Execute(due.StreamId, instant);
        }
        else
        {
            session.Prepare("DELETE FROM stream_due WHERE stream_id = $stream_id").Execute(due.StreamId);
        }
    }

    private void WriteDocuments(UnitOfWork unit)
    {
        foreach (var key in unit.DocumentsDeleted)
            session.Prepare("DELETE FROM documents WHERE collection = $collection AND id = $id").Execute(key.Collection, key.Id);
        foreach (var document in unit.Documents)
        {
            session.Prepare(
                """
                INSERT INTO documents (collection, id, group_key, sort, due_at, search, json)
                VALUES ($collection, $id, $group_key, $sort, $due_at, $search, $json)
                ON CONFLICT (collection, id) DO UPDATE SET group_key = excluded.group_key, sort = excluded.sort,
                    due_at = excluded.due_at, search = excluded.search, json = excluded.json
                """)
                .Execute(
                    document.Collection, document.Id, document.Group, document.Sort, document.DueAt, document.Search, document.Json);
        }
    }
}
