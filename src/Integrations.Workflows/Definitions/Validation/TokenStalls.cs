using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions.Validation;

/// <summary>
/// In a token-based flowchart a merge waits for a token on every connection, and one that no run is sure to bring leaves the instance suspended
/// for ever, as on the real engine (SEMANTICS 5). It is named when it can be seen in the drawing.
/// </summary>
internal static class TokenStalls
{
    public static IEnumerable<DefinitionProblem> Of(FlowGraph graph, IReadOnlyList<ActivityNode> nodes)
    {
        var outcomes = new FlowOutcomes(graph, nodes);
        for (var activity = 0; activity < nodes.Count; activity++)
        {
            if (graph.IsDangling(activity)) continue;
            if (Reason(graph, outcomes, nodes, activity) is { } reason)
                yield return new DefinitionProblem("stall", nodes[activity].Id, null, 0, 0, $"« {nodes[activity].Id} » peut attendre pour toujours : {reason}. L'instance resterait suspendue.") { Severity = ProblemSeverity.Warning };
        }
    }

    private static string? Reason(FlowGraph graph, FlowOutcomes outcomes, IReadOnlyList<ActivityNode> nodes, int activity)
    {
        var all = Enumerable.Range(0, graph.Connections.Length).Where(connection => graph.Connections[connection].Target == activity).ToList();
        var inbound = all.FindAll(connection => !graph.IsDangling(graph.Connections[connection].Source));
        var mode = ModeOf(nodes[activity]);
        if ((mode == MergeMode.Converge ? all : inbound).Count < 2) return null;
        if (mode == MergeMode.Merge && graph.ForwardInbound[activity].Length < 2) return null;
        return mode switch
        {
            MergeMode.Cascade or MergeMode.Race => "ce mode de fusion laisse un jeton que rien ne reprend quand plusieurs branches arrivent",
            MergeMode.Converge when all.Count > inbound.Count => "une flèche y arrive d'une activité qui n'est jamais atteinte",
            MergeMode.Merge or MergeMode.Converge when inbound.Exists(connection => !graph.IsForward(connection)) => "une flèche y revient en arrière, et les autres n'apportent pas de jeton en même temps qu'elle",
            MergeMode.Merge or MergeMode.Converge => Missing(graph, outcomes, nodes, inbound),
            _ => Overtaken(graph, outcomes, nodes, inbound, activity),
        };
    }

    /// <summary>The first connection that a run may never follow.</summary>
    private static string? Missing(FlowGraph graph, FlowOutcomes outcomes, IReadOnlyList<ActivityNode> nodes, List<int> inbound)
    {
        foreach (var connection in inbound)
        {
            var source = graph.Connections[connection].Source;
            if (!outcomes.IsAlwaysFollowed(connection) || outcomes.Avoiding(source)[graph.Start])
                return $"la branche qui vient de « {nodes[source].Id} » peut ne jamais arriver, car un choix la précède";
            if (IsCancelledByRace(graph, nodes, source))
                return $"la branche qui vient de « {nodes[source].Id} » peut être annulée par une jonction qui n'attend que la première";
        }

        return null;
    }

    /// <summary>A stream waits for a token that is right before it; when that one goes another way, nobody looks at the first again.</summary>
    private static string? Overtaken(FlowGraph graph, FlowOutcomes outcomes, IReadOnlyList<ActivityNode> nodes, List<int> inbound, int activity)
    {
        if (!HasParallelBranches(graph, outcomes, nodes)) return null;
        foreach (var connection in inbound)
        {
            var source = graph.Connections[connection].Source;
            var isOvertaken = source != activity && !outcomes.IsAlwaysFollowed(connection);
            if (isOvertaken || IsJoin(nodes[source]) || IsCancelledByRace(graph, nodes, source))
                return $"« {nodes[source].Id} », juste avant, peut partir ailleurs pendant qu'une autre branche attend ici";
        }

        return null;
    }

    private static bool HasParallelBranches(FlowGraph graph, FlowOutcomes outcomes, IReadOnlyList<ActivityNode> nodes) =>
        Enumerable.Range(0, nodes.Count).Any(activity => !graph.IsDangling(activity) && outcomes.WaysOut(activity).Any(way => way.Count > 1));

    private static bool IsJoin(ActivityNode node) => node.Activity is FlowJoin || node.MergeMode != MergeMode.Stream;

    private static bool IsCancelledByRace(FlowGraph graph, IReadOnlyList<ActivityNode> nodes, int activity) =>
        Enumerable.Range(0, nodes.Count).Any(race =>
            ModeOf(nodes[race]) is MergeMode.Race && graph.ForwardInbound[race].Length > 1 && (race == activity || graph.AncestorsOf(race)[activity] || graph.AncestorsOf(activity)[race] || SharesBranch(graph, race, activity)));

    private static bool SharesBranch(FlowGraph graph, int one, int other)
    {
        var (above, beside) = (graph.AncestorsOf(one), graph.AncestorsOf(other));
        for (var activity = 0; activity < above.Length; activity++)
            if (above[activity] && beside[activity] && activity != graph.Start)
                return true;
        return false;
    }

    private static MergeMode ModeOf(ActivityNode node) =>
        node.Activity is not FlowJoin join ? node.MergeMode
        : join.Mode is { IsConstant: true, Constant: FlowJoinMode.WaitAny } ? MergeMode.Race
        : MergeMode.Merge;
}
