using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>How an activity with several incoming connections goes on in a token-based flowchart (customProperties.mergeMode).</summary>
internal enum MergeMode
{
    /// <summary>As each token arrives, unless another is right before the merge.</summary>
    Stream,

    /// <summary>When every forward connection has brought a token.</summary>
    Merge,

    /// <summary>When every connection has, also those that lead back.</summary>
    Converge,

    /// <summary>At the first token; the token of each other connection is then swallowed once.</summary>
    Cascade,

    /// <summary>As Cascade, and what still runs on the other ways is cancelled.</summary>
    Race,
}

/// <summary>
/// The tokens of one running token-based flowchart: a completed activity puts a token on each connection that it follows and takes those that
/// brought it to run. They live in the execution's counters: [start, (tokens, blocked) per connection].
/// </summary>
internal readonly partial struct FlowTokens(ActivityContext context, FlowGraph graph, IReadOnlyList<ActivityNode> nodes)
{
    private readonly int[] _counters = context.Counters(Size(graph));

    public static void Begin(ActivityContext context, FlowGraph graph) => context.Counters(Size(graph))[0] = graph.Start;

    /// <summary>A token waits that nothing will take: the flowchart cannot complete (SEMANTICS 5).</summary>
    public bool HasTokens
    {
        get
        {
            for (var connection = 0; connection < graph.Connections.Length; connection++)
                if (_counters[TokensAt(connection)] > 0)
                    return true;
            return false;
        }
    }

    /// <summary>An activity completed.</summary>
    public void Leave(int activity, Outcomes outcomes)
    {
        foreach (var connection in graph.Outbound[activity])
            if (outcomes.Contains(graph.Connections[connection].Port))
                _counters[TokensAt(connection)]++;
        for (var connection = 0; connection < graph.Connections.Length; connection++)
            if (graph.Connections[connection].Target == activity)
                _counters[TokensAt(connection)] = 0;
        foreach (var connection in graph.Outbound[activity])
            if (outcomes.Contains(graph.Connections[connection].Port))
                Arrive(connection);
    }

    /// <summary>An activity was cancelled: its tokens go with it.</summary>
    public void Remove(int activity)
    {
        for (var connection = 0; connection < graph.Connections.Length; connection++)
        {
            var (source, _, target) = graph.Connections[connection];
            if (source != activity && target != activity) continue;
            _counters[TokensAt(connection)] = 0;
            _counters[BlockedAt(connection)] = 0;
        }
    }

    private static int Size(FlowGraph graph) => 1 + (2 * graph.Connections.Length);

    private static int TokensAt(int connection) => 1 + (2 * connection);

    private static int BlockedAt(int connection) => 2 + (2 * connection);

    private void Arrive(int connection)
    {
        var target = graph.Connections[connection].Target;
        switch (ModeOf(target))
        {
            case MergeMode.Cascade: First(connection, target); break;
            case MergeMode.Race:
                new FlowScope(context, graph, nodes).CancelInbound(target);
                First(connection, target);
                break;
            // Behind a single forward connection there is nothing to merge: a loop that leads back there is let through.
            case MergeMode.Merge when graph.ForwardInbound[target].Length > 1 && !AllBrought(graph.ForwardInbound[target]): break;
            case MergeMode.Converge when !AllBrought(Inbound(target)): break;
            case MergeMode.Stream when IsAnotherNear(target): break;
            default: context.Schedule(nodes[target]); break;
        }
    }

    private MergeMode ModeOf(int activity)
    {
        if (nodes[activity].Activity is FlowJoin join) return join.ModeIn(context) == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
        return nodes[activity].MergeMode;
    }

    private void First(int connection, int target)
    {
        if (_counters[BlockedAt(connection)] > 0)
        {
            _counters[BlockedAt(connection)]--;
            return;
        }

        // Several connections of one source arrive together; the real engine runs the join for each of them (SEMANTICS 6a).
        if (!context.Run.Reproduces && context.Run.IsScheduled(nodes[target], context)) return;
        context.Schedule(nodes[target]);
        foreach (var other in graph.ForwardInbound[target])
            if (graph.Connections[other].Source != graph.Connections[connection].Source)
                _counters[BlockedAt(other)]++;
    }

    private bool AllBrought(IReadOnlyList<int> inbound)
    {
        foreach (var connection in inbound)
            if (_counters[TokensAt(connection)] == 0)
                return false;
        return true;
    }

    private List<int> Inbound(int activity)
    {
        var inbound = new List<int>();
        for (var connection = 0; connection < graph.Connections.Length; connection++)
            if (graph.Connections[connection].Target == activity)
                inbound.Add(connection);
        return inbound;
    }

    /// <summary>A token is on its way to an activity right before this one: the merge waits for it.</summary>
    private bool IsAnotherNear(int activity)
    {
        foreach (var inbound in graph.ForwardInbound[activity])
            for (var connection = 0; connection < graph.Connections.Length; connection++)
                if (graph.Connections[connection].Target == graph.Connections[inbound].Source && _counters[TokensAt(connection)] > 0)
                    return true;
        return false;
    }
}
