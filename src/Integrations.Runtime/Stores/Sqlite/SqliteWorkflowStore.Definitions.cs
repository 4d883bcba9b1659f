using Integrations.Runtime.Definitions;
using Microsoft.Data.Sqlite;
using static Integrations.Runtime.Stores.Rows.DefinitionRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
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
}
