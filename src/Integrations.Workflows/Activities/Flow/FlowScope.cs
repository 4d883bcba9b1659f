using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// The counters of one running flowchart: how often each connection was visited, whether it was followed the last time, and how often each
/// activity was left. They live in the execution's counters: [start, connections x 2, activities].
/// </summary>
internal readonly partial struct FlowScope(ActivityContext context, FlowGraph graph, IReadOnlyList<ActivityNode> nodes)
{
    private readonly int[] _counters = context.Counters(Size(graph));

    public FlowGraph Graph { get; } = graph;

    /// <summary>Tag of an execution to which a connection led back: it used up no visit of the forward connections.</summary>
    public const int LedBack = 1;

    public static void Begin(ActivityContext context, FlowGraph graph) => context.Counters(Size(graph))[0] = graph.Start;

    public static int StartOf(ActivityContext context) => context.CounterValues![0];

    /// <summary>An activity was completed, skipped or cancelled: its outgoing connections are visited, what can run is scheduled.</summary>
    public void Leave(int activity, Outcomes outcomes, int tag = 0)
    {
        if (Graph.IsDangling(activity)) throw Flowchart.Unreachable(nodes[activity]);

        // A dead path is skipped from one activity to the next: one of a hundred thousand activities is a fault, not the end of the process.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (tag != LedBack) _counters[ActivityAt(activity)]++;
        foreach (var index in Graph.Outbound[activity])
        {
            var connection = Graph.Connections[index];
            var followed = outcomes.Contains(connection.Port);
            _counters[VisitsAt(index)]++;
            _counters[FollowedAt(index)] = followed ? 1 : 0;
            if (!Graph.IsForward(index)) GoBack(index, followed);
            else Arrive(index, connection.Target);
        }
    }

    /// <summary>Cancels what still runs on the way to an activity.</summary>
    public void CancelInbound(int activity)
    {
        var ancestors = Graph.AncestorsOf(activity);
        var executions = context.Run.Executions;
        for (var i = 0; i < executions.Count; i++)
        {
            var execution = executions[i];
            if (execution.Parent != context) continue;
            for (var position = 0; position < ancestors.Length; position++)
                if (ancestors[position] && nodes[position] == execution.Node)
                    context.Run.CancelExecution(execution);
        }
    }

    private static int Size(FlowGraph graph) => 1 + (2 * graph.Connections.Length) + graph.Outbound.Length;

    private static int VisitsAt(int connection) => 1 + (2 * connection);

    private static int FollowedAt(int connection) => 2 + (2 * connection);

    private int ActivityAt(int activity) => 1 + (2 * Graph.Connections.Length) + activity;

    private void GoBack(int index, bool followed)
    {
        if (!followed) return;
        var connection = Graph.Connections[index];
        if (!Graph.IsValidBackward(index))
            throw new ActivityFaultException(
                $"Invalid backward connection: Every path from the source ('{nodes[connection.Source].Id}') must go through the target ('{nodes[connection.Target].Id}') when tracing back to the start.");
        context.Schedule(nodes[connection.Target], LedBack);
    }

    private void Arrive(int index, int target)
    {
        var mode = nodes[target].Activity is FlowJoin join ? join.ModeIn(context) : FlowJoinMode.WaitAllActive;
        if (mode == FlowJoinMode.WaitAny)
        {
            ArriveAtAny(index, target);
            return;
        }

        if (!AllVisited(target)) return;
        if (mode == FlowJoinMode.WaitAll ? AllFollowed(target) : AnyFollowed(target)) context.Schedule(nodes[target]);
        else Leave(target, Outcomes.None);
    }

    private void ArriveAtAny(int index, int target)
    {
        // The join already ran for this round, or is about to, or runs now (where Elsa differs: it would run twice, SEMANTICS 6a).
        if (_counters[VisitsAt(index)] <= _counters[ActivityAt(target)] || IsScheduledOrRunning(target)) return;
        if (AnyFollowed(target))
        {
            CancelInbound(target);
            if (!IsScheduledOrRunning(target)) context.Schedule(nodes[target]);
        }
        else if (AllVisited(target))
        {
            Leave(target, Outcomes.None);
        }
    }

    private bool IsScheduledOrRunning(int activity)
    {
        if (context.Run.IsScheduled(nodes[activity], context)) return true;
        foreach (var execution in context.Run.Executions)
            if (execution.Parent == context && execution.Node == nodes[activity] && execution.Status == ActivityStatus.Running)
                return !context.Run.Reproduces;
        return false;
    }

    private bool AllVisited(int activity)
    {
        var left = _counters[ActivityAt(activity)];
        foreach (var connection in Graph.ForwardInbound[activity])
            if (_counters[VisitsAt(connection)] <= left)
                return false;
        return true;
    }

    private bool AllFollowed(int activity)
    {
        foreach (var connection in Graph.ForwardInbound[activity])
            if (_counters[FollowedAt(connection)] == 0)
                return false;
        return true;
    }

    private bool AnyFollowed(int activity)
    {
        foreach (var connection in Graph.ForwardInbound[activity])
            if (_counters[FollowedAt(connection)] != 0)
                return true;
        return false;
    }
}
