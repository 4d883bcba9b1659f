using Integrations.Workflows.Migration;

namespace Integrations.Workflows.Activities;

internal readonly partial struct FlowScope
{
    /// <summary>The connections that were visited since their target last ran.</summary>
    internal static bool[] Arrived(int[] counters, FlowGraph graph) =>
        [.. graph.Connections.Select((connection, index) => counters[VisitsAt(index)] > TimesLeft(counters, graph, connection.Target))];

    internal static int TimesLeft(int[] counters, FlowGraph graph, int activity) => counters[1 + (2 * graph.Connections.Length) + activity];

    /// <summary>The counters in another drawing of the flowchart.</summary>
    internal static int[] Carry(int[] counters, FlowchartChange change)
    {
        var after = change.After;
        var carried = new int[Size(after)];
        var activities = 1 + (2 * after.Connections.Length);
        carried[0] = change.Start;
        for (var activity = 0; activity < after.Outbound.Length; activity++)
            if (change.OldActivity(activity) is >= 0 and var old)
                carried[activities + activity] = TimesLeft(counters, change.Before, old);
        for (var connection = 0; connection < after.Connections.Length; connection++)
        {
            if (change.OldConnection(connection) is not (>= 0 and var old)) continue;
            carried[VisitsAt(connection)] = counters[VisitsAt(old)];
            carried[FollowedAt(connection)] = counters[FollowedAt(old)];
        }

        // What was added behind activities that were left counts as left the same number of times, so that loops stay in step.
        for (var round = 0; round <= after.Outbound.Length; round++)
        {
            for (var connection = 0; connection < after.Connections.Length; connection++)
                if (change.OldConnection(connection) < 0 && after.IsForward(connection))
                    carried[VisitsAt(connection)] = TimesRun(after.Connections[connection].Source);
            for (var activity = 0; activity < after.Outbound.Length; activity++)
                if (change.OldActivity(activity) < 0 && after.ForwardInbound[activity] is { Length: > 0 } inbound)
                    carried[activities + activity] = inbound.Min(connection => carried[VisitsAt(connection)]);
        }

        return carried;

        // What a loop leads back to runs more often than it is entered from above: its own connections know how often.
        int TimesRun(int activity)
        {
            var old = change.OldActivity(activity);
            return old >= 0 && change.Before.Outbound[old] is [var first, ..] ? counters[VisitsAt(first)] : carried[activities + activity];
        }
    }
}
