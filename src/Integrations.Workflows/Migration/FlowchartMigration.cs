using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>
/// A flowchart that runs remembers its connections and activities by their positions. They are found again by activity and port; what was
/// added on a way that the instance has already gone counts as gone past, not followed.
/// </summary>
internal static class FlowchartMigration
{
    public static int[] Carry(MigrationDraft draft, ExecutionRecord execution, Flowchart old, Flowchart drawn, int[] counters)
    {
        var start = old.Activities.Nodes[counters[0]];
        var (before, after) = (old.GraphFrom(start), drawn.GraphFrom(draft.Map.Find(start.Key)));
        if (before is null || after is null)
        {
            draft.Refuse("position", execution.ActivityKey, $"L'organigramme « {execution.ActivityKey} » est en cours et la nouvelle version n'y a plus d'activité.");
            return counters;
        }

        var change = new FlowchartChange(
            before,
            after,
            [.. old.Activities.Nodes.Select(node => PositionMigration.IndexOf(drawn.Activities.Nodes, draft.Map.KeyOf(node.Key)))],
            RunningIn(draft, execution, old));
        CheckReachable(draft, change, old, drawn);
        var token = draft.From.FlowchartMode == FlowchartMode.Token;
        CheckJoins(draft, change, old, drawn, token ? FlowTokens.Arrived(counters, before) : FlowScope.Arrived(counters, before));
        var carried = token ? FlowTokens.Carry(counters, change) : FlowScope.Carry(counters, change);
        if (!token) NamePassed(draft, change, drawn, carried);
        return carried;
    }

    private static bool[] RunningIn(MigrationDraft draft, ExecutionRecord execution, Flowchart old)
    {
        var running = draft.Below(execution).Select(child => child.ActivityKey).ToHashSet(StringComparer.Ordinal);
        return [.. old.Activities.Nodes.Select(node => running.Contains(node.Key))];
    }

    private static void CheckReachable(MigrationDraft draft, FlowchartChange change, Flowchart old, Flowchart drawn)
    {
        for (var activity = 0; activity < change.Running.Length; activity++)
        {
            if (!change.Running[activity] || change.Activities[activity] < 0 || !change.After.IsDangling(change.Activities[activity])) continue;
            var id = drawn.Activities.Nodes[change.Activities[activity]].Key;
            draft.Refuse("activity-unreachable", old.Activities.Nodes[activity].Key, $"« {id} » est en cours et plus aucune flèche n'y mène dans la nouvelle version : ce qui la suit ne pourrait pas être lancé.");
        }
    }

    /// <summary>An activity that waits for the rest of its branches would wait for others, or not for the same number.</summary>
    private static void CheckJoins(MigrationDraft draft, FlowchartChange change, Flowchart old, Flowchart drawn, bool[] arrived)
    {
        for (var activity = 0; activity < change.Activities.Length; activity++)
        {
            var inbound = change.Before.ForwardInbound[activity];
            if (change.Running[activity] || !Array.Exists(inbound, connection => arrived[connection])) continue;
            var target = change.Activities[activity];
            var id = old.Activities.Nodes[activity].Key;
            if (target < 0)
            {
                draft.Refuse("join-pending", id, $"Une branche est déjà arrivée à « {id} », qui n'existe plus dans la nouvelle version.");
                continue;
            }

            var kept = inbound.Select(change.Find).ToHashSet();
            if (!kept.SetEquals(change.After.ForwardInbound[target]) || !SameMode(old.Activities.Nodes[activity], drawn.Activities.Nodes[target]))
                draft.Refuse("join-pending", id, $"Une branche est déjà arrivée à « {id} » et en attend d'autres : ses flèches d'arrivée ou son mode ne peuvent pas changer maintenant.");
        }
    }

    private static bool SameMode(ActivityNode before, ActivityNode after) =>
        (before.Activity, after.Activity) is not (FlowJoin old, FlowJoin drawn)
        || (old.Mode.IsConstant == drawn.Mode.IsConstant && (!old.Mode.IsConstant || old.Mode.Constant == drawn.Mode.Constant));

    private static void NamePassed(MigrationDraft draft, FlowchartChange change, Flowchart drawn, int[] carried)
    {
        for (var activity = 0; activity < drawn.Activities.Nodes.Count; activity++)
        {
            if (change.OldActivity(activity) < 0 && FlowScope.TimesLeft(carried, change.After, activity) > 0)
                draft.Change("activity-passed", drawn.Activities.Nodes[activity].Key, $"L'activité ajoutée « {drawn.Activities.Nodes[activity].Key} » se trouve sur un chemin déjà parcouru : elle ne sera exécutée que si l'instance y repasse.");
        }

        for (var connection = 0; connection < change.After.Connections.Length; connection++)
        {
            var (source, port, target) = change.After.Connections[connection];
            if (change.OldConnection(connection) >= 0 || change.OldActivity(source) < 0 || FlowScope.TimesLeft(carried, change.After, source) == 0) continue;
            var (from, to) = (drawn.Activities.Nodes[source].Key, drawn.Activities.Nodes[target].Key);
            var running = change.OldActivity(target) is >= 0 and var position && change.Running[position];
            if (drawn.Activities.Nodes[target].Activity is FlowJoin && change.OldActivity(target) >= 0 && !running && FlowScope.TimesLeft(carried, change.After, target) == 0)
                draft.Refuse("join-passed", to, $"La flèche ajoutée de « {from} » à la jonction « {to} » part d'une activité déjà terminée : la jonction ne saurait pas si cette branche est arrivée.");
            else
                draft.Change("connection-passed", $"{from}.{port} > {to}", $"La flèche ajoutée de « {from} » à « {to} » part d'une activité déjà terminée : elle compte comme non suivie.");
        }
    }
}

/// <summary>Two drawings of one flowchart.</summary>
/// <param name="Before">The connections of the old one.</param>
/// <param name="After">The connections of the new one.</param>
/// <param name="Activities">For each old activity its position in the new drawing; -1: it is gone.</param>
/// <param name="Running">The old activities that run.</param>
internal sealed record FlowchartChange(FlowGraph Before, FlowGraph After, int[] Activities, bool[] Running)
{
    /// <summary>An old connection in the new drawing; -1: it is gone.</summary>
    public int Find(int connection)
    {
        var (source, port, target) = Before.Connections[connection];
        return Array.IndexOf(After.Connections, new FlowConnection(Activities[source], port, Activities[target]));
    }

    /// <summary>A new activity in the old drawing; -1: it was added.</summary>
    public int OldActivity(int activity) => Array.IndexOf(Activities, activity);

    /// <summary>A new connection in the old drawing; -1: it was added.</summary>
    public int OldConnection(int connection)
    {
        for (var old = 0; old < Before.Connections.Length; old++)
            if (Find(old) == connection)
                return old;
        return -1;
    }

    /// <summary>Where the run began, in the new drawing.</summary>
    public int Start => After.Start;
}
