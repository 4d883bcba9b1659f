using Integrations.Workflows.Migration;

namespace Integrations.Workflows.Activities;

internal readonly partial struct FlowTokens
{
    /// <summary>The connections on which a token waits.</summary>
    internal static bool[] Arrived(int[] counters, FlowGraph graph) =>
        [.. graph.Connections.Select((_, index) => counters[TokensAt(index)] > 0)];

    /// <summary>The counters in another drawing of the flowchart. A connection that was added carries no token.</summary>
    internal static int[] Carry(int[] counters, FlowchartChange change)
    {
        var carried = new int[Size(change.After)];
        carried[0] = change.Start;
        for (var connection = 0; connection < change.After.Connections.Length; connection++)
        {
            if (change.OldConnection(connection) is not (>= 0 and var old)) continue;
            carried[TokensAt(connection)] = counters[TokensAt(old)];
            carried[BlockedAt(connection)] = counters[BlockedAt(old)];
        }

        return carried;
    }
}
