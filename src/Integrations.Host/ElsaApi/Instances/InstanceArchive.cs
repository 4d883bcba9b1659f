using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Reads an exported instance: one of ours, or of a server of Elsa's, which marks objects and wraps lists.</summary>
internal static class InstanceArchive
{
    /// <summary>The file as JSON, without Elsa's marks.</summary>
    /// <exception cref="JsonException">It is no exported instance.</exception>
    public static JsonObject Parse(string text)
    {
        var document = JsonNode.Parse(text) as JsonObject;
        if (document?["WorkflowState"] is not JsonObject state) throw new JsonException("Le fichier n'est pas une instance exportée (WorkflowState manque).");
        return state.ContainsKey("$id") ? (JsonObject)Unmarked(document)! : document;
    }

    /// <summary>The instance as history: one that ran when it was exported is shown as cancelled.</summary>
    /// <exception cref="JsonException">Something that is needed is missing.</exception>
    /// <exception cref="DefinitionNotFoundException">The version on which it ran is not here.</exception>
    public static async Task<PastInstance> ReadAsync(JsonObject document, WorkflowRuntime runtime, string by, CancellationToken cancellation)
    {
        var state = (JsonObject)document["WorkflowState"]!;
        var id = Text(state, "id") ?? throw new JsonException("L'instance n'a pas d'identifiant (id).");
        var versionId = await FindVersionAsync(state, runtime, cancellation);
        var plan = (await runtime.Definitions.FindPlanAsync(versionId, cancellation))!;
        var ended = Enum.TryParse<WorkflowSubStatus>(Text(state, "subStatus"), out var sub) && sub is WorkflowSubStatus.Finished or WorkflowSubStatus.Faulted;
        var created = Instant(state, "createdAt") ?? throw new JsonException("L'instance n'a pas de date de création (createdAt).");
        return new PastInstance(
            new InstanceState
            {
                InstanceId = id,
                DefinitionId = plan.DefinitionId,
                DefinitionVersionId = versionId,
                CorrelationId = Text(state, "correlationId"),
                Name = Text(state, "name"),
                SubStatus = ended ? sub : WorkflowSubStatus.Cancelled,
                Input = Map(state["input"]),
                Output = Map(state["output"]),
                Incidents = [.. List(state["incidents"]).Select(incident => Incident(incident, created))],
            },
            Map(List(state["activityExecutionContexts"]).FirstOrDefault(context => context["parentContextId"] is null)?["properties"]?["Variables"]),
            Journal(List(document["WorkflowExecutionLogRecords"]), id, plan),
            created,
            Instant(state, "finishedAt") ?? Instant(state, "updatedAt") ?? created,
            by);
    }

    private static async Task<string> FindVersionAsync(JsonObject state, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var (versionId, definitionId) = (Text(state, "definitionVersionId") ?? "", Text(state, "definitionId") ?? "");
        if (await runtime.Store.GetDefinitionVersionAsync(versionId, cancellation) is { } same && same.DefinitionId == definitionId) return versionId;
        var number = Text(state, "definitionVersion");
        var versions = await runtime.Store.GetDefinitionVersionsAsync(definitionId, cancellationToken: cancellation);
        return versions.FirstOrDefault(version => version.Version.ToString(CultureInfo.InvariantCulture) == number)?.VersionId
            ?? throw new JsonException($"La version {number} du workflow « {definitionId} » n'est pas ici : importez d'abord le workflow, puis ses instances.");
    }

    /// <summary>Executions get ids of this instance, by which they are found here.</summary>
    private static List<(DateTimeOffset, JournalEntry)> Journal(IEnumerable<JsonObject> records, string instanceId, WorkflowPlan plan)
    {
        var keys = plan.Nodes.ToDictionary(node => node.NodeId, node => node.Key, StringComparer.Ordinal);
        var executions = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<(DateTimeOffset, JournalEntry)>();
        foreach (var record in records.OrderBy(record => Instant(record, "timestamp")).ThenBy(record => (double?)record["sequence"] ?? 0))
        {
            if (Text(record, "activityId") is not { } activityId || Instant(record, "timestamp") is not { } at) continue;
            var key = keys.GetValueOrDefault(Text(record, "activityNodeId") ?? Text(record, "nodeId") ?? "");
            string? execution = null;
            if (Text(record, "activityInstanceId") is { Length: > 0 } theirs && !executions.TryGetValue(theirs, out execution))
                executions[theirs] = execution = string.Create(CultureInfo.InvariantCulture, $"{instanceId}:{executions.Count}");
            var payload = record["payload"] as JsonObject;
            lines.Add((at, new JournalEntry(activityId, Text(record, "activityType") ?? "", Text(record, "eventName") ?? "", Texts(payload?["Outcomes"]))
            {
                ExecutionId = execution,
                Message = Text(record, "message"),
                ActivityKey = key == activityId ? null : key,
                Values = ((payload?["Outputs"] ?? record["activityState"]) as JsonObject)?.DeepClone() as JsonObject,
            }));
        }

        return lines;
    }

    private static Incident Incident(JsonObject incident, DateTimeOffset created) => new(
        Text(incident, "activityId") ?? "", Text(incident, "activityType") ?? "", Text(incident, "message") ?? "", Instant(incident, "timestamp") ?? created)
    {
        Detail = incident["exception"] is JsonObject exception ? Text(exception, "stackTrace") : null,
    };

    private static Dictionary<string, object?> Map(JsonNode? node) =>
        node is JsonObject json ? json.ToDictionary(pair => pair.Key, pair => Values.OfJson(pair.Value?.DeepClone()), StringComparer.Ordinal) : [];

    private static IEnumerable<JsonObject> List(JsonNode? node) => node is JsonArray list ? list.OfType<JsonObject>() : [];

    private static string[]? Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : null;

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value ? value.ToString() : null;

    private static DateTimeOffset? Instant(JsonObject json, string name) =>
        DateTimeOffset.TryParse(Text(json, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    private static JsonNode? Unmarked(JsonNode? node) => node switch
    {
        JsonObject json when json["$values"] is JsonArray list => Unmarked(list),
        JsonObject json => new JsonObject(
            json.Where(pair => pair.Key is not ("$id" or "$type" or "_type")).Select(pair => KeyValuePair.Create(pair.Key, Unmarked(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Unmarked)]),
        _ => node?.DeepClone(),
    };
}
