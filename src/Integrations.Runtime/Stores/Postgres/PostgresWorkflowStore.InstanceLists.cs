using Integrations.Runtime.Instances;
using static Integrations.Runtime.Stores.Rows.InstanceRows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<Page<InstanceHeader>> ListInstancesAsync(
        InstanceFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        var conditions = ConditionsOf(filter);
        return database.ReadPageAsync(page, HeaderColumns, "FROM instances" + conditions.Where, OrderOf(filter), ToHeader, cancellationToken, conditions.Values);
    }

    private static Conditions ConditionsOf(InstanceFilter filter) => new Conditions()
        .Given("status = $?", filter.Status)
        .Given("status = ANY($?)", Conditions.Numbers(filter.Statuses))
        .Given("sub_status = $?", filter.SubStatus)
        .Given("sub_status = ANY($?)", Conditions.Numbers(filter.SubStatuses))
        .Given("(incident_count > 0) = $?", filter.HasIncidents)
        .Given("created_at >= $?", filter.Created.From)
        .Given("created_at <= $?", filter.Created.To)
        .Given("created_at <> $?", filter.Created.Except)
        .Given("updated_at >= $?", filter.Updated.From)
        .Given("updated_at <= $?", filter.Updated.To)
        .Given("updated_at <> $?", filter.Updated.Except)
        .Given("finished_at >= $?", filter.Finished.From)
        .Given("finished_at <= $?", filter.Finished.To)
        .Given("finished_at <> $?", filter.Finished.Except)
        .Given("instance_id = ANY($?)", filter.InstanceIds?.ToArray())
        .Given("definition_id = $?", filter.DefinitionId)
        .Given("definition_id = ANY($?)", filter.DefinitionIds?.ToArray())
        .Given("definition_version_id = $?", filter.DefinitionVersionId)
        .Given("definition_version_id IN (SELECT version_id FROM definition_versions WHERE version = $?)", filter.DefinitionVersion)
        .Given("correlation_id = $?", filter.CorrelationId)
        .Given("parent_instance_id = $?", filter.ParentInstanceId)
        // In the collation "C", as everywhere here, only ASCII letters have two cases.
        .Given("(instance_id ILIKE $? OR name ILIKE $? OR correlation_id ILIKE $?)", LikePattern.Containing(filter.SearchTerm))
        .And(filter.StalledOnly ? ["stalled"] : []);

    private static string OrderOf(InstanceFilter filter)
    {
        var direction = filter.Ascending ? "ASC NULLS FIRST" : "DESC NULLS LAST";
        var column = filter.Order switch
        {
            InstanceOrder.Updated => "updated_at",
            InstanceOrder.Finished => $"(finished_at IS NULL) {direction}, finished_at",
            InstanceOrder.Name => "lower(name)",
            _ => "created_at",
        };
        return filter.Order == InstanceOrder.Created
            ? filter.Ascending ? "ORDER BY created_at, place" : "ORDER BY created_at DESC, place DESC"
            : $"ORDER BY {column} {direction}, place {(filter.Ascending ? "ASC" : "DESC")}";
    }
}
