using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores.Rows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    /// <inheritdoc />
    /// <remarks>
    /// Rows are walked in the order in which they were born, and none ends before it is born: the walk stops at the first one born after the
    /// limit. So no index has to be kept on the way of every burst for the sake of a daily run.
    /// </remarks>
    public async ValueTask<ExpiredPage> FindExpiredAsync(
        RetentionKind kind, DateTimeOffset before, long after, int limit, CancellationToken cancellationToken = default)
    {
        var sql = kind switch
        {
            RetentionKind.FinishedInstances =>
                "SELECT place, created_at, finished_at, sub_status <> 5 FROM instances WHERE place > $1 ORDER BY place LIMIT $2",
            RetentionKind.HandledMessages => "SELECT id, received_at, finished_at, state = 1 FROM inbox WHERE id > $1 ORDER BY id LIMIT $2",
            RetentionKind.UnhandledMessages => "SELECT id, received_at, finished_at, state IN (2, 3) FROM inbox WHERE id > $1 ORDER BY id LIMIT $2",
            RetentionKind.DeliveredCommands => "SELECT id, created_at, finished_at, state = 1 FROM outbox WHERE id > $1 ORDER BY id LIMIT $2",
            _ => "SELECT id, created_at, finished_at, state = 2 FROM outbox WHERE id > $1 ORDER BY id LIMIT $2",
        };
        var rows = await database.ReadAsync(
            sql, row => (Number: row.GetInt64(0), Born: row.Instant(1), Ended: row.InstantOrNull(2), IsOfKind: row.GetBoolean(3)), cancellationToken, after, limit)
            .ConfigureAwait(false);
        var old = rows.TakeWhile(row => row.Born < before).ToList();
        return new ExpiredPage(
            [.. old.Where(row => row.IsOfKind && row.Ended < before).Select(row => row.Number)],
            old.Count == limit ? old[^1].Number : null);
    }

    /// <inheritdoc />
    public async ValueTask<StoreHealth> GetHealthAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        (await database.ReadFirstAsync(
            """
            SELECT
                (SELECT count(*) FROM inbox WHERE state = 0),
                (SELECT min(received_at) FROM inbox WHERE state = 0 AND due_at <= $1),
                (SELECT count(*) FROM inbox WHERE state = 2),
                (SELECT count(*) FROM inbox WHERE state = 3),
                (SELECT count(*) FROM outbox WHERE state = 0),
                (SELECT min(created_at) FROM outbox WHERE state = 0),
                (SELECT count(*) FROM outbox WHERE state = 2),
                (SELECT count(*) FROM instances WHERE stalled),
                (SELECT count(*) FROM instances WHERE sub_status = 5)
            """,
            row => new StoreHealth(
                row.GetInt64(0), row.InstantOrNull(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.InstantOrNull(5), row.GetInt64(6), row.GetInt64(7))
            { FaultedInstances = row.GetInt64(8) },
            cancellationToken, now).ConfigureAwait(false))!;

    /// <inheritdoc />
    public async ValueTask<DateTimeOffset?> NextDueAtAsync(CancellationToken cancellationToken = default) =>
        await database.ReadFirstAsync(
            $"""
            SELECT min(due_at) FROM (
                SELECT min(due_at) AS due_at FROM inbox WHERE state = 0
                UNION ALL SELECT min(due_at) FROM bookmarks WHERE due_at IS NOT NULL
                UNION ALL SELECT min(due_at) FROM time_triggers WHERE due_at IS NOT NULL
                UNION ALL SELECT min(due_at) FROM stream_due
                UNION ALL (SELECT o.due_at FROM outbox AS o WHERE o.state = 0 AND {NotHeldBack} ORDER BY o.due_at LIMIT 1)) AS waiting
            """,
            row => row.InstantOrNull(0), cancellationToken).ConfigureAwait(false);
}
