using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Bursts;

/// <summary>
/// All that one instance costs but for the store: the burst, its journal in the form that is stored, and the state written and read.
/// </summary>
internal sealed class BurstWork
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Stimulus Start = new Stimulus.Start(StimulusInput.None);

    private readonly WorkflowPlan plan;
    private readonly byte[]? suspended;
    private readonly Stimulus stimulus;

    private BurstWork(WorkflowPlan plan, byte[]? suspended, Stimulus stimulus)
    {
        this.plan = plan;
        this.suspended = suspended;
        this.stimulus = stimulus;
    }

    /// <summary>A new instance runs until it waits or ends.</summary>
    public static BurstWork OfStart(Workload workload, FlowchartMode mode = FlowchartMode.Counter) =>
        new(workload.Compile(mode), null, Start);

    /// <summary>A stored instance is resumed and runs to its end.</summary>
    public static BurstWork OfResume(Workload workload)
    {
        var plan = workload.Compile();
        var state = Burst.Run(plan, InstanceState.New(plan, "instance"), Start, Context()).State;
        return new BurstWork(plan, InstanceStateSerializer.Write(state), new Stimulus.Resume(state.Bookmarks[0].Id, StimulusInput.None));
    }

    /// <summary>Does the work once.</summary>
    /// <returns>The state that the next burst would start from.</returns>
    public InstanceState Run()
    {
        var state = suspended is null ? InstanceState.New(plan, OrderedId.New(Now)) : InstanceStateSerializer.Read(suspended);
        var result = Burst.Run(plan, state, stimulus, Context());
        JournalCodec.Write(result.Journal);
        var written = InstanceStateSerializer.Write(result.State);
        return suspended is null ? InstanceStateSerializer.Read(written) : result.State;
    }

    private static BurstContext Context()
    {
        var count = 0;
        return new BurstContext { Now = Now, NewId = () => $"{OrderedId.New(Now)}-{++count}" };
    }
}
