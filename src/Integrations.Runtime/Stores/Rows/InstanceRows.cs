using System.Data.Common;
using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Instances and their bookmarks. Both stores keep them in these columns.</summary>
internal static class InstanceRows
{
    public const string HeaderColumns =
        """
        instance_id, definition_id, definition_version_id, correlation_id, parent_instance_id, name, status, sub_status,
        incident_count, created_at, updated_at, finished_at, version, stalled
        """;

    public const string BookmarkColumns = "id, instance_id, correlation_id, activity_id, name, stimulus_key, due_at";

    public static InstanceHeader ToHeader(DbDataReader row) => new()
    {
        InstanceId = row.GetString(0),
        DefinitionId = row.GetString(1),
        DefinitionVersionId = row.GetString(2),
        CorrelationId = row.TextOrNull(3),
        ParentInstanceId = row.TextOrNull(4),
        Name = row.TextOrNull(5),
        Status = (WorkflowStatus)row.GetInt32(6),
        SubStatus = (WorkflowSubStatus)row.GetInt32(7),
        IncidentCount = row.GetInt32(8),
        CreatedAt = row.Instant(9),
        UpdatedAt = row.Instant(10),
        FinishedAt = row.InstantOrNull(11),
        Version = row.GetInt64(12),
        IsStalled = row.GetBoolean(13),
    };

    public static BookmarkRow ToBookmark(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.GetString(4), row.GetString(5), row.InstantOrNull(6));
}
