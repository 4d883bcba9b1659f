using System.Text.Json;
using Integrations.Runtime.Definitions;
using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    private const string IsLatest =
        "NOT EXISTS (SELECT 1 FROM definition_versions newer WHERE newer.definition_id = d.definition_id AND newer.version > d.version)";

    private const string SummaryColumns =
        $"d.version_id, d.definition_id, d.version, d.name, d.description, d.published, d.released, {IsLatest}, d.revision, d.created_at, d.modified_at, d.modified_by";

    /// <inheritdoc />
    public ValueTask<Page<DefinitionSummary>> ListDefinitionsAsync(
        DefinitionFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        (string Condition, object? Value)[] all =
        [
            ("d.version = $version", filter.Version),
            (@"(d.name LIKE $term ESCAPE '\' OR d.description LIKE $term ESCAPE '\' OR d.definition_id LIKE $term ESCAPE '\')", LikePattern.Containing(filter.SearchTerm)),
            ("d.definition_id IN (SELECT value FROM json_each($definition_ids))", List(filter.DefinitionIds)),
            ("d.version_id IN (SELECT value FROM json_each($version_ids))", List(filter.VersionIds)),
        ];
        var given = all.Where(part => part.Value is not null).ToArray();
        string[] conditions = [.. given.Select(part => part.Condition), .. Scope(filter.Scope)];
        var where = conditions.Length == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        var direction = filter.Descending ? "DESC" : "ASC";
        var order = $"ORDER BY {Order(filter.Order)} {direction}, d.definition_id, d.version {direction}";
        return ReadAsync(
            session => ReadPage(
                session, SummaryColumns, "FROM definition_versions d" + where, order, ToSummary, page, [.. given.Select(part => part.Value)]),
            cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DefinitionChange>> GetDefinitionChangesAsync(string definitionId, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<DefinitionChange>>(
            session => session.Prepare(
                """
                SELECT definition_id, version_id, version, action, by, first_at, last_at, times FROM definition_changes
                WHERE definition_id = $definition_id ORDER BY last_at DESC, version DESC
                """)
                .Read(ToChange, definitionId),
            cancellationToken);

    private static string[] Scope(DefinitionScope scope) => scope switch
    {
        DefinitionScope.Latest => [IsLatest],
        DefinitionScope.Published => ["d.published = 1"],
        DefinitionScope.LatestOrPublished => [$"(d.published = 1 OR {IsLatest})"],
        DefinitionScope.LatestAndPublished => ["d.published = 1", IsLatest],
        DefinitionScope.Draft => ["d.published = 0"],
        _ => [],
    };

    private static string Order(DefinitionOrder order) => order switch
    {
        DefinitionOrder.Name => "d.name COLLATE NOCASE",
        DefinitionOrder.Version => "d.version",
        _ => "d.created_at",
    };

    private static string? List(IReadOnlyCollection<string>? ids) => ids is null ? null : JsonSerializer.Serialize(ids);

    private static DefinitionSummary ToSummary(SqliteDataReader row) => new()
    {
        VersionId = row.GetString(0),
        DefinitionId = row.GetString(1),
        Version = row.GetInt32(2),
        Name = row.TextOrNull(3),
        Description = row.TextOrNull(4),
        Published = row.GetInt64(5) != 0,
        Released = row.GetInt64(6) != 0,
        IsLatest = row.GetInt64(7) != 0,
        Revision = row.GetInt32(8),
        CreatedAt = row.Instant(9),
        ModifiedAt = row.InstantOrNull(10) ?? row.Instant(9),
        ModifiedBy = row.TextOrNull(11),
    };

    private static DefinitionChange ToChange(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), (DefinitionAction)row.GetInt32(3), row.GetString(4), row.Instant(5), row.Instant(6), row.GetInt32(7));
}
