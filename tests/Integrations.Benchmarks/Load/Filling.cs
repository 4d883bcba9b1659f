using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load;

/// <summary>
/// Fills a store with suspended instances. Each has its own burst, and its unit is made by the runtime's own code and written by the
/// store's own writer; the only difference from so many starts is that a thousand share a commit.
/// </summary>
internal static class Filling
{
    private const int Batch = 1_000;

    /// <summary>Adds instances of <see cref="Workload.Event"/>, each of a file of its own.</summary>
    /// <param name="store">The store.</param>
    /// <param name="count">How many.</param>
    /// <param name="sample">How many of their bookmarks to return, evenly spread from the oldest to the newest.</param>
    /// <param name="planOf">The plan of the instance of this number.</param>
    public static async Task<BookmarkRow[]> FillAsync(LoadStore store, int count, int sample, Func<int, WorkflowPlan> planOf)
    {
        List<BookmarkRow> bookmarks = [];
        var step = Math.Max(1, count / sample);
        var committing = Task.CompletedTask;
        for (var first = 0; first < count; first += Batch)
        {
            var units = Enumerable.Range(first, Math.Min(Batch, count - first)).Select(i => Started(store, planOf(i))).ToArray();
            bookmarks.AddRange(units.SelectMany(unit => unit.BookmarksAdded).Where((_, i) => (first + i) % step == 0));
            await committing;
            committing = store.Runtime.Store.CommitAsync(new UnitOfWork
            {
                Instances = [.. units.SelectMany(unit => unit.Instances)],
                BookmarksAdded = [.. units.SelectMany(unit => unit.BookmarksAdded)],
                Journal = [.. units.SelectMany(unit => unit.Journal)],
            });
        }

        await committing;
        return [.. bookmarks];
    }

    /// <summary>The unit to which the start of one instance leads.</summary>
    public static UnitOfWork Started(LoadStore store, WorkflowPlan plan)
    {
        var now = DateTimeOffset.UtcNow;
        var request = store.NextStart(Workload.Event);
        var state = InstanceState.New(plan, request.InstanceId, request.CorrelationId);
        var burst = Runtime.Processing.OrderedId.New(now);
        var count = 0;
        var context = new BurstContext { Now = now, NewId = () => $"{burst}-{++count}", Limits = store.Options.Limits };
        var result = Burst.Run(plan, state, new Stimulus.Start(StimulusInput.None), context);
        return BurstUnit.Of(store.Options, null, state, result, now);
    }
}
