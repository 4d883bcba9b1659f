using System.Diagnostics;
using Integrations.Benchmarks.Bursts;
using Integrations.Benchmarks.Workloads;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>The burst in memory by process time, which counts only what this process does, however loaded the machine is.</summary>
internal static class BurstMode
{
    public static Section Measure(Scale scale) => new(
        "burst",
        "One burst in memory: journal made, state written and read",
        [
            Measure("b1-literal3", BurstWork.OfStart(Workload.Literal3), scale.Bursts),
            Measure("b1-sequence3", BurstWork.OfStart(Workload.Sequence3), scale.Bursts),
            Measure("b2-flow10", BurstWork.OfStart(Workload.Flow10), scale.Bursts),
            Measure("b2-flow10.token", BurstWork.OfStart(Workload.Flow10, FlowchartMode.Token), scale.Bursts),
            Measure("b3-event start", BurstWork.OfStart(Workload.Event), scale.Bursts),
            Measure("b3-event resume", BurstWork.OfResume(Workload.Event), scale.Bursts),
        ]);

    private static Row Measure(string name, BurstWork work, int count)
    {
        for (var i = 0; i < count / 2; i++)
            work.Run();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < count; i++)
            work.Run();
        var each = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / count;
        return new Row(
            name,
            new Figure("CPU ms", each) { AtMost = BurstTargets.MillisecondsOf(name) },
            new Figure("allocated KB", (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / count));
    }
}
