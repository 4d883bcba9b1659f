using System.Globalization;
using System.Text.Json;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using static Integrations.Runtime.Stores.CommitResult;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>Messages and commands: what becomes of old ones, and new ones.</summary>
internal sealed partial class UnitWriter
{
    private Conflict? WriteInboxMarks(UnitOfWork unit)
    {
        foreach (var mark in unit.InboxMarks)
        {
            if (Write(mark) == 0)
                return new Conflict(ConflictSubject.Message, mark.MessageId.ToString(CultureInfo.InvariantCulture));
        }

        return null;
    }

    private int Write(InboxMark mark)
    {
        switch (mark)
        {
            case InboxMark.Done done:
                return session.Prepare(
                    "UPDATE inbox SET state = 1, finished_at = $at, reason_code = NULL, reason = NULL, begun = 0 WHERE id = $id AND state = 0")
                    .Execute(done.At, done.MessageId);
            case InboxMark.Forgotten forgotten:
                return session.Prepare("DELETE FROM inbox WHERE id = $id AND state = 0").Execute(forgotten.MessageId);
            case InboxMark.Quarantined quarantined:
                return session.Prepare(
                    "UPDATE inbox SET state = 2, finished_at = $at, reason_code = $code, reason = $reason, begun = 0 WHERE id = $id AND state = 0")
                    .Execute(quarantined.At, quarantined.Code, quarantined.Reason, quarantined.MessageId);
            case InboxMark.Begun begun:
                return session.Prepare("UPDATE inbox SET begun = begun + 1 WHERE id = $id AND state = 0").Execute(begun.MessageId);
            case InboxMark.TakenBack cut:
                return session.Prepare("UPDATE inbox SET begun = max(begun - 1, 0) WHERE id = $id AND state = 0").Execute(cut.MessageId);
            case InboxMark.Deferred deferred:
                return session.Prepare(
                    """
                    UPDATE inbox SET due_at = $until, attempts = attempts + $failed, reason_code = $code, reason = $reason, begun = 0
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(deferred.Until, deferred.Failed, deferred.Code, deferred.Reason, deferred.MessageId);
            case InboxMark.Dead dead:
                return session.Prepare(
                    """
                    UPDATE inbox SET state = 3, finished_at = $at, attempts = attempts + 1, reason_code = $code, reason = $reason, begun = 0
                    WHERE id = $id AND state = 0
                    """)
                    .Execute(dead.At, dead.Code, dead.Reason, dead.MessageId);
            case InboxMark.Replayed replayed:
                WriteReplay("inbox", replayed.MessageId, replayed.At, replayed.By, replayed.Why);
                return session.Prepare(
                    "UPDATE inbox SET state = 0, due_at = $at, attempts = 0, begun = 0, finished_at = NULL WHERE id = $id AND state IN (2, 3)")
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
                return new Conflict(ConflictSubject.Command, mark.CommandId.ToString(CultureInfo.InvariantCulture));
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
                    UPDATE outbox SET state = 1, finished_at = $at, reply = $reply, reason_code = NULL, reason = NULL,
                        payload = CASE WHEN kind = 'elsa.http-call' THEN '{}' ELSE payload END
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

    /// <returns>The number of the command; null: its key is known.</returns>
    private long? Insert(NewOutboxCommand command)
    {
        var id = session.Prepare(
            """
            INSERT INTO outbox (kind, idempotency_key, ordering_key, stream_id, instance_id, bookmark_id, payload, created_at, due_at,
                trace_parent)
            VALUES ($kind, $idempotency_key, $ordering_key, $stream_id, $instance_id, $bookmark_id, $payload, $created_at, $due_at,
                $trace_parent)
            ON CONFLICT (idempotency_key) DO NOTHING
            RETURNING id
            """)
            .ReadFirst(
                row => row.GetInt64(0),
                command.Kind, command.IdempotencyKey, command.OrderingKey, command.StreamId, command.InstanceId, command.BookmarkId,
                command.Payload, command.CreatedAt, command.DueAt ?? command.CreatedAt, command.TraceParent);
        return id == 0 ? null : id;
    }

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
