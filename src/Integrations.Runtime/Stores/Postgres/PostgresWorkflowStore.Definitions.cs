using Integrations.Runtime.Definitions;
using static Integrations.Runtime.Stores.Rows.DefinitionRows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<DefinitionVersion?> GetDefinitionVersionAsync(string versionId, CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync($"SELECT {DefinitionColumns} FROM definition_versions WHERE version_id = $1", ToDefinition, cancellationToken, versionId);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DefinitionVersion>> GetPublishedDefinitionsAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync($"SELECT {DefinitionColumns} FROM definition_versions WHERE published ORDER BY definition_id", ToDefinition, cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DefinitionVersion>> GetDefinitionVersionsAsync(
        string definitionId, int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            $"SELECT {DefinitionColumns} FROM definition_versions WHERE definition_id = $1 ORDER BY version DESC LIMIT $2", ToDefinition, cancellationToken, definitionId, limit)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<long> GetDefinitionsRevisionAsync(CancellationToken cancellationToken = default) =>
        await database.ReadFirstAsync("SELECT revision FROM definitions_revision", row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<Page<DefinitionSummary>> ListDefinitionsAsync(
        DefinitionFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        var conditions = new Conditions()
            .Given("d.version = $?", filter.Version)
            .Given("(d.name ILIKE $? OR d.description ILIKE $? OR d.definition_id ILIKE $?)", LikePattern.Containing(filter.SearchTerm))
            .Given("d.definition_id = ANY($?)", filter.DefinitionIds?.ToArray())
            .Given("d.version_id = ANY($?)", filter.VersionIds?.ToArray())
            .And(ScopeOf(filter.Scope));
        var direction = filter.Descending ? "DESC" : "ASC";
        var first = filter.Descending ? "DESC NULLS LAST" : "ASC NULLS FIRST";
        var order = $"ORDER BY {ColumnOf(filter.Order)} {first}, d.definition_id, d.version {direction}";
        return database.ReadPageAsync(page, SummaryColumns, "FROM definition_versions d" + conditions.Where, order, ToSummary, cancellationToken, conditions.Values);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DefinitionChange>> GetDefinitionChangesAsync(string definitionId, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            """
            SELECT definition_id, version_id, version, action, by, first_at, last_at, times FROM definition_changes
            WHERE definition_id = $1 ORDER BY last_at DESC, version DESC
            """,
            ToChange, cancellationToken, definitionId).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TimeTrigger>> GetTimeTriggersAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync($"SELECT {TriggerColumns} FROM time_triggers ORDER BY definition_id, activity_id", ToTrigger, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TimeTrigger>> FindDueTriggersAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            $"SELECT {TriggerColumns} FROM time_triggers WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, definition_id, activity_id LIMIT $2",
            ToTrigger, cancellationToken, now, limit).ConfigureAwait(false);

    private static string[] ScopeOf(DefinitionScope scope) => scope switch
    {
        DefinitionScope.Latest => [IsLatest],
        DefinitionScope.Published => ["d.published"],
        DefinitionScope.LatestOrPublished => [$"(d.published OR {IsLatest})"],
        DefinitionScope.LatestAndPublished => ["d.published", IsLatest],
        DefinitionScope.Draft => ["NOT d.published"],
        _ => [],
    };

    private static string ColumnOf(DefinitionOrder order) => order switch
    {
        DefinitionOrder.Name => "lower(d.name)",
        DefinitionOrder.Version => "d.version",
        _ => "d.created_at",
    };
}
