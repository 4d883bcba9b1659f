using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Resumes of b3 to its end. The process was started anew in between, so that no state is in memory, as after weeks of waiting.</summary>
internal static class ResumeMode
{
    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        List<Row> rows = [];
        foreach (var callers in new[] { 1, 8, 32 })
        {
            var count = scale.Operations * callers / 32 + 100;
            var warm = count / 5;
            await using (var filled = await LoadStore.OpenAsync(folder, $"resume-{callers}"))
                await Callers.RunAsync(32, 2 * (count + warm), _ => filled.StartAsync(Workload.Event));

            await using var store = await LoadStore.OpenAsync(folder, $"resume-{callers}");
            var bookmarks = (await store.Runtime.Store.FindBookmarksAsync(Workload.EventKey, null)).ToArray();
            Random.Shared.Shuffle(bookmarks);
            await Callers.RunAsync(callers, warm, i => store.Runtime.ResumeAsync(new ResumeBookmark(bookmarks[i].Id)));
            var measured = await Callers.RunAsync(callers, count, i => store.Runtime.ResumeAsync(new ResumeBookmark(bookmarks[warm + i].Id)));
            var last = bookmarks[warm + count - 1].InstanceId;
            var bytes = await StoredBytes.OfLastBurstAsync(store.Runtime.Store, last);
            var limit = await PlainSqlite.MeasureAsync(folder, callers, count, bytes);
            rows.Add(StoreRow.Of($"b3-event, {StartMode.Text(callers)}", measured, bytes, limit, callers == 32 ? 3_500 : null, callers == 32 ? 0.4 : null));

            // By an event for one file, received, kept and handled: two commits each.
            var files = bookmarks[(warm + count)..][..count];
            var events = await Callers.RunAsync(callers, count, i => store.Runtime.PublishEventAsync(Workload.EventName, correlationId: files[i].CorrelationId));
            rows.Add(new Row(
                $"b3-event by an event to its file, {StartMode.Text(callers)}: receipt",
                new Figure("per second", events.PerSecond),
                new Figure("p50 ms", events.Percentile(0.5)),
                new Figure("p99 ms", events.Percentile(0.99))));
            await store.UntilHandledAsync();
            await CheckAsync(store.Runtime.Store, last);
        }

        return new Section("resume", "Resumes on SQLite, synchronous=FULL", rows) { Notes = [StoreRow.Note] };
    }

    private static async Task CheckAsync(IWorkflowStore store, string instanceId)
    {
        if ((await store.GetInstanceAsync(instanceId))!.Header is not { Status: WorkflowStatus.Finished, Version: 2 })
            throw new InvalidOperationException($"Instance {instanceId} was not resumed exactly once.");
    }
}
