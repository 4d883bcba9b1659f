namespace Integrations.Workflows.Execution;

/// <summary>
/// What must be remembered of an instance between two bursts: small, immutable from the outside, serialisable by
/// <c>InstanceStateSerializer</c>. No journal and no definition inside.
/// </summary>
public sealed record InstanceState
{
    /// <summary>Unique id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Logical id of the definition, the same over its versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Immutable id of the version that this instance runs on.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>The id by which a group of instances is found; ours is the number of the file.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started this one and waits or not for its end.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Name shown in the instance list.</summary>
    public string? Name { get; init; }

    /// <summary>Status.</summary>
    public WorkflowStatus Status { get; init; }

    /// <summary>Sub-status.</summary>
    public WorkflowSubStatus SubStatus { get; init; }

    /// <summary>It waits for nothing and so can never move: neither an event nor time resumes it. A person must look.</summary>
    public bool IsStalled => SubStatus == WorkflowSubStatus.Suspended && Bookmarks.Count == 0;

    /// <summary>Bookmarks still open.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Workflow outputs by name.</summary>
    public IReadOnlyDictionary<string, object?> Output { get; init; } = new Dictionary<string, object?>();

    /// <summary>Incidents so far.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>Workflow inputs by name, as given at the start.</summary>
    public IReadOnlyDictionary<string, object?> Input { get; init; } = new Dictionary<string, object?>();

    /// <summary>What activities remember over all their executions, by activity id. See <see cref="ActivityContext.LastingMemory"/>.</summary>
    public IReadOnlyDictionary<string, object?> LastingMemory { get; init; } = Nothing;

    /// <summary>The trigger activity that started this instance, where one did.</summary>
    internal string? TriggerActivityId { get; init; }

    /// <summary>Number of the next execution.</summary>
    internal int NextExecution { get; init; }

    /// <summary>Executions that are not at their end, in the order in which they began.</summary>
    internal IReadOnlyList<ExecutionRecord> Executions { get; init; } = [];

    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    /// <summary>The state of an instance that has not run yet: start it with <see cref="Stimulus.Start"/>.</summary>
    public static InstanceState New(WorkflowPlan plan, string instanceId, string? correlationId = null, string? parentInstanceId = null) => new()
    {
        InstanceId = instanceId,
        DefinitionId = plan.DefinitionId,
        DefinitionVersionId = plan.DefinitionVersionId,
        CorrelationId = correlationId,
        ParentInstanceId = parentInstanceId,
        Status = WorkflowStatus.Running,
        SubStatus = WorkflowSubStatus.Pending,
    };

    /// <summary>Keys of the activities that faulted and can be retried, in the order in which they began.</summary>
    public IReadOnlyList<string> FaultedActivities() =>
        [.. Executions.Where(execution => execution.Status == ActivityStatus.Faulted).Select(execution => execution.ActivityKey).Distinct(StringComparer.Ordinal)];

    /// <summary>The workflow's own variables by name.</summary>
    public IReadOnlyDictionary<string, object?> Variables(WorkflowPlan plan)
    {
        var variables = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Executions.Count == 0 || Executions[0].Variables is not { } values || plan.Root.Variables is not { } declared) return variables;
        for (var i = 0; i < declared.Length; i++) variables[declared[i].Name] = values[i];
        return variables;
    }
}
