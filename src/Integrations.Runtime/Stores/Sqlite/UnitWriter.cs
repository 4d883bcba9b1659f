using System.Text.Json;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Streams;
using static Integrations.Runtime.Stores.CommitResult;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>Writes one unit inside the savepoint of its caller. What can collide comes first, so that a conflict costs little.</summary>
internal sealed class UnitWriter(Session session)
{
    public CommitResult Write(UnitOfWork unit)
    {
        var conflict = WriteInboxMarks(unit)
            ?? WriteOutboxMarks(unit)
            ?? WriteInstances(unit)
            ?? WriteStreams(unit)
            ?? WriteDefinitions(unit);
        return conflict is not null ? conflict : WriteTheRest(unit);
    }

    private Conflict? WriteInboxMarks(UnitOfWork unit)
    {
        foreach (var mark in unit.InboxMarks)
        {
            if (Write(mark) == 0)
                return new Conflict(ConflictSubject.Message, mark.MessageId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return null;
    }

    private int Write(InboxMark mark)
    {
        switch (mark)
        {
            case InboxMark.Done done:
                return session.Prepare(
                    "UPDATE inbox SET state = 1, finished_at = $at, reason_code = NULL, reason = NULL WHERE id = $id AND state = 0")
                    .Execute(done.At, done.MessageId);
            case InboxMark.Forgotten forgotten:
                return session.Prepare("DELETE FROM inbox WHERE id = $id AND state = 0").Execute(forgotten.MessageId);
            case InboxMark.Quarantined quarantined:
                return session.Prepare(
                    "UPDATE inbox SET state = 2, finished_at = $at, reason_code = $code, reason = $reason WHERE id = $id AND state = 0")
                    .Execute(quarantined.At, quarantined.Code, quarantined.Reason, quarantined.MessageId);
            case InboxMark.Deferred deferred:
                return session.Prepare(
                    """
                    UPDATE inbox SET due_at = $until, attempts = attempts + $failed, reason_code = $code, reason = $reason
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(deferred.Until, deferred.Failed, deferred.Code, deferred.Reason, deferred.MessageId);
            case InboxMark.Dead dead:
                return session.Prepare(
                    """
                    UPDATE inbox SET state = 3, finished_at = $at, attempts = attempts + 1, reason_code = $code, reason = $reason
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(dead.At, dead.Code, dead.Reason, dead.MessageId);
            case InboxMark.Replayed replayed:
                WriteReplay("inbox", replayed.MessageId, replayed.At, replayed.By, replayed.Why);
                return session.Prepare(
                    "UPDATE inbox SET state = 0, due_at = $at, attempts = 0, finished_at = NULL WHERE id = $id AND state IN (2, 3)")
                    .Execute(replayed.At, replayed.MessageId);
            default:
                throw new ArgumentOutOfRangeException(nameof(mark), mark, null);
        }
    }

    private Conflict? WriteOutboxMarks(UnitOfWork unit)
    {
        foreach (var mark in unit.OutboxMarks)
        {
            if (Write(mark) == 0)
                return new Conflict(ConflictSubject.Command, mark.CommandId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return null;
    }

    private int Write(OutboxMark mark)
    {
        switch (mark)
        {
            case OutboxMark.Delivered delivered:
                return session.Prepare(
                    """
                    UPDATE outbox SET state = 1, finished_at = $at, reply = $reply, reason_code = NULL, reason = NULL
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(delivered.At, delivered.Reply, delivered.CommandId);
            case OutboxMark.Deferred deferred:
                return session.Prepare(
                    """
                    UPDATE outbox SET due_at = $until, attempts = attempts + $failed, reason_code = $code, reason = $reason
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(deferred.Until, deferred.Failed, deferred.Code, deferred.Reason, deferred.CommandId);
            case OutboxMark.Dead dead:
                return session.Prepare(
                    """
                    UPDATE outbox SET state = 2, finished_at = $at, attempts = attempts + 1, reason_code = $code, reason = $reason
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(dead.At, dead.Code, dead.Reason, dead.CommandId);
            case OutboxMark.Replayed replayed:
                WriteReplay("outbox", replayed.CommandId, replayed.At, replayed.By, replayed.Why);
                return session.Prepare(
                    "UPDATE outbox SET state = 0, due_at = $at, attempts = 0, finished_at = NULL WHERE id = $id AND state = 2")
                    .Execute(replayed.At, replayed.CommandId);
            default:
                throw new ArgumentOutOfRangeException(nameof(mark), mark, null);
        }
    }

    private void WriteReplay(string target, long id, DateTimeOffset at, string by, string why) =>
        session.Prepare("INSERT INTO replays (target, row_id, at, by, why) VALUES ($target, $row_id, $at, $by, $why)")
            .Execute(target, id, at, by, why);

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
                sub_status, incident_count, stalled, created_at, updated_at, finished_at, version, state)
            VALUES ($instance_id, $definition_id, $definition_version_id, $correlation_id, $parent_instance_id, $name, $status,
                $sub_status, $incident_count, $stalled, $created_at, $updated_at, $finished_at, $version, $state)
            ON CONFLICT (instance_id) DO NOTHING
            """)
            .Execute(
                header.InstanceId, header.DefinitionId, header.DefinitionVersionId, header.CorrelationId, header.ParentInstanceId,
                header.Name, header.Status, header.SubStatus, header.IncidentCount, header.IsStalled, header.CreatedAt,
                header.UpdatedAt, header.FinishedAt, header.Version, row.State);
    }

    private int Update(InstanceRow row)
    {
        var header = row.Header;
        return session.Prepare(
            """
            UPDATE instances SET definition_version_id = $definition_version_id, correlation_id = $correlation_id, name = $name,
                status = $status, sub_status = $sub_status, incident_count = $incident_count, stalled = $stalled,
                updated_at = $updated_at, finished_at = $finished_at, version = $version, state = $state
            WHERE instance_id = $instance_id AND version = $expected
            """)
            .Execute(
                header.DefinitionVersionId, header.CorrelationId, header.Name, header.Status, header.SubStatus, header.IncidentCount,
                header.IsStalled, header.UpdatedAt, header.FinishedAt, header.Version, row.State, header.InstanceId, header.Version - 1);
    }

    private Conflict? WriteStreams(UnitOfWork unit)
    {
        foreach (var append in unit.Streams)
        {
            var last = session.Prepare("SELECT max(sequence) FROM stream_events WHERE stream_id = $stream_id")
                .ReadFirst(row => row.IsDBNull(0) ? 0 : row.GetInt64(0), append.StreamId);
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

    private Conflict? WriteDefinitions(UnitOfWork unit)
    {
        foreach (var version in unit.Definitions)
        {
            // The number may be taken by another version id: that is the conflict. The same id again changes only "published".
            var written = session.Prepare(
                """
                INSERT INTO definition_versions (version_id, definition_id, version, name, json, hash, published, created_at)
                SELECT $version_id, $definition_id, $version, $name, $json, $hash, $published, $created_at
                WHERE NOT EXISTS (
                    SELECT 1 FROM definition_versions
                    WHERE definition_id = $definition_id AND version = $version AND version_id <> $version_id)
                ON CONFLICT (version_id) DO UPDATE SET published = excluded.published
                """)
                .Execute(
                    version.VersionId, version.DefinitionId, version.Version, version.Name, version.Json, version.Hash,
                    version.Published, version.CreatedAt);
            if (written == 0)
                return new Conflict(ConflictSubject.DefinitionVersion, version.VersionId);
        }

        return null;
    }

    private Committed WriteTheRest(UnitOfWork unit)
    {
        WriteBookmarks(unit);
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

        var newCommands = 0;
        foreach (var command in unit.Commands)
            newCommands += Insert(command);
        return new Committed(unit.Messages.Count == 0 ? [] : [.. unit.Messages.Select(Insert)], newCommands);
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

    private int Insert(NewOutboxCommand command) =>
        session.Prepare(
            """
            INSERT INTO outbox (kind, idempotency_key, ordering_key, stream_id, instance_id, bookmark_id, payload, created_at, due_at)
            VALUES ($kind, $idempotency_key, $ordering_key, $stream_id, $instance_id, $bookmark_id, $payload, $created_at, $due_at)
            ON CONFLICT (idempotency_key) DO NOTHING
            """)
            .Execute(
                command.Kind, command.IdempotencyKey, command.OrderingKey, command.StreamId, command.InstanceId, command.BookmarkId,
                command.Payload, command.CreatedAt, command.DueAt ?? command.CreatedAt);

    private InboxReceipt Insert(NewInboxMessage message)
    {
        var known = session.Prepare("SELECT id FROM inbox WHERE source = $source AND dedupe_key = $dedupe_key")
            .ReadFirst(row => row.GetInt64(0), message.Key.Source, message.Key.Value);
        if (known != 0)
            return new InboxReceipt(known, Duplicate: true);
        var id = session.Prepare(
            """
            INSERT INTO inbox (source, dedupe_key, kind, content_type, headers, payload, received_at, due_at, ephemeral)
            VALUES ($source, $dedupe_key, $kind, $content_type, $headers, $payload, $received_at, $due_at, $ephemeral)
            RETURNING id
            """)
            .ReadFirst(
                row => row.GetInt64(0),
                message.Key.Source, message.Key.Value, message.Kind, message.ContentType,
                message.Headers.Count == 0 ? null : JsonSerializer.Serialize(message.Headers), message.Payload, message.ReceivedAt,
                message.DueAt ?? message.ReceivedAt, message.Ephemeral);
        return new InboxReceipt(id, Duplicate: false);
    }
}
