using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores.Rows;
using Microsoft.Data.Sqlite;
using static Integrations.Runtime.Stores.Rows.MessageRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<InboxMessage?> GetMessageAsync(long id, CancellationToken cancellationToken = default) =>
        ReadAsync(session => session.Prepare($"SELECT {MessageColumns} FROM inbox WHERE id = $id").ReadFirst(ToMessage, id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> FindDueMessagesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<long>>(
            session => session.Prepare("SELECT id FROM inbox WHERE state = 0 AND due_at <= $now ORDER BY due_at, id LIMIT $limit")
                .Read(row => row.GetInt64(0), now, limit),
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<long>> ClaimDueMessagesAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default) =>
        claimedMessages.Take(await FindDueMessagesAsync(now, limit + claimedMessages.Count, cancellationToken).ConfigureAwait(false), now, until, limit);

    /// <inheritdoc />
    public async ValueTask<bool> ClaimMessageAsync(long id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        var message = await GetMessageAsync(id, cancellationToken).ConfigureAwait(false);
        return message is { State: InboxState.Pending } && message.DueAt <= now && claimedMessages.Take([id], now, until, 1).Count == 1;
    }

    /// <inheritdoc />
    public ValueTask<Page<InboxMessage>> ListMessagesAsync(
        InboxState state, PageRequest page, CancellationToken cancellationToken = default)
    {
        // The state stands in the text, so that the partial indexes serve.
        var from = state switch
        {
            InboxState.Pending => "FROM inbox WHERE state = 0",
            InboxState.Done => "FROM inbox WHERE state = 1",
            InboxState.Quarantined => "FROM inbox WHERE state = 2",
            _ => "FROM inbox WHERE state = 3",
        };
        return ReadAsync(session => ReadPage(session, MessageColumns, from, "ORDER BY id DESC", ToMessage, page), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<long> GetLastMessageIdAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => session.Prepare("SELECT coalesce(max(id), 0) FROM inbox").ReadFirst(row => row.GetInt64(0)), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Replay>> GetMessageReplaysAsync(long id, CancellationToken cancellationToken = default) =>
        ReadReplaysAsync("inbox", id, cancellationToken);

    private ValueTask<IReadOnlyList<Replay>> ReadReplaysAsync(string target, long id, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<Replay>>(
            session => session.Prepare("SELECT at, by, why FROM replays WHERE target = $target AND row_id = $id ORDER BY rowid")
                .Read(row => new Replay(row.Instant(0), row.GetString(1), row.GetString(2)), target, id),
            cancellationToken);
}
