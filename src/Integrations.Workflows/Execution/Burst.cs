namespace Integrations.Workflows.Execution;

/// <summary>Runs one stimulus: a pure function.</summary>
public static class Burst
{
    /// <summary>Runs an instance until it waits or ends.</summary>
    /// <param name="plan">The version on which the instance runs.</param>
    /// <param name="state">The state after the last burst; for a start <see cref="InstanceState.New"/>.</param>
    /// <param name="stimulus">What wakes the instance.</param>
    /// <param name="context">Time, ids, domain session, limits.</param>
    /// <returns>The next state and the effects. A stimulus that no longer applies (unknown bookmark, finished instance) changes nothing.</returns>
    /// <exception cref="ArgumentException">The state belongs to another version than the plan.</exception>
    public static BurstResult Run(WorkflowPlan plan, InstanceState state, Stimulus stimulus, BurstContext context)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stimulus);
        ArgumentNullException.ThrowIfNull(context);
        if (state.DefinitionVersionId != plan.DefinitionVersionId)
            throw new ArgumentException($"Instance '{state.InstanceId}' runs on version '{state.DefinitionVersionId}', not on '{plan.DefinitionVersionId}'.", nameof(plan));
        if (state.Status == WorkflowStatus.Finished && !Concerns(state, stimulus, context)) return new BurstResult { State = state };

        var run = new BurstRun(plan, state, context);
        return stimulus switch
        {
            Stimulus.Start start => run.Start(start),
            Stimulus.Resume resume => run.Resume(resume),
            Stimulus.Cancel => run.Cancel(),
            Stimulus.Retry retry => run.Retry(retry),
            _ => throw new ArgumentOutOfRangeException(nameof(stimulus)),
        };
    }

    /// <summary>
    /// A faulted instance can be retried, or cancelled: then it is given up, and a parent that waits for it goes on. Its other branches are
    /// resumed as before the fault; in the real engine what reaches them then is lost (recording s19).
    /// </summary>
    private static bool Concerns(InstanceState finished, Stimulus stimulus, BurstContext context) => stimulus switch
    {
        Stimulus.Retry => true,
        Stimulus.Cancel => finished.SubStatus == WorkflowSubStatus.Faulted,
        Stimulus.Resume => finished.SubStatus == WorkflowSubStatus.Faulted && context.EngineFaults == EngineFaults.Mended,
        _ => false,
    };
}
