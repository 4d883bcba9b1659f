using Integrations.Benchmarks.Workloads;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Start to finish (b1, b2) or to the wait (b3), durable.</summary>
internal static class StartMode
{
    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        List<Row> rows = [];
        await using var store = await LoadStore.OpenAsync(folder, "start");
        foreach (var workload in new[] { Workload.Sequence3, Workload.Flow10, Workload.Event })
        {
            await Callers.RunAsync(32, scale.Operations / 5, _ => store.StartAsync(workload));
            var bytes = await StoredBytes.OfLastBurstAsync(store.Runtime.Store, await store.StartAsync(workload));
            foreach (var callers in new[] { 1, 8, 32 })
            {
                var count = scale.Operations * callers / 32 + 100;
                var measured = await Callers.RunAsync(callers, count, _ => store.StartAsync(workload));
                var limit = await PlainSqlite.MeasureAsync(folder, callers, count, bytes);
                rows.Add(StoreRow.Of($"{workload.Name}, {Text(callers)}", measured, bytes, limit, callers == 32 && workload != Workload.Event ? 3_000 : null, callers == 32 ? 0.4 : null));
            }
        }

        return new Section("start", "Start to finish on SQLite, synchronous=FULL (b3: to its wait)", rows) { Notes = [StoreRow.Note] };
    }

    internal static string Text(int callers) => callers == 1 ? "1 caller" : $"{callers} callers";
}
