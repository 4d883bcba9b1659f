namespace Integrations.Workflows.Execution;

/// <summary>The first burst of a child instance that ran inside a burst of its parent. Both are stored in one transaction.</summary>
/// <param name="Plan">The version on which the child runs.</param>
/// <param name="Started">The child's state before the burst.</param>
/// <param name="Result">What the burst did; it may hold children of its own.</param>
public sealed record ChildBurst(WorkflowPlan Plan, InstanceState Started, BurstResult Result);

/// <summary>What a burst may still do, shared with the bursts of the children that run inside it.</summary>
internal sealed class BurstAllowance(BurstLimits limits)
{
    private int _executed;

    /// <summary>Counts one execution of an activity. False: the burst must stop.</summary>
    public bool TryTakeStep() => ++_executed <= limits.MaxActivityExecutions;
}
