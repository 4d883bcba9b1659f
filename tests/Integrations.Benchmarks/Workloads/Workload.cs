using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Workloads;

/// <summary>A definition with which the real engine was measured too, so that figures can be compared.</summary>
/// <param name="Name">As in docs/performance.md.</param>
/// <param name="Json">The definition as Elsa Studio saves it.</param>
internal sealed record Workload(string Name, string Json)
{
    /// <summary>A sequence of three activities with literals only.</summary>
    public static Workload Literal3 { get; } = Read("b1-literal3");

    /// <summary>A sequence with two JavaScript expressions: set a variable, decide, print twice.</summary>
    public static Workload Sequence3 { get; } = Read("b1-sequence3");

    /// <summary>A flowchart: fork of three, join that waits for all, decision; nine of ten nodes run.</summary>
    public static Workload Flow10 { get; } = Read("b2-flow10");

    /// <summary>Set a variable, wait for the event "Go", print.</summary>
    public static Workload Event { get; } = Read("b3-event");

    /// <summary>The key of the stimulus for which <see cref="Event"/> waits.</summary>
    public static string EventKey { get; } = StimulusKey.ForEvent(EventName);

    /// <summary>The event for which <see cref="Event"/> waits.</summary>
    public const string EventName = "Go";

    /// <summary>The plan, as the runtime would compile it.</summary>
    public WorkflowPlan Compile(FlowchartMode mode = FlowchartMode.Counter) =>
        WorkflowCompiler.Compile(WorkflowDefinitionJson.Read(Json) with { FlowchartMode = mode }, ActivityRegistry.WithElsa());

    private static Workload Read(string name)
    {
        using var stream = typeof(Workload).Assembly.GetManifestResourceStream(name + ".json")!;
        using var reader = new StreamReader(stream);
        return new Workload(name, reader.ReadToEnd());
    }
}
