using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>One execution between two bursts.</summary>
internal sealed record ExecutionRecord
{
    public required int Number { get; init; }

    /// <summary>Key of the activity in the plan.</summary>
    public required string ActivityKey { get; init; }

    /// <summary>Number of the execution above; -1 for the workflow.</summary>
    public required int Parent { get; init; }

    public ActivityStatus Status { get; init; }

    public int Tag { get; init; }

    public bool IsBreaking { get; init; }

    /// <summary>Outcomes with which it ended, when its parent failed to go on. See <see cref="ActivityContext.EndedWith"/>.</summary>
    public IReadOnlyList<string>? EndedWith { get; init; }

    public object? Memory { get; init; }

    public int[]? Counters { get; init; }

    /// <summary>Variables given by the parent when it scheduled this execution.</summary>
    public (string Name, object? Value)[]? Locals { get; init; }

    /// <summary>Variables declared by the activity, in the order of its declaration. Never changed.</summary>
    public object?[]? Variables { get; init; }

    /// <summary>Makes the executions of a new burst; arrays are copied, since the state passed to a burst is never changed.</summary>
    public static void Restore(IReadOnlyList<ExecutionRecord> records, BurstRun run, List<ActivityContext> executions)
    {
        foreach (var record in records)
        {
            var node = run.Plan.Find(record.ActivityKey)
                ?? throw new InvalidOperationException($"Instance '{run.State.InstanceId}' holds activity '{record.ActivityKey}', which its definition does not have.");
            var parent = record.Parent < 0 ? null : executions.Find(e => e.Number == record.Parent);
            executions.Add(new ActivityContext(run, node, parent, record.Number, record.Status)
            {
                Tag = record.Tag,
                IsBreaking = record.IsBreaking,
                EndedWith = record.EndedWith is { } outcomes ? new Outcomes([.. outcomes]) : null,
                Memory = record.Memory,
                Locals = record.Locals,
                CounterValues = (int[]?)record.Counters?.Clone(),
                VariableValues = (object?[]?)record.Variables?.Clone(),
            });
            if (parent is null) continue;
            if (record.Status == ActivityStatus.Running) parent.RunningChildren++;
            if (record.Status == ActivityStatus.Faulted) parent.FaultedChildren++;
        }
    }

    /// <summary>What must be kept: the workflow (its variables), what is not at its end, and what is above it.</summary>
    public static ExecutionRecord[] Keep(List<ActivityContext> executions)
    {
        var kept = new List<ActivityContext>(executions.Count);
        for (var i = executions.Count - 1; i >= 0; i--)
        {
            var execution = executions[i];
            if (execution.Parent is null || execution.Status is ActivityStatus.Running or ActivityStatus.Faulted || kept.Exists(e => e.Parent == execution))
                kept.Add(execution);
        }

        var records = new ExecutionRecord[kept.Count];
        for (var i = 0; i < records.Length; i++) records[i] = Of(kept[records.Length - 1 - i]);
        return records;
    }

    private static ExecutionRecord Of(ActivityContext execution) => new()
    {
        Number = execution.Number,
        ActivityKey = execution.Node.Key,
        Parent = execution.Parent?.Number ?? -1,
        Status = execution.Status,
        Tag = execution.Tag,
        IsBreaking = execution.IsBreaking,
        EndedWith = execution.EndedWith?.Names,
        Memory = execution.Memory,
        Locals = execution.Locals,
        Counters = execution.CounterValues,
        Variables = execution.VariableValues,
    };
}
