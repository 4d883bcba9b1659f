using Integrations.Runtime.Outbox;
using static Integrations.Runtime.Stores.Rows.CommandRows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    private const string NotHeldBack =
        """
        (o.ordering_key IS NULL OR NOT EXISTS (
            SELECT 1 FROM outbox AS e WHERE e.state = 0 AND e.ordering_key IS NOT NULL AND e.ordering_key = o.ordering_key AND e.id < o.id))
        """;

    private const string CommandIsDue = $"o.state = 0 AND o.due_at <= $1 AND {NotHeldBack}";

    private static readonly string CommandIsFree = $"{CommandIsDue} AND {IsFree("o.claimed_until")}";

    /// <inheritdoc />
    public ValueTask<OutboxCommand?> GetCommandAsync(long id, CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync($"SELECT {CommandColumns} FROM outbox WHERE id = $1", ToCommand, cancellationToken, id);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<long>> FindDueCommandsAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            $"SELECT o.id FROM outbox AS o WHERE {CommandIsDue} ORDER BY o.due_at, o.id LIMIT $2", row => row.GetInt64(0), cancellationToken, now, limit)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> ClaimDueCommandsAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        ClaimCommandsAsync(CommandIsFree, now, until, limit, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> ClaimFreshCommandsAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        ClaimCommandsAsync($"{CommandIsDue} AND o.claimed_until IS NULL", now, until, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool> ClaimCommandAsync(long id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        (await database.ReadAsync(
            ClaimOf("outbox", $"SELECT o.id FROM outbox AS o WHERE o.id = $4 AND {CommandIsFree} FOR UPDATE OF o SKIP LOCKED"),
            ToClaim, cancellationToken, now, until, owner, id).ConfigureAwait(false)).Count == 1;

    /// <inheritdoc />
    public async ValueTask<bool> HoldsCommandAsync(long id, CancellationToken cancellationToken = default) =>
        await database.ReadFirstAsync(
            "SELECT 1 FROM outbox WHERE id = $1 AND state = 0 AND claimed_by = $2", row => row.GetInt32(0), cancellationToken, id, owner).ConfigureAwait(false) == 1;

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
            _ => "true",
        };
        return streamId is null
            ? database.ReadPageAsync(page, CommandColumns, $"FROM outbox WHERE {ofState}", "ORDER BY id DESC", ToCommand, cancellationToken)
            : database.ReadPageAsync(page, CommandColumns, $"FROM outbox WHERE {ofState} AND stream_id = $1", "ORDER BY id DESC", ToCommand, cancellationToken, streamId);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Replay>> GetCommandReplaysAsync(long id, CancellationToken cancellationToken = default) =>
        ReadReplaysAsync("outbox", id, cancellationToken);

    private async ValueTask<IReadOnlyList<long>> ClaimCommandsAsync(
        string isWanted, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        InOrder(await database.ReadAsync(
            ClaimOf("outbox", $"SELECT o.id FROM outbox AS o WHERE {isWanted} ORDER BY o.due_at, o.id LIMIT $4 FOR UPDATE OF o SKIP LOCKED"),
            ToClaim, cancellationToken, now, until, owner, limit).ConfigureAwait(false));
}
