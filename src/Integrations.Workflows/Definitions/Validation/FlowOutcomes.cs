using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions.Validation;

/// <summary>Which connections of an activity are followed when it completes, as far as the drawing tells.</summary>
internal sealed class FlowOutcomes(FlowGraph graph, IReadOnlyList<ActivityNode> nodes)
{
    /// <summary>The sets of connections, one of which is followed. One set: there is no choice.</summary>
    public IReadOnlyList<IReadOnlyList<int>> WaysOut(int activity)
    {
        var outbound = graph.Outbound[activity];
        var outcomes = nodes[activity].Activity.DrawnOutcomes();

        // Only the run can tell: each connection alone, all, or none.
        if (outcomes is null) return [[], outbound, .. outbound.Select(connection => (IReadOnlyList<int>)[connection])];
        if (nodes[activity].Activity is FlowFork) return [Of(outbound, outcomes)];
        var ways = outcomes.DefaultIfEmpty("Done").Distinct(StringComparer.Ordinal).Select(outcome => Of(outbound, [outcome])).ToList();
        if (nodes[activity].Activity is FlowSwitch) ways.Add(Of(outbound, outcomes));
        return ways;
    }

    public bool IsChoice(int activity) => WaysOut(activity).Count > 1;

    /// <summary>Each run that comes through the source follows this connection.</summary>
    public bool IsAlwaysFollowed(int connection) => WaysOut(graph.Connections[connection].Source) is [var only] && only.Contains(connection);

    /// <summary>The activities from which a run may come to its end without this one.</summary>
    public bool[] Avoiding(int wanted)
    {
        var avoids = new bool[nodes.Count];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var activity = 0; activity < avoids.Length; activity++)
            {
                if (activity == wanted || avoids[activity]) continue;
                avoids[activity] = WaysOut(activity).Any(way => way.All(connection => avoids[graph.Connections[connection].Target]));
                changed |= avoids[activity];
            }
        }

        return avoids;
    }

    private IReadOnlyList<int> Of(int[] outbound, IReadOnlyList<string> outcomes) => [.. outbound.Where(connection => outcomes.Contains(graph.Connections[connection].Port))];
}
