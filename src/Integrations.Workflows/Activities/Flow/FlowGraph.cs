using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>A connection between two activities of a flowchart, by their positions in it.</summary>
internal readonly record struct FlowConnection(int Source, string Port, int Target);

/// <summary>The connections of a flowchart as seen from one start activity: what is forward, what leads back, what is never reached.</summary>
internal sealed class FlowGraph
{
    private readonly bool[] _forward;
    private readonly bool[] _validBackward;
    private readonly bool[] _reachable;

    public FlowGraph(int activities, FlowConnection[] connections, int start)
    {
        Start = start;
        Connections = connections;
        Outbound = Group(activities, connections, static c => c.Source, static (_, _) => true);
        _forward = new bool[connections.Length];
        _reachable = new bool[activities];
        Visit(start, new bool[activities]);
        ForwardInbound = Group(activities, connections, static c => c.Target, (i, _) => _forward[i]);
        _validBackward = new bool[connections.Length];
        for (var i = 0; i < connections.Length; i++)
            _validBackward[i] = !_forward[i] && _reachable[connections[i].Source] && !Reaches(connections[i].Source, start, avoiding: connections[i].Target);
    }

    public int Start { get; }

    public FlowConnection[] Connections { get; }

    /// <summary>Connections that leave each activity.</summary>
    public int[][] Outbound { get; }

    /// <summary>Forward connections that arrive at each activity.</summary>
    public int[][] ForwardInbound { get; }

    public bool IsForward(int connection) => _forward[connection];

    /// <summary>Every path from the start to the source goes through the target: a loop.</summary>
    public bool IsValidBackward(int connection) => _validBackward[connection];

    /// <summary>No path leads here from the start.</summary>
    public bool IsDangling(int activity) => activity < 0 || !_reachable[activity];

    /// <summary>The activities from which this one can be reached on forward connections.</summary>
    public bool[] AncestorsOf(int activity)
    {
        var ancestors = new bool[ForwardInbound.Length];
        var below = new Stack<int>([activity]);
        while (below.TryPop(out var next))
        {
            foreach (var connection in ForwardInbound[next])
            {
                var source = Connections[connection].Source;
                if (ancestors[source]) continue;
                ancestors[source] = true;
                below.Push(source);
            }
        }

        return ancestors;
    }

    private void Visit(int start, bool[] onPath)
    {
        var path = new Stack<(int Activity, int Next)>();
        path.Push((start, 0));
        onPath[start] = true;
        _reachable[start] = true;
        while (path.TryPop(out var top))
        {
            if (top.Next == Outbound[top.Activity].Length)
            {
                onPath[top.Activity] = false;
                continue;
            }

            path.Push((top.Activity, top.Next + 1));
            var connection = Outbound[top.Activity][top.Next];
            var target = Connections[connection].Target;
            if (onPath[target]) continue;
            _forward[connection] = true;
            if (_reachable[target]) continue;
            _reachable[target] = true;
            onPath[target] = true;
            path.Push((target, 0));
        }
    }

    /// <summary>Going back from an activity, the start can be reached without passing another.</summary>
    private bool Reaches(int from, int start, int avoiding)
    {
        if (from == avoiding) return false;
        var seen = new bool[ForwardInbound.Length];
        var queue = new Queue<int>();
        queue.Enqueue(from);
        seen[from] = true;
        while (queue.TryDequeue(out var activity))
        {
            if (activity == start) return true;
            foreach (var connection in ForwardInbound[activity])
            {
                var source = Connections[connection].Source;
                if (source == avoiding || seen[source]) continue;
                seen[source] = true;
                queue.Enqueue(source);
            }
        }

        return false;
    }

    private static int[][] Group(int activities, FlowConnection[] connections, Func<FlowConnection, int> key, Func<int, FlowConnection, bool> include)
    {
        var groups = new List<int>[activities];
        for (var i = 0; i < activities; i++) groups[i] = [];
        for (var i = 0; i < connections.Length; i++)
            if (include(i, connections[i]))
                groups[key(connections[i])].Add(i);
        return [.. groups.Select(group => group.ToArray())];
    }
}
