using Integrations.Runtime.Definitions;
using Integrations.Runtime.Retention;
using Npgsql;
using static Integrations.Runtime.Stores.Postgres.Writing.Column;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>What people and time do to definitions, and retention: rare, so a statement for each row will do, in the same message.</summary>
internal sealed partial class GroupBatch
{
    private static readonly SetStatement<TriggerFired> MoveTriggers = new(
        """
        UPDATE time_triggers SET due_at = fired.next FROM {rows} AS fired (definition_id, activity_id, next)
        WHERE time_triggers.definition_id = fired.definition_id AND time_triggers.activity_id = fired.activity_id
        """,
        Text<TriggerFired>(fired => fired.DefinitionId), Text<TriggerFired>(fired => fired.ActivityId), Instant<TriggerFired>(fired => fired.NextDueAt));

    private static readonly SetStatement<DefinitionVersion> WriteVersion = new(
        """
        INSERT INTO definition_versions AS stored (version_id, definition_id, version, name, json, hash, published, created_at, description, revision,
            released, modified_at, modified_by)
        SELECT * FROM {rows}
        ON CONFLICT (version_id) DO UPDATE SET
            published = excluded.published, modified_at = excluded.modified_at, modified_by = excluded.modified_by,
            revision = excluded.revision, released = stored.released OR excluded.released,
            name = CASE WHEN stored.released THEN stored.name ELSE excluded.name END,
            description = CASE WHEN stored.released THEN stored.description ELSE excluded.description END,
            json = CASE WHEN stored.released THEN stored.json ELSE excluded.json END,
            hash = CASE WHEN stored.released THEN stored.hash ELSE excluded.hash END
        """,
        Text<DefinitionVersion>(row => row.VersionId), Text<DefinitionVersion>(row => row.DefinitionId), Integer<DefinitionVersion>(row => row.Version),
        Text<DefinitionVersion>(row => row.Name), Text<DefinitionVersion>(row => row.Json), Text<DefinitionVersion>(row => row.Hash),
        Flag<DefinitionVersion>(row => row.Published), Instant<DefinitionVersion>(row => row.CreatedAt), Text<DefinitionVersion>(row => row.Description),
        Integer<DefinitionVersion>(row => row.Revision), Flag<DefinitionVersion>(row => row.Released || row.Published),
        Instant<DefinitionVersion>(row => row.ModifiedAt), Text<DefinitionVersion>(row => row.ModifiedBy));

    private static readonly SetStatement<DefinitionChange> CountChange = new(
        """
        INSERT INTO definition_changes AS stored (definition_id, version_id, version, action, by, first_at, last_at, times) SELECT * FROM {rows}
        ON CONFLICT (definition_id, version_id, action, by) DO UPDATE SET last_at = excluded.last_at, times = stored.times + excluded.times
        """,
        Text<DefinitionChange>(row => row.DefinitionId), Text<DefinitionChange>(row => row.VersionId), Integer<DefinitionChange>(row => row.Version),
        Integer<DefinitionChange>(row => (int)row.Action), Text<DefinitionChange>(row => row.By), Instant<DefinitionChange>(row => row.FirstAt),
        Instant<DefinitionChange>(row => row.LastAt), Integer<DefinitionChange>(row => row.Times));

    // The rows are those of one definition. Nothing is armed, and nothing disarmed, for a version that is no longer the published one.
    private static readonly SetStatement<TimeTrigger> Arm = new(
        """
        INSERT INTO time_triggers AS stored (definition_id, activity_id, version_id, schedule, due_at)
        SELECT armed.* FROM {rows} AS armed (definition_id, activity_id, version_id, schedule, due_at)
        JOIN definition_versions ON definition_versions.version_id = armed.version_id AND definition_versions.published
        ON CONFLICT (definition_id, activity_id) DO UPDATE SET
            version_id = excluded.version_id,
            due_at = CASE WHEN stored.schedule = excluded.schedule THEN stored.due_at ELSE excluded.due_at END,
            schedule = excluded.schedule
        """,
        Text<TimeTrigger>(row => row.DefinitionId), Text<TimeTrigger>(row => row.ActivityId), Text<TimeTrigger>(row => row.VersionId),
        Text<TimeTrigger>(row => row.Schedule.ToString()), Instant<TimeTrigger>(row => row.DueAt));

    private const string PublishedVersion = "(SELECT version_id FROM definition_versions WHERE definition_id = $1 AND published)";

    private static void FillDefinitions(Filling batch, GroupRows rows)
    {
        foreach (var version in rows.Definitions)
        {
            if (version.Published)
            {
                batch.Add(Database.Command(
                    "UPDATE definition_versions SET published = false WHERE definition_id = $1 AND published AND version_id <> $2", version.DefinitionId, version.VersionId));
            }

            batch.Add(WriteVersion, [version]);
        }

        batch.Add(MoveTriggers, rows.TriggersFired);
        batch.Add("DELETE FROM definition_versions WHERE version_id = ANY($1)", [.. rows.DefinitionsDeleted]);
        foreach (var change in rows.DefinitionChanges) batch.Add(CountChange, [change]);
        foreach (var armed in rows.Triggers)
        {
            string[] kept = [.. armed.Triggers.Select(trigger => trigger.ActivityId)];
            batch.Add(armed.VersionId is null
                ? Database.Command($"DELETE FROM time_triggers WHERE definition_id = $1 AND activity_id <> ALL($2) AND {PublishedVersion} IS NULL", armed.DefinitionId, kept)
                : Database.Command(
                    $"DELETE FROM time_triggers WHERE definition_id = $1 AND activity_id <> ALL($2) AND {PublishedVersion} = $3", armed.DefinitionId, kept, armed.VersionId));
            if (armed.VersionId is not null) batch.Add(Arm, armed.Triggers);
        }
    }

    /// <summary>
    /// What is past its time, if it still is: an instance that was retried has a later end, or none. What ended waits for nothing: it has no
    /// bookmarks.
    /// </summary>
    private static void FillRetention(Filling batch, GroupRows rows)
    {
        foreach (var expired in rows.Expired)
        {
            var (table, state) = expired.Kind switch
            {
                RetentionKind.HandledMessages => ("inbox", "state = 1"),
                RetentionKind.UnhandledMessages => ("inbox", "state IN (2, 3)"),
                RetentionKind.DeliveredCommands => ("outbox", "state = 1"),
                _ => ("outbox", "state = 2"),
            };
            var sql = expired.Kind == RetentionKind.FinishedInstances
                ? """
                  WITH gone AS (DELETE FROM instances WHERE place = ANY($1) AND status = 1 AND sub_status <> 5 AND finished_at < $2 RETURNING instance_id)
                  DELETE FROM journal USING gone WHERE journal.instance_id = gone.instance_id
                  """
                : $"""
                   WITH gone AS (DELETE FROM {table} WHERE id = ANY($1) AND {state} AND finished_at < $2 RETURNING id)
                   DELETE FROM replays USING gone WHERE replays.target = '{table}' AND replays.row_id = gone.id
                   """;
            batch.Add(Database.Command(sql, (long[])[.. expired.Rows], expired.Before));
        }

        batch.Add(
            """
            WITH gone AS (DELETE FROM instances WHERE instance_id = ANY($1) AND status = 1 RETURNING instance_id)
            DELETE FROM journal USING gone WHERE journal.instance_id = gone.instance_id
            """,
            [.. rows.InstancesDeleted]);
    }
}
