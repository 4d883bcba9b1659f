using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Definitions;

/// <summary>The workflows that a definition uses as activities, as its JSON names them.</summary>
public static class WorkflowReferences
{
    /// <summary>All references, in the order of the drawing; a type that the registry knows is none.</summary>
    public static IReadOnlyList<WorkflowActivityReference> In(JsonNode? root, ActivityRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return [.. Activities(root, registry).Select(activity => WorkflowActivityReference.Of(TypeOf(activity)!, activity))];
    }

    /// <summary>
    /// Writes into a definition which version each workflow used as an activity stands for, so that a published definition means the same for ever.
    /// </summary>
    /// <param name="document">The definition; changed in place.</param>
    /// <param name="registry">The activity types.</param>
    /// <param name="workflows">Finds what a reference means today.</param>
    /// <returns>Whether anything was written.</returns>
    public static bool Pin(JsonObject document, ActivityRegistry registry, WorkflowActivitySource workflows)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(workflows);
        var changed = false;
        foreach (var activity in Activities(document["root"], registry).ToList())
        {
            var reference = WorkflowActivityReference.Of(TypeOf(activity)!, activity);
            if (workflows(reference) is not { } found || found.Id == reference.VersionId) continue;
            activity["workflowDefinitionId"] = found.DefinitionId;
            activity["workflowDefinitionVersionId"] = found.Id;
            activity["version"] = found.Version;
            changed = true;
        }

        return changed;
    }

    private static IEnumerable<JsonObject> Activities(JsonNode? node, ActivityRegistry registry)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                foreach (var activity in Activities(item, registry))
                    yield return activity;
        }
        else if (node is JsonObject json)
        {
            if (TypeOf(json) is { } type && json["id"] is JsonValue && !registry.TryGet(type, out _)) yield return json;
            foreach (var (_, member) in json)
                foreach (var activity in Activities(member, registry))
                    yield return activity;
        }
    }

    private static string? TypeOf(JsonObject json) => json["type"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : null;
}
