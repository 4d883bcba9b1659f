using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Activities joined by connections. This is Elsa's counter-based engine: a completed activity visits its outgoing connections, followed or
/// not; an activity runs when all its forward connections were visited and one was followed, and is skipped when none was, so that dead
/// paths never block (SEMANTICS 1 to 7).
/// </summary>
[Activity("Elsa.Flowchart", Category = "Flow", En = "Flowchart", Fr = "Organigramme", DescriptionEn = "A flowchart is a collection of activities and connections between them.", DescriptionFr = "Des activités reliées par des flèches.", IsContainer = true)]
public sealed class Flowchart : Activity
{
    private FlowGraph[] _graphs = [];
    private int _defaultStart = -1;

    /// <summary>The activities.</summary>
    public readonly Children Activities = new();

    /// <summary>The connections, as saved: source and target with activity id and port.</summary>
    public readonly Plain<JsonArray> Connections = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        Connections.Value = binder.Json["connections"] as JsonArray;
        var connections = FlowConnections.Read(Connections.Value, Activities.Nodes, binder);
        _defaultStart = DefaultStart(connections);
        _graphs = [.. Enumerable.Range(0, Activities.Nodes.Count).Select(start => start == _defaultStart || Activities.Nodes[start].CanStartWorkflow ? new FlowGraph(Activities.Nodes.Count, connections, start) : null!)];
        if (_defaultStart >= 0) FlowConnections.Check(_graphs[_defaultStart], Activities.Nodes, binder);
    }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var start = StartOf(context);
        if (start < 0) return;
        if (context.Plan.FlowchartMode == FlowchartMode.Token) FlowTokens.Begin(context, _graphs[start]);
        else FlowScope.Begin(context, _graphs[start]);
        context.Schedule(Activities.Nodes[start]);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (child.Node.IsTerminal)
        {
            context.Complete();
            return;
        }

        if (context.Plan.FlowchartMode == FlowchartMode.Token) Tokens(context).Leave(PositionOf(child.Node), outcomes);
        else Scope(context).Leave(PositionOf(child.Node), outcomes, child.Tag);
        CompleteWhenIdle(context);
    }

    /// <summary>A cancelled activity counts as skipped, so that what waits for it goes on.</summary>
    protected internal override void DescendantCanceled(ActivityContext context, ActivityContext descendant)
    {
        var position = descendant.Parent == context ? PositionOf(descendant.Node) : -1;
        if (context.CounterValues is null) return;
        if (context.Plan.FlowchartMode == FlowchartMode.Token)
        {
            if (position >= 0) Tokens(context).Remove(position);
            CompleteWhenIdle(context);
            return;
        }

        var scope = Scope(context);
        if (scope.Graph.IsDangling(position))
        {
            // The real engine takes what is cancelled deeper down for its own activity and faults (recordings p41, r058).
            if (context.Run.Reproduces) throw Unreachable(descendant.Node);
            return;
        }

        scope.Leave(position, Outcomes.None, descendant.Tag);
        CompleteWhenIdle(context);
    }

    /// <inheritdoc/>
    protected internal override void Idle(ActivityContext context)
    {
        if (context.CounterValues is not null) CompleteWhenIdle(context);
    }

    internal static ActivityFaultException Unreachable(ActivityNode node) =>
        new($"Activity {node.Id} is not reachable from the flowchart graph. Unable to schedule it's outbound activities.");

    /// <summary>The connections as seen from an activity where a run may begin; from the usual one when this is none.</summary>
    internal FlowGraph? GraphFrom(ActivityNode? start)
    {
        var position = start is null ? -1 : PositionOf(start);
        if (position >= 0 && _graphs[position] is { } graph) return graph;
        return _defaultStart < 0 ? null : _graphs[_defaultStart];
    }

    /// <summary>Cancels what still runs on the way to a join.</summary>
    internal void CancelInbound(ActivityContext context, ActivityNode join) => Scope(context).CancelInbound(PositionOf(join));

    private void CompleteWhenIdle(ActivityContext context)
    {
        if (context.HasPendingChildren || context.FaultedChildren > 0) return;
        if (context.Plan.FlowchartMode == FlowchartMode.Token && Tokens(context).HasTokens) return;
        context.Complete();
    }

    private FlowScope Scope(ActivityContext context) => new(context, _graphs[FlowScope.StartOf(context)], Activities.Nodes);

    private FlowTokens Tokens(ActivityContext context) => new(context, _graphs[FlowScope.StartOf(context)], Activities.Nodes);

    private int PositionOf(ActivityNode node)
    {
        for (var i = 0; i < Activities.Nodes.Count; i++)
            if (Activities.Nodes[i] == node)
                return i;
        return -1;
    }

    /// <summary>The trigger that fired, or the default start (SEMANTICS 3).</summary>
    private int StartOf(ActivityContext context)
    {
        for (var i = 0; i < Activities.Nodes.Count; i++)
            if (_graphs[i] is not null && Activities.Nodes[i].Id == context.Run.TriggerActivityId)
                return i;
        return _defaultStart;
    }

    /// <summary>An Elsa.Start, else the first that may start the workflow, else the first without incoming connection, else the first.</summary>
    private int DefaultStart(FlowConnection[] connections)
    {
        var nodes = Activities.Nodes;
        var start = Find(i => nodes[i].Activity is Start);
        if (start < 0) start = Find(i => nodes[i].CanStartWorkflow);
        if (start < 0) start = Find(i => !Array.Exists(connections, c => c.Target == i));
        return start >= 0 || nodes.Count == 0 ? start : 0;

        int Find(Predicate<int> wanted)
        {
            for (var i = 0; i < nodes.Count; i++)
                if (wanted(i))
                    return i;
            return -1;
        }
    }
}
