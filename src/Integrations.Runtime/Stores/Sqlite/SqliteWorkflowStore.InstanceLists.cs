using System.Text.Json;
using Integrations.Runtime.Instances;
using static Integrations.Runtime.Stores.Rows.InstanceRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    /// <inheritdoc />
    /// <remarks>The part is found by an index alone; then only its rows are read.</remarks>
    public ValueTask<Page<InstanceHeader>> ListInstancesAsync(
        InstanceFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        var given = Conditions(filter).Where(part => part.Value is not null).ToArray();
        string[] conditions = [.. given.Select(part => part.Condition), .. filter.StalledOnly ? ["stalled = 1"] : Array.Empty<string>()];
        var from = $"FROM instances{IndexFor(filter)}{(conditions.Length == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))}";
        var order = Order(filter);
        object?[] values = [.. given.Select(part => part.Value)];
        return ReadAsync(
            session =>
            {
                var items = session.Prepare(
                    $"""
                    SELECT {HeaderColumns} FROM ({Places(filter, from, order)} LIMIT $take OFFSET $skip) AS page
                    CROSS JOIN instances ON instances.rowid = page.place {order}
                    """)
                    .Read(ToHeader, [.. values, page.Take, page.Skip]);
                var isLast = items.Count < page.Take && (items.Count > 0 || page.Skip == 0);
                var total = isLast ? page.Skip + items.Count : session.Prepare($"SELECT count(*) {from}").ReadFirst(row => row.GetInt64(0), values);
                return new Page<InstanceHeader>(items, total);
            },
            cancellationToken);
    }

    /// <summary>
    /// Those that moved last mostly began last. Walked from the newest on, the first rows are near the answer, and the sorter drops nearly all
    /// others at once; the other way round each row would take the place of one before.
    /// </summary>
    private static string Places(InstanceFilter filter, string from, string order) => filter is { Order: InstanceOrder.Updated, Ascending: false }
        ? $"SELECT place FROM (SELECT rowid AS place, updated_at {from} ORDER BY created_at DESC LIMIT -1) ORDER BY updated_at DESC, place DESC"
        : $"SELECT rowid AS place {from} {order}";

    private static (string Condition, object? Value)[] Conditions(InstanceFilter filter) =>
    [
        ("status = $status", filter.Status),
        ("status IN (SELECT value FROM json_each($statuses))", List(filter.Statuses)),
        ("sub_status = $sub_status", filter.SubStatus),
        ("sub_status IN (SELECT value FROM json_each($sub_statuses))", List(filter.SubStatuses)),
        ("(incident_count > 0) = $has_incidents", filter.HasIncidents),
        ("created_at >= $created_from", filter.Created.From),
        ("created_at <= $created_to", filter.Created.To),
        ("created_at <> $created_except", filter.Created.Except),
        ("updated_at >= $updated_from", filter.Updated.From),
        ("updated_at <= $updated_to", filter.Updated.To),
        ("updated_at <> $updated_except", filter.Updated.Except),
        ("finished_at >= $finished_from", filter.Finished.From),
        ("finished_at <= $finished_to", filter.Finished.To),
        ("finished_at <> $finished_except", filter.Finished.Except),
        ("instance_id IN (SELECT value FROM json_each($instance_ids))", List(filter.InstanceIds)),
        ("definition_id = $definition_id", filter.DefinitionId),
        ("definition_id IN (SELECT value FROM json_each($definition_ids))", List(filter.DefinitionIds)),
        ("definition_version_id = $definition_version_id", filter.DefinitionVersionId),
        ("definition_version_id IN (SELECT version_id FROM definition_versions WHERE version = $definition_version)", filter.DefinitionVersion),
        ("correlation_id = $correlation_id", filter.CorrelationId),
        ("parent_instance_id = $parent_instance_id", filter.ParentInstanceId),
        (@"(instance_id LIKE $term ESCAPE '\' OR name LIKE $term ESCAPE '\' OR correlation_id LIKE $term ESCAPE '\')", LikePattern.Containing(filter.SearchTerm)),
    ];

    /// <summary>What a few rows fit has an index of its own; everything else walks the list, since the planner would read rows for it.</summary>
    private static string IndexFor(InstanceFilter filter) => filter switch
    {
        { StalledOnly: true } => " INDEXED BY instances_stalled",
        { CorrelationId: not null } or { ParentInstanceId: not null } or { InstanceIds: not null } => "",
        _ => filter.IsOfDefinitionsOnly ? "" : " INDEXED BY instances_list",
    };

    private static string Order(InstanceFilter filter)
    {
        var direction = filter.Ascending ? "ASC" : "DESC";
        var column = filter.Order switch
        {
            InstanceOrder.Updated => "instances.updated_at",
            InstanceOrder.Finished => $"instances.finished_at IS NULL {direction}, instances.finished_at",
            InstanceOrder.Name => "instances.name COLLATE NOCASE",
            _ => "instances.created_at",
        };
        return $"ORDER BY {column} {direction}, instances.rowid {direction}";
    }

    private static string? List<T>(IReadOnlyCollection<T>? members)
        where T : struct, Enum =>
        members is null ? null : JsonSerializer.Serialize(members.Select(member => Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture)));
}
