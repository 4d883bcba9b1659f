using System.Data.Common;
using Integrations.Runtime.Definitions;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Versions of definitions, what was done to them, and when they start by themselves. Both stores keep them in these columns.</summary>
internal static class DefinitionRows
{
    public const string DefinitionColumns = "version_id, definition_id, version, name, json, hash, published, created_at, description, revision, released, modified_at, modified_by";

    public const string IsLatest =
        "NOT EXISTS (SELECT 1 FROM definition_versions newer WHERE newer.definition_id = d.definition_id AND newer.version > d.version)";

    public const string SummaryColumns =
        $"d.version_id, d.definition_id, d.version, d.name, d.description, d.published, d.released, {IsLatest}, d.revision, d.created_at, d.modified_at, d.modified_by";

    public const string TriggerColumns = "definition_id, activity_id, version_id, schedule, due_at";

    public static DefinitionVersion ToDefinition(DbDataReader row) => new()
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

    public static DefinitionSummary ToSummary(DbDataReader row) => new()
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

    public static DefinitionChange ToChange(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), (DefinitionAction)row.GetInt32(3), row.GetString(4), row.Instant(5), row.Instant(6), row.GetInt32(7));

    public static TimeTrigger ToTrigger(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), TriggerSchedule.Parse(row.GetString(3)), row.InstantOrNull(4));
}
