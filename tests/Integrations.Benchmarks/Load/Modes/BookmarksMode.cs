using System.Diagnostics;
using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>
/// All bookmarks resumed at once by sixteen clients: each bookmark is asked for by two of them, and the event for which all wait is
/// published twice meanwhile, so every instance is wanted up to four times. It must have moved once.
/// </summary>
internal static class BookmarksMode
{
    private const int Clients = 16;

    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        await using var store = await LoadStore.OpenAsync(folder, "bookmarks");
        await Callers.RunAsync(32, scale.Bookmarks, _ => store.StartAsync(Workload.Event));
        var bookmarks = await store.Runtime.Store.FindBookmarksAsync(Workload.EventKey, null);

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, Clients).Select(client => Task.Run(() => ResumeAsync(store, bookmarks, client))),
            Task.Run(() => store.Runtime.PublishEventAsync(Workload.EventName)),
            Task.Run(() => store.Runtime.PublishEventAsync(Workload.EventName)),
        ]);
        await store.UntilHandledAsync();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / bookmarks.Count;

        var (never, twice) = await CountAsync(store.Runtime.Store, bookmarks);
        var left = (await store.Runtime.Store.FindBookmarksAsync(Workload.EventKey, null)).Count;
        if (never + twice + left > 0)
            throw new InvalidOperationException($"{never} instances never resumed, {twice} more than once, {left} bookmarks left behind.");
        return new Section(
            "bookmarks",
            $"{bookmarks.Count:N0} bookmarks resumed at once by {Clients} clients",
            [
                new Row(
                    "each wanted up to four times",
                    new Figure("resumed once", bookmarks.Count - never - twice) { AtLeast = bookmarks.Count },
                    new Figure("never", never) { AtMost = 0 },
                    new Figure("more than once", twice) { AtMost = 0 },
                    new Figure("left behind", left) { AtMost = 0 },
                    new Figure("per second", bookmarks.Count / elapsed),
                    new Figure("CPU ms", spent)),
            ]);
    }

    private static async Task ResumeAsync(LoadStore store, IReadOnlyList<BookmarkRow> bookmarks, int client)
    {
        for (var i = 0; i < bookmarks.Count; i++)
        {
            if (i % Clients == client || (i + 1) % Clients == client)
                await store.Runtime.ResumeAsync(new ResumeBookmark(bookmarks[i].Id));
        }
    }

    private static async Task<(int Never, int Twice)> CountAsync(IWorkflowStore store, IReadOnlyList<BookmarkRow> bookmarks)
    {
        int never = 0, twice = 0;
        foreach (var bookmark in bookmarks)
        {
            var header = (await store.GetInstanceAsync(bookmark.InstanceId))!.Header;
            var bursts = await store.GetJournalAsync(bookmark.InstanceId);
            var resumed = bursts.SelectMany(burst => JournalCodec.Read(burst.Entries)).Count(entry => entry.Event == "Resumed");
            if (resumed == 0 || header.Status != WorkflowStatus.Finished)
                never++;
            if (resumed > 1 || header.Version > 2)
                twice++;
        }

        return (never, twice);
    }
}
