using Integrations.Runtime.Stores.Rows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<StoreHealth> GetHealthAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare(
                """
                SELECT
                    (SELECT count(*) FROM inbox WHERE state = 0),
                    (SELECT min(received_at) FROM inbox WHERE state = 0 AND due_at <= $now),
                    (SELECT count(*) FROM inbox WHERE state = 2),
                    (SELECT count(*) FROM inbox WHERE state = 3),
                    (SELECT count(*) FROM outbox WHERE state = 0),
                    (SELECT min(created_at) FROM outbox WHERE state = 0),
                    (SELECT count(*) FROM outbox WHERE state = 2),
                    (SELECT count(*) FROM instances WHERE stalled = 1),
                    (SELECT count(*) FROM instances WHERE sub_status = 5)
                """)
                .ReadFirst(
                    row => new StoreHealth(
                        row.GetInt64(0), row.InstantOrNull(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.InstantOrNull(5),
                        row.GetInt64(6), row.GetInt64(7))
                    { FaultedInstances = row.GetInt64(8) },
                    now)!,
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> NextDueAtAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare(
                $"""
                SELECT min(due_at) FROM (
                    SELECT min(due_at) AS due_at FROM inbox WHERE state = 0
                    UNION ALL SELECT min(due_at) FROM bookmarks WHERE due_at IS NOT NULL
                    UNION ALL SELECT min(due_at) FROM time_triggers WHERE due_at IS NOT NULL
                    UNION ALL SELECT min(due_at) FROM stream_due
                    UNION ALL SELECT * FROM (
                        SELECT o.due_at FROM outbox AS o INDEXED BY outbox_due
                        WHERE o.state = 0 AND {NotHeldBack}
                        ORDER BY o.due_at LIMIT 1))
                """)
                .ReadFirst(row => row.InstantOrNull(0)),
            cancellationToken);
}
