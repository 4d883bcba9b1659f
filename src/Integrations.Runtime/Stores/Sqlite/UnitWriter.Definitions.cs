using Integrations.Runtime.Definitions;
using static Integrations.Runtime.Stores.CommitResult;

namespace Integrations.Runtime.Stores.Sqlite;

internal sealed partial class UnitWriter
{
    private Conflict? WriteDefinitions(UnitOfWork unit)
    {
        foreach (var version in unit.Definitions)
        {
            if (version.Published)
            {
                session.Prepare("UPDATE definition_versions SET published = 0 WHERE definition_id = $definition_id AND published = 1 AND version_id <> $version_id")
                    .Execute(version.DefinitionId, version.VersionId);
            }

            // A conflict: the number is taken by another version id, or somebody saved this draft meanwhile, or it was released.
            var written = session.Prepare(
                """
                INSERT INTO definition_versions (version_id, definition_id, version, name, json, hash, published, created_at,
                    description, revision, released, modified_at, modified_by)
                SELECT $version_id, $definition_id, $version, $name, $json, $hash, $published, $created_at,
                    $description, $revision, $released, $modified_at, $modified_by
                WHERE NOT EXISTS (
                    SELECT 1 FROM definition_versions
                    WHERE definition_id = $definition_id AND version = $version AND version_id <> $version_id)
                ON CONFLICT (version_id) DO UPDATE SET
                    published = excluded.published, modified_at = excluded.modified_at, modified_by = excluded.modified_by,
                    revision = excluded.revision, released = max(released, excluded.released),
                    name = CASE WHEN released THEN name ELSE excluded.name END,
                    description = CASE WHEN released THEN description ELSE excluded.description END,
                    json = CASE WHEN released THEN json ELSE excluded.json END,
                    hash = CASE WHEN released THEN hash ELSE excluded.hash END
                WHERE (released = 1 AND excluded.released = 1 AND revision = excluded.revision) OR (released = 0 AND revision = excluded.revision - 1)
                """)
                .Execute(
                    version.VersionId, version.DefinitionId, version.Version, version.Name, version.Json, version.Hash,
                    version.Published, version.CreatedAt, version.Description, version.Revision, version.Released || version.Published,
                    version.ModifiedAt, version.ModifiedBy);
            if (written == 0)
                return new Conflict(ConflictSubject.DefinitionVersion, version.VersionId);
        }

        return null;
    }

    private void WriteDefinitionHistory(UnitOfWork unit)
    {
        foreach (var versionId in unit.DefinitionsDeleted)
            session.Prepare("DELETE FROM definition_versions WHERE version_id = $version_id").Execute(versionId);
        foreach (var change in unit.DefinitionChanges)
        {
            session.Prepare(
                """
                INSERT INTO definition_changes (definition_id, version_id, version, action, by, first_at, last_at, times)
                VALUES ($definition_id, $version_id, $version, $action, $by, $first_at, $last_at, $times)
                ON CONFLICT (definition_id, version_id, action, by) DO UPDATE SET last_at = excluded.last_at, times = times + excluded.times
                """)
                .Execute(
                    change.DefinitionId, change.VersionId, change.Version, change.Action, change.By, change.FirstAt, change.LastAt, change.Times);
        }
    }

    private Conflict? WriteTriggersFired(UnitOfWork unit)
    {
        foreach (var fired in unit.TriggersFired)
        {
            var claimed = session.Prepare(
                """
                UPDATE time_triggers SET due_at = $next
                WHERE definition_id = $definition_id AND activity_id = $activity_id AND due_at = $due_at
                """)
                .Execute(fired.NextDueAt, fired.DefinitionId, fired.ActivityId, fired.DueAt);
            if (claimed == 0)
                return new Conflict(ConflictSubject.Trigger, $"{fired.DefinitionId}/{fired.ActivityId}");
        }

        return null;
    }

    private void Write(ArmedTriggers armed)
    {
        var published = session.Prepare("SELECT version_id FROM definition_versions WHERE definition_id = $definition_id AND published = 1")
            .ReadFirst(row => row.GetString(0), armed.DefinitionId);
        if (published != armed.VersionId)
            return;
        var before = session.Prepare("SELECT activity_id FROM time_triggers WHERE definition_id = $definition_id")
            .Read(row => row.GetString(0), armed.DefinitionId);
        foreach (var gone in before.Except(armed.Triggers.Select(trigger => trigger.ActivityId), StringComparer.Ordinal))
        {
            session.Prepare("DELETE FROM time_triggers WHERE definition_id = $definition_id AND activity_id = $activity_id")
                .Execute(armed.DefinitionId, gone);
        }

        foreach (var trigger in armed.Triggers)
        {
            session.Prepare(
                """
                INSERT INTO time_triggers (definition_id, activity_id, version_id, schedule, due_at)
                VALUES ($definition_id, $activity_id, $version_id, $schedule, $due_at)
                ON CONFLICT (definition_id, activity_id) DO UPDATE SET
                    version_id = excluded.version_id,
                    due_at = CASE WHEN schedule = excluded.schedule THEN due_at ELSE excluded.due_at END,
                    schedule = excluded.schedule
                """)
                .Execute(trigger.DefinitionId, trigger.ActivityId, trigger.VersionId, trigger.Schedule.ToString(), trigger.DueAt);
        }
    }
}
