using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Reads and checks the connections of a flowchart.</summary>
internal static class FlowConnections
{
    /// <summary>Reads them; a connection to an activity that is not there is left out and named.</summary>
    public static FlowConnection[] Read(JsonArray? json, IReadOnlyList<ActivityNode> nodes, ActivityBinder binder)
    {
        if (json is null) return [];
        var positions = new Dictionary<string, int>(nodes.Count, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++) positions.TryAdd(nodes[i].Id, i);
        // Of two that are the same the first counts, in the order of the drawing.
        var connections = new OrderedDictionary<FlowConnection, int>(json.Count);
        foreach (var item in json.OfType<JsonObject>())
        {
            var (source, port) = End(item["source"], new JsonFields(item).Text("sourcePort"));
            var (target, _) = End(item["target"], null);
            if (positions.TryGetValue(source, out var from) && positions.TryGetValue(target, out var to)) connections.TryAdd(new FlowConnection(from, port, to), 0);
            else binder.Problem("unknown-connection-end", $"{source} > {target}", $"La flèche de « {source} » à « {target} » mène à une activité qui n'existe pas dans « {binder.Node.Id} ».");
        }

        return [.. connections.Keys];
    }

    /// <summary>Names ports that no outcome can reach, loops that Elsa refuses, activities that are never reached.</summary>
    public static void Check(FlowGraph graph, IReadOnlyList<ActivityNode> nodes, ActivityBinder binder)
    {
        for (var i = 0; i < graph.Connections.Length; i++)
        {
            var (source, port, target) = graph.Connections[i];
            if (nodes[source].Activity.DrawnOutcomes() is { } outcomes && !outcomes.Contains(port))
                binder.Problem(
                    "unknown-port",
                    $"{nodes[source].Id}.{port}",
                    $"La flèche de « {nodes[source].Id} » à « {nodes[target].Id} » part de « {port} », que « {nodes[source].Id} » ne donne jamais (il donne {string.Join(", ", outcomes)} ; la casse compte).",
                    ProblemSeverity.Warning);
            if (graph.IsDangling(source) || graph.IsForward(i) || graph.IsValidBackward(i)) continue;
            binder.Problem(
                "invalid-loop",
                $"{nodes[source].Id} > {nodes[target].Id}",
                $"La flèche de « {nodes[source].Id} » ({port}) revient sur « {nodes[target].Id} » alors qu'un autre chemin arrive à « {nodes[source].Id} » sans y passer : Elsa refuse cette boucle.");
        }

        for (var i = 0; i < nodes.Count; i++)
            if (graph.IsDangling(i) && !nodes[i].CanStartWorkflow)
                binder.Problem("unreachable-activity", nodes[i].Id, $"L'activité « {nodes[i].Id} » n'est jamais atteinte.", ProblemSeverity.Warning);
    }

    /// <summary>{activity, port}, or the older form: the id alone, with the port beside it.</summary>
    private static (string Activity, string Port) End(JsonNode? json, string? olderPort)
    {
        if (json is not JsonObject end) return (Values.OfJson(json) as string ?? "", olderPort is { Length: > 0 } ? olderPort : "Done");
        var fields = new JsonFields(end);
        return (fields.Text("activity") ?? "", fields.Text("port") is { Length: > 0 } port ? port : "Done");
    }
}
