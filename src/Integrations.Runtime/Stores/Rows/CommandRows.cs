using System.Data.Common;
using Integrations.Runtime.Outbox;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Commands of the outbox. Both stores keep them in these columns.</summary>
internal static class CommandRows
{
    public const string CommandColumns =
        """
        id, kind, idempotency_key, ordering_key, stream_id, instance_id, bookmark_id, payload, created_at, due_at, state, attempts,
        reason_code, reason, reply, finished_at, trace_parent
        """;

    public static OutboxCommand ToCommand(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Kind = row.GetString(1),
        IdempotencyKey = row.GetString(2),
        OrderingKey = row.TextOrNull(3),
        StreamId = row.TextOrNull(4),
        InstanceId = row.TextOrNull(5),
        BookmarkId = row.TextOrNull(6),
        Payload = row.GetString(7),
        CreatedAt = row.Instant(8),
        DueAt = row.Instant(9),
        State = (OutboxState)row.GetInt32(10),
        Attempts = row.GetInt32(11),
        ReasonCode = row.TextOrNull(12),
        Reason = row.TextOrNull(13),
        Reply = row.TextOrNull(14),
        FinishedAt = row.InstantOrNull(15),
        TraceParent = row.TextOrNull(16),
    };
}
