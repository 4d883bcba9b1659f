using Integrations.Benchmarks.Bursts;
using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Stores;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>What takes the CPU of a start of b3 by 32 callers, found by doing its parts alone.</summary>
internal static class PartsMode
{
    private const int CallersAtOnce = 32;

    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        var count = scale.Operations;
        await using var store = await LoadStore.OpenAsync(folder, "parts");
        var plan = await store.PlanAsync(Workload.Event);


        await Callers.RunAsync(CallersAtOnce, count / 5, _ => store.StartAsync(Workload.Event));
        var whole = await Callers.RunAsync(CallersAtOnce, count, _ => store.StartAsync(Workload.Event));

        UnitOfWork[] units = [.. Enumerable.Range(0, count).Select(_ => Filling.Started(store, plan))];
        var commits = await Callers.RunAsync(CallersAtOnce, count, i => store.Runtime.Store.CommitAsync(units[i]));

        var ids = units.Select(unit => unit.Instances[0].Header.InstanceId).ToArray();
        var reads = await Callers.RunAsync(CallersAtOnce, count, i => store.Runtime.Store.GetInstanceAsync(ids[i]).AsTask());

        var work = BurstWork.OfStart(Workload.Event);
        var bursts = await Callers.RunAsync(1, count, _ =>
        {
            work.Run();
            return Task.CompletedTask;
        });

        var bytes = await StoredBytes.OfLastBurstAsync(store.Runtime.Store, ids[0]);
        var plain = await PlainSqlite.MeasureAsync(folder, CallersAtOnce, count, bytes);
        return new Section(
            "parts",
            "What takes the CPU of a start of b3 by 32 callers",
            [
                Part("the whole", whole.CpuEach, whole),
                Part("burst, journal, state", bursts.CpuEach, whole),
                Part("one read of an instance by its id", reads.CpuEach, whole),
                Part("commit of the unit by the store", commits.CpuEach, whole),
                Part("- of which a plain row of as many bytes", plain.CpuEach, whole),
                Part("lanes, tasks, the rest", whole.CpuEach - commits.CpuEach - bursts.CpuEach - reads.CpuEach, whole),
            ]);
    }

    private static Row Part(string name, double cpu, Measured whole) =>
        new(name, new Figure("CPU us", 1_000 * cpu), new Figure("share %", 100 * cpu / whole.CpuEach));
}
