using System.Text.Json.Nodes;
using Integrations.Host.ElsaApi.Descriptors;
using Integrations.Runtime.Definitions;
using Integrations.Workflows.Activities;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>
/// An activity as Studio wants to read it: every activity has its path from the workflow (nodeId), without which the canvas stays empty, the
/// types that Studio leaves out when it saves, and the members that it does not expect to miss. Nothing that was saved is lost.
/// </summary>
internal static class ActivityDocument
{
    /// <summary>A copy for Studio.</summary>
    /// <param name="root">The root activity as it was saved.</param>
    /// <param name="workflowNodeId">Id of the workflow itself in its plan: "Workflow1", or a higher number where it uses other workflows.</param>
    /// <param name="catalog">The activity types, and the workflows that are published.</param>
    public static JsonObject ForStudio(JsonObject root, string workflowNodeId, DefinitionCatalog catalog)
    {
        var copy = (JsonObject)root.DeepClone();
        Complete(copy, workflowNodeId, catalog);
        return copy;
    }

    /// <summary>Gives an id to each activity that has none, as Studio would: type and number.</summary>
    public static void NameAll(JsonObject root)
    {
        var taken = Activities(root).Select(activity => (string?)activity["id"]).Where(id => !string.IsNullOrEmpty(id)).ToHashSet(StringComparer.Ordinal);
        foreach (var activity in Activities(root))
        {
            if (!string.IsNullOrEmpty((string?)activity["id"])) continue;
            var type = (string)activity["type"]!;
            var number = 1;
            while (!taken.Add($"{type[(type.LastIndexOf('.') + 1)..]}{number}")) number++;
            activity["id"] = $"{type[(type.LastIndexOf('.') + 1)..]}{number}";
        }
    }

    /// <summary>The activities at and below this one, the outer ones first.</summary>
    public static IEnumerable<JsonObject> Activities(JsonObject activity) => [activity, .. Children(activity).SelectMany(Activities)];

    /// <summary>The activities directly below, wherever they stand: in a list, in a port, in a case.</summary>
    public static IEnumerable<JsonObject> Children(JsonObject activity) =>
        activity.Where(member => member.Key is not ("metadata" or "customProperties")).SelectMany(member => Below(member.Value));

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Below),
        JsonObject json when IsActivity(json) => [json],
        JsonObject json when json.ContainsKey("expression") => [],
        JsonObject json => json.SelectMany(member => Below(member.Value)),
        _ => [],
    };

    /// <summary>An expression has a type too, but neither an id nor the members of an activity.</summary>
    private static bool IsActivity(JsonObject json) =>
        json["type"] is JsonValue type && type.TryGetValue<string>(out _) && (json.ContainsKey("id") || json.ContainsKey("version") || json.ContainsKey("nodeId"));

    private static void Complete(JsonObject activity, string parentNodeId, DefinitionCatalog catalog)
    {
        var nodeId = $"{parentNodeId}:{(string?)activity["id"]}";
        activity["nodeId"] = nodeId;
        if (!activity.ContainsKey("name")) activity["name"] = null;
        if (activity["version"] is null) activity["version"] = 1;
        var custom = Object(activity, "customProperties");
        Object(activity, "metadata");
        foreach (var flag in new[] { "canStartWorkflow", "runAsynchronously" })
            if (!custom.ContainsKey(flag)) custom[flag] = false;
        if ((string?)activity["type"] == "Elsa.Flowchart")
        {
            if (!custom.ContainsKey("notFoundConnections")) custom["notFoundConnections"] = new JsonArray();
            List(activity, "activities");
            List(activity, "variables");
            List(activity, "connections");
            foreach (var connection in activity["connections"]!.AsArray().OfType<JsonObject>()) List(connection, "vertices");
        }
        else if ((string?)activity["type"] == "Elsa.Sequence")
        {
            List(activity, "activities");
            List(activity, "variables");
        }

        if (catalog.Activities.TryGet((string?)activity["type"] ?? "", out var descriptor)) CompleteFields(activity, descriptor);
        else if (activity["workflowDefinitionId"] is JsonValue used && catalog.FindPublished(used.ToString()) is { } published)
        {
            activity["latestAvailablePublishedVersion"] = published.Version;
            activity["latestAvailablePublishedVersionId"] = published.VersionId;
        }

        foreach (var child in Children(activity).ToList()) Complete(child, nodeId, catalog);
    }

    private static void CompleteFields(JsonObject activity, ActivityDescriptor descriptor)
    {
        foreach (var input in descriptor.Inputs)
        {
            var name = CamelCase(input.Name);
            if (!activity.ContainsKey(name)) activity[name] = input is { IsWrapped: false } && input.ValueType == typeof(bool) ? false : null;
            else if (input.IsWrapped && activity[name] is JsonObject wrapped)
            {
                if (wrapped["typeName"] is null) wrapped["typeName"] = TypeAliases.Of(input.ValueType);
                if (wrapped.ContainsKey("memoryReference") && wrapped["memoryReference"] is null) wrapped.Remove("memoryReference");
            }
        }

        foreach (var output in descriptor.Outputs)
        {
            var name = CamelCase(output.Name);
            if (!activity.ContainsKey(name)) activity[name] = null;
            else if (activity[name] is JsonObject bound && bound["typeName"] is null) bound["typeName"] = TypeAliases.Of(output.ValueType);
        }
    }

    private static JsonObject Object(JsonObject activity, string name)
    {
        if (activity[name] is JsonObject json) return json;
        var empty = new JsonObject();
        activity[name] = empty;
        return empty;
    }

    private static void List(JsonObject activity, string name)
    {
        if (activity[name] is not JsonArray) activity[name] = new JsonArray();
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
