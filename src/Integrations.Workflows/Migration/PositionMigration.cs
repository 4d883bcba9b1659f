using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>The numbers by which a composite remembers where it stands mean positions in its drawing: they are translated to the new drawing.</summary>
internal static class PositionMigration
{
    public static int[]? Carry(MigrationDraft draft, ExecutionRecord execution, ActivityNode before, ActivityNode after)
    {
        if (execution.Counters is not { } counters) return null;
        return (before.Activity, after.Activity) switch
        {
            (Sequence old, Sequence drawn) => Sequence(draft, execution, old, drawn, counters),
            (Flowchart old, Flowchart drawn) => FlowchartMigration.Carry(draft, execution, old, drawn, counters),
            (Activities.Parallel or Fork, _) => Branches(draft, before, after, counters),
            (For or ForEach or ParallelForEach, _) => counters,
            _ => Other(draft, before, after, counters),
        };
    }

    /// <summary>A sequence stands after the child that runs.</summary>
    private static int[] Sequence(MigrationDraft draft, ExecutionRecord execution, Sequence old, Sequence drawn, int[] counters)
    {
        var running = old.Activities.Nodes[counters[0] - 1];
        var position = IndexOf(drawn.Activities.Nodes, draft.Map.KeyOf(running.Key));
        if (position < 0) return counters; // Refused with the child that runs.
        foreach (var added in Added(draft, old.Activities.Nodes, drawn.Activities.Nodes).Where(node => IndexOf(drawn.Activities.Nodes, node.Key) < position))
            draft.Change("activity-passed", added.Key, $"L'activité ajoutée « {added.Key} » se trouve avant « {running.Key} », où en est l'instance : elle ne sera pas exécutée.");
        return [position + 1];
    }

    /// <summary>All branches have begun, and the counter says how many are left.</summary>
    private static int[] Branches(MigrationDraft draft, ActivityNode before, ActivityNode after, int[] counters)
    {
        foreach (var added in Added(draft, ChildrenOf(draft.From, before), ChildrenOf(draft.To, after)))
            draft.Change("activity-passed", added.Key, $"La branche ajoutée « {added.Key} » ne sera pas exécutée : « {after.Key} » a déjà lancé ses branches.");
        return counters;
    }

    /// <summary>What its numbers mean is not known here: they stay when the drawing inside did.</summary>
    private static int[] Other(MigrationDraft draft, ActivityNode before, ActivityNode after, int[] counters)
    {
        var old = ChildrenOf(draft.From, before).Select(child => draft.Map.KeyOf(child.Key));
        if (!old.SequenceEqual(ChildrenOf(draft.To, after).Select(child => child.Key), StringComparer.Ordinal))
            draft.Refuse("position", before.Key, $"« {before.Key} » est en cours et son contenu change : sa progression ne peut pas être reprise.");
        return counters;
    }

    public static IEnumerable<ActivityNode> Added(MigrationDraft draft, IEnumerable<ActivityNode> old, IReadOnlyList<ActivityNode> drawn)
    {
        var known = old.Select(node => draft.Map.KeyOf(node.Key)).ToHashSet(StringComparer.Ordinal);
        return drawn.Where(node => !known.Contains(node.Key));
    }

    public static int IndexOf(IReadOnlyList<ActivityNode> nodes, string key)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].Key == key)
                return i;
        return -1;
    }

    private static ActivityNode[] ChildrenOf(WorkflowPlan plan, ActivityNode node) => [.. plan.Nodes.Where(child => child.Parent == node)];
}
