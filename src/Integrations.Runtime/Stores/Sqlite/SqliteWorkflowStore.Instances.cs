using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores.Rows;
using Integrations.Workflows.Execution;
using Microsoft.Data.Sqlite;
using static Integrations.Runtime.Stores.Rows.InstanceRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<InstanceRow?> GetInstanceAsync(string instanceId, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare($"SELECT {HeaderColumns}, state, trace_parent FROM instances WHERE instance_id = $instance_id")
                .ReadFirst(row => new InstanceRow(ToHeader(row), row.Bytes(14)) { TraceParent = row.TextOrNull(15) }, instanceId),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JournalRow>> GetJournalAsync(string instanceId, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<JournalRow>>(
            session => session.Prepare("SELECT version, at, entries FROM journal WHERE instance_id = $instance_id ORDER BY version")
                .Read(row => new JournalRow(instanceId, row.GetInt64(0), row.Instant(1), row.Bytes(2)), instanceId),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<BookmarkRow?> GetBookmarkAsync(string bookmarkId, CancellationToken cancellationToken = default) =>
        ReadAsync(session => ReadBookmark(session, bookmarkId), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BookmarkRow>> GetBookmarksOfAsync(string instanceId, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<BookmarkRow>>(session => ReadBookmarksOf(session, instanceId), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BookmarkRow>> FindBookmarksAsync(
        string stimulusKey, string? correlationId, CancellationToken cancellationToken = default) =>
        correlationId is null
            ? ReadAsync<IReadOnlyList<BookmarkRow>>(session => ReadAllOf(session, stimulusKey), cancellationToken)
            : ReadBookmarksAsync(
                "WHERE stimulus_key = $key AND correlation_id = $correlation_id ORDER BY id", cancellationToken, stimulusKey, correlationId);

    /// <summary>The state names them: an index by instance would be one more page for each burst to write.</summary>
    private static List<BookmarkRow> ReadBookmarksOf(Session session, string instanceId)
    {
        var state = session.Prepare("SELECT state FROM instances WHERE instance_id = $instance_id").ReadFirst(row => row.Bytes(0), instanceId);
        return state.IsEmpty
            ? []
            : [.. InstanceStateSerializer.Read(state.Span).Bookmarks
                .Select(bookmark => ReadBookmark(session, bookmark.Id))
                .OfType<BookmarkRow>()
                .OrderBy(bookmark => bookmark.Id, StringComparer.Ordinal)];
    }

    private static BookmarkRow? ReadBookmark(Session session, string bookmarkId) =>
        session.Prepare($"SELECT {BookmarkColumns} FROM bookmarks WHERE id = $id").ReadFirst(ToBookmark, bookmarkId);

    /// <summary>Put into order here: the index holds them file by file.</summary>
    private static List<BookmarkRow> ReadAllOf(Session session, string stimulusKey)
    {
        var found = session.Prepare($"SELECT {BookmarkColumns} FROM bookmarks WHERE stimulus_key = $key").Read(ToBookmark, stimulusKey);
        found.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        return found;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BookmarkRow>> FindDueTimersAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        ReadBookmarksAsync(
            "WHERE due_at IS NOT NULL AND due_at <= $now ORDER BY due_at, id LIMIT $limit", cancellationToken, now, limit);

    private ValueTask<IReadOnlyList<BookmarkRow>> ReadBookmarksAsync(
        string where, CancellationToken cancellationToken, params object?[] values) =>
        ReadAsync<IReadOnlyList<BookmarkRow>>(
            session => session.Prepare($"SELECT {BookmarkColumns} FROM bookmarks {where}").Read(ToBookmark, values), cancellationToken);
}
