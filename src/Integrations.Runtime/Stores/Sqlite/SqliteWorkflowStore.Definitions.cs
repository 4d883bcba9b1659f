using Integrations.Runtime.Definitions;
using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    private const string DefinitionColumns = "version_id, definition_id, version, name, json, hash, published, created_at, description, revision, released, modified_at, modified_by";

    private const string TriggerColumns = "definition_id, activity_id, version_id, schedule, due_at";

    /// <inheritdoc />
    public ValueTask<DefinitionVersion?> GetDefinitionVersionAsync(string versionId, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare($"SELECT {DefinitionColumns} FROM definition_versions WHERE version_id = $version_id")
                .ReadFirst(ToDefinition, versionId),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DefinitionVersion>> GetPublishedDefinitionsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<DefinitionVersion>>(
            session => session.Prepare($"SELECT {DefinitionColumns} FROM definition_versions WHERE published = 1 ORDER BY definition_id")
                .Read(ToDefinition),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DefinitionVersion>> GetDefinitionVersionsAsync(
        string definitionId, int limit = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<DefinitionVersion>>(
            session => session.Prepare(
                $"SELECT {DefinitionColumns} FROM definition_versions WHERE definition_id = $definition_id ORDER BY version DESC LIMIT $limit")
                .Read(ToDefinition, definitionId, limit),
            cancellationToken);

    /// <inheritdoc />
    /// <remarks>One process works on the file, so the number need not outlive it.</remarks>
    public ValueTask<long> GetDefinitionsRevisionAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Interlocked.Read(ref definitionsRevision));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TimeTrigger>> GetTimeTriggersAsync(CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TimeTrigger>>(
            session => session.Prepare($"SELECT {TriggerColumns} FROM time_triggers ORDER BY definition_id, activity_id").Read(ToTrigger),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TimeTrigger>> FindDueTriggersAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TimeTrigger>>(
            session => session.Prepare(
                $"""
                SELECT {TriggerColumns} FROM time_triggers
                WHERE due_at IS NOT NULL AND due_at <= $now ORDER BY due_at, definition_id, activity_id LIMIT $limit
                """)
                .Read(ToTrigger, now, limit),
            cancellationToken);

    private static DefinitionVersion ToDefinition(SqliteDataReader row) => new()
    {
        VersionId = row.GetString(0),
        DefinitionId = row.GetString(1),
        Version = row.GetInt32(2),
        Name = row.TextOrNull(3),
        Json = row.GetString(4),
        Hash = row.GetString(5),
        Published = row.GetInt64(6) != 0,
        CreatedAt = row.Instant(7),
        Description = row.TextOrNull(8),
        Revision = row.GetInt32(9),
        Released = row.GetInt64(10) != 0,
        ModifiedAt = row.InstantOrNull(11),
        ModifiedBy = row.TextOrNull(12),
    };

    private static TimeTrigger ToTrigger(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), TriggerSchedule.Parse(row.GetString(3)), row.InstantOrNull(4));
}
