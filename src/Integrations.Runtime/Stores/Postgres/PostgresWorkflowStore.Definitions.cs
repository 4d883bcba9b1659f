using Integrations.Runtime.Definitions;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    private const string DefinitionColumns = "version_id, definition_id, version, name, json, hash, published, created_at, description, revision, released, modified_at, modified_by";

    private const string IsLatest =
        "NOT EXISTS (SELECT 1 FROM definition_versions newer WHERE newer.definition_id = d.definition_id AND newer.version > d.version)";

    private const string SummaryColumns =
        $"d.version_id, d.definition_id, d.version, d.name, d.description, d.published, d.released, {IsLatest}, d.revision, d.created_at, d.modified_at, d.modified_by";

    private const string TriggerColumns = "definition_id, activity_id, version_id, schedule, due_at";

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

    private static DefinitionVersion ToDefinition(NpgsqlDataReader row) => new()
    {
        VersionId = row.GetString(0),
        DefinitionId = row.GetString(1),
        Version = row.GetInt32(2),
        Name = row.TextOrNull(3),
        Json = row.GetString(4),
        Hash = row.GetString(5),
        Published = row.GetBoolean(6),
        CreatedAt = row.Instant(7),
        Description = row.TextOrNull(8),
        Revision = row.GetInt32(9),
        Released = row.GetBoolean(10),
        ModifiedAt = row.InstantOrNull(11),
        ModifiedBy = row.TextOrNull(12),
    };

    private static DefinitionSummary ToSummary(NpgsqlDataReader row) => new()
    {
        VersionId = row.GetString(0),
        DefinitionId = row.GetString(1),
        Version = row.GetInt32(2),
        Name = row.TextOrNull(3),
        Description = row.TextOrNull(4),
        Published = row.GetBoolean(5),
        Released = row.GetBoolean(6),
        IsLatest = row.GetBoolean(7),
        Revision = row.GetInt32(8),
        CreatedAt = row.Instant(9),
        ModifiedAt = row.InstantOrNull(10) ?? row.Instant(9),
        ModifiedBy = row.TextOrNull(11),
    };

    private static DefinitionChange ToChange(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), (DefinitionAction)row.GetInt32(3), row.GetString(4), row.Instant(5), row.Instant(6), row.GetInt32(7));

    private static TimeTrigger ToTrigger(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), TriggerSchedule.Parse(row.GetString(3)), row.InstantOrNull(4));
}
