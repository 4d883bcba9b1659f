using Integrations.Runtime.Definitions;
using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    private const string DefinitionColumns = "version_id, definition_id, version, name, json, hash, published, created_at";

    /// <inheritdoc />
    public ValueTask<DefinitionVersion?> GetDefinitionVersionAsync(string versionId, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare($"SELECT {DefinitionColumns} FROM definition_versions WHERE version_id = $version_id")
                .ReadFirst(ToDefinition, versionId),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DefinitionVersion>> GetPublishedDefinitionsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<DefinitionVersion>>(
            session => session.Prepare(
                $"""
                SELECT {DefinitionColumns} FROM definition_versions AS d
                WHERE published = 1 AND NOT EXISTS (
                    SELECT 1 FROM definition_versions AS later
                    WHERE later.published = 1 AND later.definition_id = d.definition_id AND later.version > d.version)
                ORDER BY definition_id
                """)
                .Read(ToDefinition),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DefinitionVersion>> GetDefinitionVersionsAsync(
        string definitionId, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<DefinitionVersion>>(
            session => session.Prepare(
                $"SELECT {DefinitionColumns} FROM definition_versions WHERE definition_id = $definition_id ORDER BY version DESC")
                .Read(ToDefinition, definitionId),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<StoreHealth> GetHealthAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare(
                """
                SELECT
                    (SELECT count(*) FROM inbox WHERE state = 0),
                    (SELECT min(received_at) FROM inbox WHERE state = 0 AND due_at <= $now),
                    (SELECT count(*) FROM inbox WHERE state = 2),
                    (SELECT count(*) FROM inbox WHERE state = 3),
                    (SELECT count(*) FROM outbox WHERE state = 0),
                    (SELECT min(created_at) FROM outbox WHERE state = 0),
                    (SELECT count(*) FROM outbox WHERE state = 2),
                    (SELECT count(*) FROM instances WHERE stalled = 1)
                """)
                .ReadFirst(
                    row => new StoreHealth(
                        row.GetInt64(0), row.InstantOrNull(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.InstantOrNull(5),
                        row.GetInt64(6), row.GetInt64(7)),
                    now)!,
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> NextDueAtAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare(
                $"""
                SELECT min(due_at) FROM (
                    SELECT min(due_at) AS due_at FROM inbox WHERE state = 0
                    UNION ALL SELECT min(due_at) FROM bookmarks WHERE due_at IS NOT NULL
                    UNION ALL SELECT min(due_at) FROM stream_due
                    UNION ALL SELECT * FROM (
                        SELECT o.due_at FROM outbox AS o INDEXED BY outbox_due
                        WHERE o.state = 0 AND {NotHeldBack}
                        ORDER BY o.due_at LIMIT 1))
                """)
                .ReadFirst(row => row.InstantOrNull(0)),
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
    };
}
