using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions.Validation;

/// <summary>Loops of a flowchart that nothing leaves and in which nothing waits: a run in it ends at the step limit with an incident.</summary>
internal static class EndlessCycles
{
    /// <summary>Activities of Elsa that never wait, whatever their inputs are.</summary>
    private static readonly HashSet<string> Instant = new(StringComparer.Ordinal)
    {
        "Elsa.Start", "Elsa.WriteLine", "Elsa.SetVariable", "Elsa.SetName", "Elsa.SetOutput", "Elsa.Correlate", "Elsa.FlowDecision", "Elsa.FlowSwitch",
        "Elsa.FlowFork", "Elsa.FlowJoin", "Elsa.PublishEvent", "Elsa.RunJavaScript", "Elsa.WriteHttpResponse",
    };

    public static IEnumerable<DefinitionProblem> Of(FlowGraph graph, IReadOnlyList<ActivityNode> nodes)
    {
        var outcomes = new FlowOutcomes(graph, nodes);
        for (var connection = 0; connection < graph.Connections.Length; connection++)
        {
            var (source, _, target) = graph.Connections[connection];
            if (graph.IsForward(connection) || graph.IsDangling(source)) continue;
            var cycle = Between(graph, target, source);
            if (cycle.Exists(activity => !Instant.Contains(nodes[activity].Type)) || cycle.Exists(activity => Leaves(graph, outcomes, cycle, activity))) continue;
            yield return new DefinitionProblem(
                "endless-cycle",
                nodes[source].Id,
                $"{nodes[source].Id} > {nodes[target].Id}",
                0,
                0,
                $"La boucle de « {nodes[target].Id} » à « {nodes[source].Id} » ne contient ni attente ni choix qui en sorte : elle s'arrêterait à la limite d'étapes, avec un incident.")
            { Severity = ProblemSeverity.Warning };
        }
    }

    /// <summary>The activities on the ways from the target of the connection that leads back to its source.</summary>
    private static List<int> Between(FlowGraph graph, int from, int to)
    {
        var above = graph.AncestorsOf(to);
        above[to] = true;
        var found = new List<int> { from };
        for (var next = 0; next < found.Count; next++)
            foreach (var connection in graph.Outbound[found[next]])
                if (graph.IsForward(connection) && graph.Connections[connection].Target is var target && above[target] && !found.Contains(target))
                    found.Add(target);
        return found;
    }

    /// <summary>One of its ways out stays in no part of the cycle.</summary>
    private static bool Leaves(FlowGraph graph, FlowOutcomes outcomes, List<int> cycle, int activity) =>
        outcomes.WaysOut(activity).Any(way => !way.Any(connection => cycle.Contains(graph.Connections[connection].Target)));
}
