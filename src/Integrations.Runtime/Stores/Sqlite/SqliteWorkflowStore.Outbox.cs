using Integrations.Runtime.Outbox;
using Microsoft.Data.Sqlite;
using static Integrations.Runtime.Stores.Rows.CommandRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    private const string NotHeldBack =
        """
        (o.ordering_key IS NULL OR NOT EXISTS (
            SELECT 1 FROM outbox AS e WHERE e.state = 0 AND e.ordering_key IS NOT NULL AND e.ordering_key = o.ordering_key AND e.id < o.id))
        """;

    /// <inheritdoc />
    public ValueTask<OutboxCommand?> GetCommandAsync(long id, CancellationToken cancellationToken = default) =>
        ReadAsync(session => session.Prepare($"SELECT {CommandColumns} FROM outbox WHERE id = $id").ReadFirst(ToCommand, id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> FindDueCommandsAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<long>>(
            session => session.Prepare(
                $"""
                SELECT o.id FROM outbox AS o INDEXED BY outbox_due
                WHERE o.state = 0 AND o.due_at <= $now AND {NotHeldBack}
                ORDER BY o.due_at, o.id LIMIT $limit
                """)
                .Read(row => row.GetInt64(0), now, limit),
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<long>> ClaimDueCommandsAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        claimedCommands.Take(await FindDueCommandsAsync(now, limit + claimedCommands.Count, cancellationToken).ConfigureAwait(false), now, until, limit);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<long>> ClaimFreshCommandsAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        claimedCommands.TakeFresh(await FindDueCommandsAsync(now, limit + claimedCommands.Count, cancellationToken).ConfigureAwait(false), until, limit);

    /// <inheritdoc />
    public async ValueTask<bool> ClaimCommandAsync(long id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        var due = await ReadAsync(
            session => session.Prepare($"SELECT 1 FROM outbox AS o WHERE o.id = $id AND o.state = 0 AND o.due_at <= $now AND {NotHeldBack}")
                .ReadFirst(row => row.GetInt64(0), id, now),
            cancellationToken).ConfigureAwait(false);
        return due == 1 && claimedCommands.Take([id], now, until, 1).Count == 1;
    }

    /// <inheritdoc />
    public ValueTask<bool> HoldsCommandAsync(long id, CancellationToken cancellationToken = default) => ValueTask.FromResult(claimedCommands.Holds(id));

    /// <inheritdoc />
    public ValueTask<Page<OutboxCommand>> ListCommandsAsync(
        OutboxState? state, string? streamId, PageRequest page, CancellationToken cancellationToken = default)
    {
        // The state stands in the text, so that the partial indexes serve.
        var ofState = state switch
        {
            OutboxState.Pending => "state = 0",
            OutboxState.Delivered => "state = 1",
            OutboxState.Dead => "state = 2",
            _ => "1 = 1",
        };
        return ReadAsync(
            session => streamId is null
                ? ReadPage(session, CommandColumns, $"FROM outbox WHERE {ofState}", "ORDER BY id DESC", ToCommand, page)
                : ReadPage(
                    session, CommandColumns, $"FROM outbox WHERE {ofState} AND stream_id = $stream_id", "ORDER BY id DESC", ToCommand, page,
                    streamId),
            cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Replay>> GetCommandReplaysAsync(long id, CancellationToken cancellationToken = default) =>
        ReadReplaysAsync("outbox", id, cancellationToken);
}
