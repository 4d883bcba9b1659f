using System.Globalization;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores.Rows;
using Npgsql;
using static Integrations.Runtime.Stores.Rows.MessageRows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    private static readonly string MessageIsFree = $"state = 0 AND due_at <= $1 AND {IsFree("claimed_until")}";

    /// <inheritdoc />
    public ValueTask<InboxMessage?> GetMessageAsync(long id, CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync($"SELECT {ClaimedMessageColumns} FROM inbox WHERE id = $1", row => ToClaimedMessage(row, owner), cancellationToken, id);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<long>> FindDueMessagesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            "SELECT id FROM inbox WHERE state = 0 AND due_at <= $1 ORDER BY due_at, id LIMIT $2", row => row.GetInt64(0), cancellationToken, now, limit)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> ClaimDueMessagesAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        ClaimMessagesAsync($"SELECT id FROM inbox WHERE {MessageIsFree} ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED", cancellationToken, now, until, owner, limit);

    /// <inheritdoc />
    public async ValueTask<bool> ClaimMessageAsync(long id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        (await ClaimMessagesAsync($"SELECT id FROM inbox WHERE id = $4 AND {MessageIsFree} FOR UPDATE SKIP LOCKED", cancellationToken, now, until, owner, id)
            .ConfigureAwait(false)).Count == 1;

    /// <inheritdoc />
    public ValueTask<Page<InboxMessage>> ListMessagesAsync(InboxState state, PageRequest page, CancellationToken cancellationToken = default)
    {
        // The state stands in the text, so that the partial indexes serve.
        var from = state switch
        {
            InboxState.Pending => "FROM inbox WHERE state = 0",
            InboxState.Done => "FROM inbox WHERE state = 1",
            InboxState.Quarantined => "FROM inbox WHERE state = 2",
            _ => "FROM inbox WHERE state = 3",
        };
        return database.ReadPageAsync(page, ClaimedMessageColumns, from, "ORDER BY id DESC", row => ToClaimedMessage(row, owner), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<long> GetLastMessageIdAsync(CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync("SELECT coalesce(max(id), 0) FROM inbox", row => row.GetInt64(0), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Replay>> GetMessageReplaysAsync(long id, CancellationToken cancellationToken = default) =>
        ReadReplaysAsync("inbox", id, cancellationToken);

    /// <summary>A claim that a power cut takes away spares nobody anything, so its commit does not wait for the disk.</summary>
    private async ValueTask<IReadOnlyList<long>> ClaimMessagesAsync(string free, CancellationToken cancellationToken, params object[] values)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Database.Command("SELECT set_config('synchronous_commit', 'off', true)"));
        batch.BatchCommands.Add(Database.Command(ClaimOf("inbox", free), values));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return InOrder(await Database.ReadRowsAsync(reader, ToClaim, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What <see cref="Lease.Holds"/> says of a column, turned round.</summary>
    private static string IsFree(string claimedUntil) =>
        string.Create(CultureInfo.InvariantCulture, $"({claimedUntil} IS NULL OR {claimedUntil} <= $1 OR {claimedUntil} > $1 + {Lease.Longest.Ticks})");

    private static string ClaimOf(string table, string free) =>
        $"""
        WITH free AS MATERIALIZED ({free})
        UPDATE {table} SET claimed_until = $2, claimed_by = $3 FROM free WHERE {table}.id = free.id RETURNING {table}.due_at, {table}.id
        """;

    private static (long DueAt, long Id) ToClaim(NpgsqlDataReader row) => (row.GetInt64(0), row.GetInt64(1));

    /// <summary>In order of due instant, then number.</summary>
    private static IReadOnlyList<long> InOrder(List<(long DueAt, long Id)> claims)
    {
        claims.Sort();
        return [.. claims.Select(claim => claim.Id)];
    }

    private async ValueTask<IReadOnlyList<Replay>> ReadReplaysAsync(string target, long id, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            "SELECT at, by, why FROM replays WHERE target = $1 AND row_id = $2 ORDER BY number",
            row => new Replay(row.Instant(0), row.GetString(1), row.GetString(2)), cancellationToken, target, id).ConfigureAwait(false);
}
