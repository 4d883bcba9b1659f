using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores.Rows;
using Integrations.Workflows.Execution;
using static Integrations.Runtime.Stores.Rows.InstanceRows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<InstanceRow?> GetInstanceAsync(string instanceId, CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync(
            $"SELECT {HeaderColumns}, state, trace_parent FROM instances WHERE instance_id = $1", row => new InstanceRow(ToHeader(row), row.Bytes(14)) { TraceParent = row.TextOrNull(15) }, cancellationToken, instanceId);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<JournalRow>> GetJournalAsync(string instanceId, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            "SELECT version, at, entries FROM journal WHERE instance_id = $1 ORDER BY version",
            row => new JournalRow(instanceId, row.GetInt64(0), row.Instant(1), row.Bytes(2)), cancellationToken, instanceId).ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<BookmarkRow?> GetBookmarkAsync(string bookmarkId, CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync($"SELECT {BookmarkColumns} FROM bookmarks WHERE id = $1", ToBookmark, cancellationToken, bookmarkId);

    /// <inheritdoc />
    /// <remarks>The state names them: an index by instance would be one more for each burst to write.</remarks>
    public async ValueTask<IReadOnlyList<BookmarkRow>> GetBookmarksOfAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (await GetInstanceAsync(instanceId, cancellationToken).ConfigureAwait(false) is not { State: var state })
            return [];
        string[] ids = [.. InstanceStateSerializer.Read(state.Span).Bookmarks.Select(bookmark => bookmark.Id)];
        return ids.Length == 0 ? [] : await ReadBookmarksAsync("WHERE id = ANY($1) ORDER BY id", cancellationToken, (object)ids).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BookmarkRow>> FindBookmarksAsync(
        string stimulusKey, string? correlationId, CancellationToken cancellationToken = default) =>
        correlationId is null
            ? ReadBookmarksAsync("WHERE stimulus_key = $1 ORDER BY id", cancellationToken, stimulusKey)
            : ReadBookmarksAsync("WHERE stimulus_key = $1 AND correlation_id = $2 ORDER BY id", cancellationToken, stimulusKey, correlationId);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BookmarkRow>> FindDueTimersAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        ReadBookmarksAsync("WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2", cancellationToken, now, limit);

    private async ValueTask<IReadOnlyList<BookmarkRow>> ReadBookmarksAsync(string where, CancellationToken cancellationToken, params object[] values) =>
        await database.ReadAsync($"SELECT {BookmarkColumns} FROM bookmarks {where}", ToBookmark, cancellationToken, values).ConfigureAwait(false);
}
