using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>An instance with all that it did, on the drawing on which it did it.</summary>
internal sealed class InstanceHistory
{
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityExecution> _byId;
    private readonly WorkflowPlan? _plan;

    /// <param name="header">What lists show.</param>
    /// <param name="state">Its state.</param>
    /// <param name="plan">The version on which it runs; null: that version is gone.</param>
    /// <param name="journal">Its journal.</param>
    public InstanceHistory(InstanceHeader header, InstanceState state, WorkflowPlan? plan, IReadOnlyList<JournalRow> journal)
    {
        (Header, State, _plan, Open) = (header, state, plan, state.OpenExecutions());
        Lines = [.. JournalReading.Entries(journal)];
        Executions = JournalReading.Executions(journal);
        _byId = Executions.ToDictionary(execution => execution.Id, StringComparer.Ordinal);
        FindParents();
    }

    /// <summary>What lists show.</summary>
    public InstanceHeader Header { get; }

    /// <summary>Its state.</summary>
    public InstanceState State { get; }

    /// <summary>Executions that are not at their end.</summary>
    public IReadOnlyList<OpenExecution> Open { get; }

    /// <summary>All lines of the journal, in order, each with the instant of its burst.</summary>
    public IReadOnlyList<(DateTimeOffset At, JournalEntry Entry)> Lines { get; }

    /// <summary>All executions, in the order in which they began.</summary>
    public IReadOnlyList<ActivityExecution> Executions { get; }

    /// <summary>The workflow's own variables.</summary>
    public IReadOnlyList<VariableValue> Variables => _plan is null ? [] : State.VariableValues(_plan);

    /// <summary>Number of the version.</summary>
    public int Version => _plan?.Version ?? 0;

    /// <summary>An execution by its id; null: the journal does not know it.</summary>
    public ActivityExecution? Find(string? executionId) => executionId is null ? null : _byId.GetValueOrDefault(executionId);

    /// <summary>The place in the drawing; null: it is no longer there.</summary>
    public ActivityNode? NodeOf(string activityKey) => _plan?.Find(activityKey);

    /// <summary>Elsa's path of an activity. One that is not in the drawing keeps its key.</summary>
    public string NodeIdOf(string activityKey) => NodeOf(activityKey)?.NodeId ?? activityKey;

    /// <summary>Path of an activity of which only the id is known.</summary>
    public string NodeIdOfActivity(string activityId) =>
        NodeOf(activityId)?.NodeId ?? _plan?.Nodes.FirstOrDefault(node => node.Id == activityId)?.NodeId ?? activityId;

    /// <summary>The execution above; null for the workflow, or where the journal does not tell.</summary>
    public string? ParentOf(string? executionId) => executionId is null ? null : _parents.GetValueOrDefault(executionId);

    /// <summary>From the workflow down to an execution, itself included.</summary>
    public IReadOnlyList<ActivityExecution> ChainTo(ActivityExecution execution)
    {
        List<ActivityExecution> chain = [execution];
        while (Find(ParentOf(chain[0].Id)) is { } above && !chain.Contains(above)) chain.Insert(0, above);
        return chain;
    }

    /// <summary>The journal does not say what is above an execution: it is the last one begun of the activity around it. The state knows it of those that are open.</summary>
    private void FindParents()
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var execution in Executions)
        {
            if (NodeOf(execution.ActivityKey)?.Parent is { } around && last.TryGetValue(around.Key, out var parent)) _parents[execution.Id] = parent;
            last[execution.ActivityKey] = execution.Id;
        }

        foreach (var open in Open)
            if (open.ParentId is { } parent)
                _parents[open.Id] = parent;
    }
}
