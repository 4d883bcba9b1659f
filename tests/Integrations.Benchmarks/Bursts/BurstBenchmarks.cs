using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Integrations.Benchmarks.Workloads;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Bursts;

/// <summary>
/// One instance in memory on one thread, so that the mean is CPU time on a quiet machine; <c>load burst</c> measures the same by process
/// time, which holds on a loaded one.
/// </summary>
public class BurstBenchmarks
{
    private readonly BurstWork literal3 = BurstWork.OfStart(Workload.Literal3);
    private readonly BurstWork sequence3 = BurstWork.OfStart(Workload.Sequence3);
    private readonly BurstWork flow10 = BurstWork.OfStart(Workload.Flow10);
    private readonly BurstWork flow10Tokens = BurstWork.OfStart(Workload.Flow10, FlowchartMode.Token);
    private readonly BurstWork eventStart = BurstWork.OfStart(Workload.Event);
    private readonly BurstWork eventResume = BurstWork.OfResume(Workload.Event);

    /// <summary>Three activities, literals only.</summary>
    [Benchmark(Description = "b1-literal3")]
    public object Literal3() => literal3.Run();

    /// <summary>Three activities, two JavaScript expressions.</summary>
    [Benchmark(Description = "b1-sequence3")]
    public object Sequence3() => sequence3.Run();

    /// <summary>Flowchart, counter-based.</summary>
    [Benchmark(Description = "b2-flow10")]
    public object Flow10() => flow10.Run();

    /// <summary>Flowchart, token-based.</summary>
    [Benchmark(Description = "b2-flow10.token")]
    public object Flow10Tokens() => flow10Tokens.Run();

    /// <summary>From the start to the wait.</summary>
    [Benchmark(Description = "b3-event start")]
    public object EventStart() => eventStart.Run();

    /// <summary>From the stored state to the end.</summary>
    [Benchmark(Description = "b3-event resume")]
    public object EventResume() => eventResume.Run();

    /// <summary>Runs them all, or those that the arguments of BenchmarkDotNet choose.</summary>
    internal static int Run(string[] arguments)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(new TargetColumn())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(JsonExporter.Full, MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default);
        var summaries = BenchmarkSwitcher.FromTypes([typeof(BurstBenchmarks)]).Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, config);
        return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
