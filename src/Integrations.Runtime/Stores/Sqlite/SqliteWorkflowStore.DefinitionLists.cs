using System.Text.Json;
using Integrations.Runtime.Definitions;
using Microsoft.Data.Sqlite;
using static Integrations.Runtime.Stores.Rows.DefinitionRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
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
}
