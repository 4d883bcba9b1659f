using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Parts of a definition as a graph, for looking into a workflow that is used as an activity.</summary>
internal static class DefinitionGraphs
{
    /// <summary>Maps the graphs.</summary>
    public static void MapDefinitionGraphs(this RouteGroupBuilder api)
    {
        api.MapGet("/workflow-definitions/subgraph/{versionId}", SubgraphAsync);
        api.MapGet("/workflow-definitions/subgraph/segments/{versionId}", SegmentsAsync);
    }

    private static async Task<IResult> SubgraphAsync(string versionId, string? parentNodeId, WorkflowRuntime runtime, DefinitionGraphReading graphs, CancellationToken cancellation)
    {
        if (await runtime.Store.GetDefinitionVersionAsync(versionId, cancellation) is not { } version) return Results.NotFound();
        var root = await graphs.RootAsync(version, cancellation);
        return ElsaJson.Ok(NodeOf(root, parentNodeId is null ? [] : DefinitionGraphReading.PathTo(root, parentNodeId)));
    }

    private static async Task<IResult> SegmentsAsync(string versionId, string? childNodeId, WorkflowRuntime runtime, DefinitionGraphReading graphs, CancellationToken cancellation)
    {
        if (await runtime.Store.GetDefinitionVersionAsync(versionId, cancellation) is not { } version) return Results.NotFound();
        var root = await graphs.RootAsync(version, cancellation);
        var path = DefinitionGraphReading.PathTo(root, childNodeId ?? "");
        if (path.Count == 0) return ElsaProblems.BadRequest($"L'activité « {childNodeId} » n'est pas dans ce workflow.");

        // One looks into an activity through its port; the canvas on which it stands is no step of its own.
        var segments = path.SkipLast(1).Where(activity => (string?)activity["type"] is not ("Elsa.Workflow" or "Elsa.Flowchart")).ToList();
        return ElsaJson.Ok(new
        {
            childNode = Node(path[^1], "Activities"),
            container = Node(segments.Count > 0 ? segments[^1] : root, "Root"),
            pathSegments = segments.Select(activity => new
            {
                activityNodeId = (string?)activity["nodeId"],
                activityId = (string?)activity["id"],
                activityType = (string?)activity["type"],
                portName = "Root",
                activityName = (string?)activity["name"],
            }),
        });
    }

    private static object NodeOf(JsonObject root, IReadOnlyList<JsonObject> path) => Node(path.Count == 0 ? root : path[^1], path.Count == 0 ? "Root" : "Activities");

    private static object Node(JsonObject activity, string port) => new
    {
        nodeId = (string?)activity["nodeId"],
        port,
        activity,
        children = ActivityDocument.Children(activity).Select(child => Node(child, "Activities")),
    };
}

/// <summary>The activities of a version with the workflows that it uses unfolded: each has its own root, its ids below the activity's.</summary>
internal sealed class DefinitionGraphReading(WorkflowRuntime runtime)
{
    /// <summary>The workflow itself as an activity.</summary>
    public async Task<JsonObject> RootAsync(DefinitionVersion version, CancellationToken cancellation)
    {
        var plan = await runtime.Definitions.CompileAsync(version, cancellation);
        return await WorkflowAsync(version, plan.Nodes[0].Id, "", cancellation);
    }

    /// <summary>The activities from the workflow to a node; empty: it is not there.</summary>
    public static IReadOnlyList<JsonObject> PathTo(JsonObject activity, string nodeId)
    {
        if ((string?)activity["nodeId"] == nodeId) return [activity];
        foreach (var child in ActivityDocument.Children(activity))
            if (PathTo(child, nodeId) is { Count: > 0 } path)
                return [activity, .. path];
        return [];
    }

    private async Task<JsonObject> WorkflowAsync(DefinitionVersion version, string id, string above, CancellationToken cancellation)
    {
        var nodeId = above.Length == 0 ? id : $"{above}:{id}";
        var view = DefinitionView.Exported(version, true, nodeId, runtime.Definitions);
        var root = (JsonObject?)view["root"];
        view.Remove("root");
        if (root is not null) await UnfoldAsync(root, cancellation);
        return new JsonObject
        {
            ["identity"] = new JsonObject { ["definitionId"] = version.DefinitionId, ["version"] = version.Version, ["id"] = version.VersionId },
            ["publication"] = new JsonObject { ["isLatest"] = (bool)view["isLatest"]!, ["isPublished"] = version.Published },
            ["inputs"] = view["inputs"]!.DeepClone(),
            ["outputs"] = view["outputs"]!.DeepClone(),
            ["outcomes"] = view["outcomes"]!.DeepClone(),
            ["workflowMetadata"] = new JsonObject { ["name"] = version.Name, ["createdAt"] = version.CreatedAt },
            ["options"] = view["options"]!.DeepClone(),
            ["isReadonly"] = false,
            ["isSystem"] = false,
            ["definitionHandle"] = new JsonObject { ["definitionVersionId"] = version.VersionId },
            ["result"] = null,
            ["root"] = root,
            ["id"] = id,
            ["nodeId"] = nodeId,
            ["name"] = null,
            ["type"] = "Elsa.Workflow",
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
        };
    }

    private async Task UnfoldAsync(JsonObject root, CancellationToken cancellation)
    {
        foreach (var activity in ActivityDocument.Activities(root).ToList())
        {
            if (activity["workflowDefinitionVersionId"] is not JsonValue versionId || activity.ContainsKey("root")) continue;
            if (await runtime.Store.GetDefinitionVersionAsync(versionId.ToString(), cancellation) is not { } used) continue;
            var plan = await runtime.Definitions.CompileAsync(used, cancellation);
            activity["root"] = await WorkflowAsync(used, plan.Nodes[0].Id, (string)activity["nodeId"]!, cancellation);
        }
    }
}
