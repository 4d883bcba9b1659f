using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    private const string HeaderColumns =
        """
        instance_id, definition_id, definition_version_id, correlation_id, parent_instance_id, name, status, sub_status,
        incident_count, created_at, updated_at, finished_at, version, stalled
        """;

    private const string BookmarkColumns = "id, instance_id, correlation_id, activity_id, name, stimulus_key, due_at";

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

    private static InstanceHeader ToHeader(NpgsqlDataReader row) => new()
    {
        InstanceId = row.GetString(0),
        DefinitionId = row.GetString(1),
        DefinitionVersionId = row.GetString(2),
        CorrelationId = row.TextOrNull(3),
        ParentInstanceId = row.TextOrNull(4),
        Name = row.TextOrNull(5),
        Status = (WorkflowStatus)row.GetInt32(6),
        SubStatus = (WorkflowSubStatus)row.GetInt32(7),
        IncidentCount = row.GetInt32(8),
        CreatedAt = row.Instant(9),
        UpdatedAt = row.Instant(10),
        FinishedAt = row.InstantOrNull(11),
        Version = row.GetInt64(12),
        IsStalled = row.GetBoolean(13),
    };

    private static BookmarkRow ToBookmark(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.GetString(4), row.GetString(5), row.InstantOrNull(6));
}
