using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>
/// Carries an instance that waits from one version of its definition to another, on purpose. A function: nothing runs and nothing is
/// written. It refuses rather than guesses: an instance that cannot be carried over with certainty stays on its version.
/// </summary>
public static class InstanceMigration
{
    /// <summary>Works out what the change of version would do.</summary>
    /// <param name="from">The version that the instance runs on.</param>
    /// <param name="to">The version that it shall run on.</param>
    /// <param name="state">The instance between two bursts; it is not changed.</param>
    /// <param name="map">Id of an activity in the old version to its id in the new one, where they differ.</param>
    /// <param name="now">Instant for expressions that are evaluated anew, UTC.</param>
    /// <exception cref="ArgumentException">The state does not run on the version <paramref name="from"/>.</exception>
    public static MigrationReport Plan(
        WorkflowPlan from, WorkflowPlan to, InstanceState state, IReadOnlyDictionary<string, string> map, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(map);
        if (state.DefinitionVersionId != from.DefinitionVersionId)
            throw new ArgumentException($"Instance '{state.InstanceId}' runs on version '{state.DefinitionVersionId}', not on '{from.DefinitionVersionId}'.", nameof(from));

        var draft = new MigrationDraft(from, to, state, new ActivityMap(from, to, map));
        draft.Obstacles.AddRange(draft.Map.Problems());
        LookAtTheWhole(draft);
        ExecutionRecord[] executions = draft.Obstacles.Count > 0 ? [] : [.. state.Executions.Select(execution => Carry(draft, execution))];
        if (draft.Obstacles.Count > 0) return Report(draft, null);

        var next = state with
        {
            DefinitionVersionId = to.DefinitionVersionId,
            Executions = executions,
            LastingMemory = LastingMemory(draft),
            TriggerActivityId = state.TriggerActivityId is { } trigger && draft.Map.Find(trigger) is { } node ? node.Id : null,
        };
        next = next with { Bookmarks = BookmarkMigration.Carry(draft, next, now) };
        return Report(draft, draft.Obstacles.Count > 0 ? null : Proved(draft, next));
    }

    private static MigrationReport Report(MigrationDraft draft, InstanceState? state) => new()
    {
        InstanceId = draft.State.InstanceId,
        From = draft.From.DefinitionVersionId,
        To = draft.To.DefinitionVersionId,
        Changes = draft.Changes,
        Obstacles = draft.Obstacles,
        State = state,
    };

    private static void LookAtTheWhole(MigrationDraft draft)
    {
        var (from, to, state) = (draft.From, draft.To, draft.State);
        if (from.DefinitionId != to.DefinitionId)
            draft.Refuse("other-definition", null, $"L'instance est de « {from.DefinitionId} », la version choisie est de « {to.DefinitionId} ».");
        if (state is { Status: WorkflowStatus.Finished, SubStatus: not WorkflowSubStatus.Faulted })
            draft.Refuse("instance-finished", null, "L'instance est terminée : elle reste sur la version sur laquelle elle a tourné.");
        if (from.FlowchartMode != to.FlowchartMode && state.Executions.Any(execution => from.Find(execution.ActivityKey)?.Activity is Flowchart))
            draft.Refuse("flowchart-mode", null, $"Un organigramme est en cours et son mode d'exécution change ({from.FlowchartMode} devient {to.FlowchartMode}) : ses jetons ne peuvent pas être repris.");
        if (from.IncidentStrategy != to.IncidentStrategy)
            draft.Change("incident-strategy", null, $"Après une erreur, l'instance fera désormais : {to.IncidentStrategy} (avant : {from.IncidentStrategy}).");
    }

    private static ExecutionRecord Carry(MigrationDraft draft, ExecutionRecord execution)
    {
        var before = draft.From.Find(execution.ActivityKey);
        var after = draft.Map.Find(execution.ActivityKey);
        if (before is null || after is null)
        {
            draft.Refuse("activity-missing", execution.ActivityKey, $"« {execution.ActivityKey} » est en cours et n'existe plus dans la nouvelle version ; indiquez l'activité qui la remplace.");
            return execution;
        }

        if (before.Type != after.Type)
        {
            draft.Refuse("activity-type", before.Key, $"« {before.Key} » est en cours et change de type : {before.Type} devient {after.Type}.");
            return execution;
        }

        var parent = draft.State.Executions.FirstOrDefault(above => above.Number == execution.Parent);
        if (after.Parent?.Key != (parent is null ? null : draft.Map.KeyOf(parent.ActivityKey)))
        {
            draft.Refuse("activity-moved", before.Key, $"« {before.Key} » est en cours et ne se trouve plus au même endroit : la nouvelle version la place dans « {after.Parent?.Key} ».");
            return execution;
        }

        draft.Change("execution-kept", before.Key, before.Key == after.Key ? $"« {before.Key} » reste en cours." : $"« {before.Key} » reste en cours sous le nom « {after.Key} ».");
        return execution with
        {
            ActivityKey = after.Key,
            Counters = PositionMigration.Carry(draft, execution, before, after),
            Variables = VariableMigration.Carry(draft, execution, before, after),
        };
    }

    private static Dictionary<string, object?> LastingMemory(MigrationDraft draft)
    {
        var memory = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (activityId, value) in draft.State.LastingMemory)
        {
            if (draft.Map.Find(activityId) is { } node) memory[node.Key] = value;
            else if (draft.From.Find(activityId) is null) memory[activityId] = value;
            else draft.Change("memory-dropped", activityId, $"« {activityId} » n'existe plus : ce qu'elle avait retenu est oublié.");
        }

        return memory;
    }

    /// <summary>The new state as it will be read again, each of its executions in its place: what does not hold here is an error of ours.</summary>
    private static InstanceState Proved(MigrationDraft draft, InstanceState state)
    {
        var read = InstanceStateSerializer.Read(InstanceStateSerializer.Write(state));
        foreach (var execution in read.Executions)
        {
            var parent = read.Executions.FirstOrDefault(above => above.Number == execution.Parent);
            if (draft.To.Find(execution.ActivityKey) is not { } node || node.Parent?.Key != parent?.ActivityKey || execution.Variables?.Length != node.Variables?.Length)
                throw new InvalidOperationException($"Execution {execution.Number} of '{state.InstanceId}' does not fit '{draft.To.DefinitionVersionId}'.");
        }

        foreach (var bookmark in read.Bookmarks)
        {
            if (!read.Executions.Any(execution => execution.Number == bookmark.Execution && draft.To.Find(execution.ActivityKey)!.Id == bookmark.ActivityId))
                throw new InvalidOperationException($"Bookmark '{bookmark.Id}' of '{state.InstanceId}' has no execution in '{draft.To.DefinitionVersionId}'.");
        }

        return read;
    }
}
