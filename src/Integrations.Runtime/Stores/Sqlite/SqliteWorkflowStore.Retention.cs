using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores.Rows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    /// <inheritdoc />
    /// <remarks>
    /// Rows stand in the order in which they were born, and none ends before it is born: the walk stops at the first one born after the limit.
    /// So no index has to be kept on the way of every burst for the sake of a daily run.
    /// </remarks>
    public ValueTask<ExpiredPage> FindExpiredAsync(
        RetentionKind kind, DateTimeOffset before, long after, int limit, CancellationToken cancellationToken = default)
    {
        var text = kind switch
        {
            RetentionKind.FinishedInstances =>
                "SELECT rowid, created_at, finished_at, sub_status <> 5 FROM instances WHERE rowid > $after ORDER BY rowid LIMIT $limit",
            RetentionKind.HandledMessages =>
                "SELECT id, received_at, finished_at, state = 1 FROM inbox WHERE id > $after ORDER BY id LIMIT $limit",
            RetentionKind.UnhandledMessages =>
                "SELECT id, received_at, finished_at, state IN (2, 3) FROM inbox WHERE id > $after ORDER BY id LIMIT $limit",
            RetentionKind.DeliveredCommands =>
                "SELECT id, created_at, finished_at, state = 1 FROM outbox WHERE id > $after ORDER BY id LIMIT $limit",
            _ => "SELECT id, created_at, finished_at, state = 2 FROM outbox WHERE id > $after ORDER BY id LIMIT $limit",
        };
        return ReadAsync(
            session =>
            {
                var rows = session.Prepare(text)
                    .Read(row => (Number: row.GetInt64(0), Born: row.Instant(1), Ended: row.InstantOrNull(2), IsOfKind: row.GetInt64(3) != 0), after, limit);
                var old = rows.TakeWhile(row => row.Born < before).ToList();
                return new ExpiredPage(
                    [.. old.Where(row => row.IsOfKind && row.Ended < before).Select(row => row.Number)],
                    old.Count == limit ? old[^1].Number : null);
            },
            cancellationToken);
    }
}
