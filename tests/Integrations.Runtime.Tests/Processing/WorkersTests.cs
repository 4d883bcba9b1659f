using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

public class WorkersTests : RuntimeFixture
{
    private static readonly string WaitsForGo = Flows.Sequence("waits", Flows.Event("ev", "go"), Flows.WriteLine("end"));

    [Fact]
    public async Task A_thousand_bookmarks_of_one_event_are_each_resumed_exactly_once()
    {
        await using var runtime = await StartAsync(Working(), WaitsForGo);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() => runtime.StartInstanceAsync(new StartInstance("waits", $"i{i}")))));

        // Several publish the same event, and some resume by hand, all at once.
        var someBookmarks = await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null);
        await Task.WhenAll(
        [
            runtime.PublishEventAsync("go"), runtime.PublishEventAsync("go"),
            .. someBookmarks.Take(100).Select(bookmark => Task.Run(() => runtime.ResumeAsync(new ResumeBookmark(bookmark.Id)))),
        ]);
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0);

        Assert.Empty(await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null));
        var finished = await runtime.Store.ListInstancesAsync(new InstanceFilter { Status = WorkflowStatus.Finished }, new PageRequest(0, 2000));
        Assert.Equal(1000, finished.Total);
        Assert.All(finished.Items, item => Assert.Equal(2, item.Version));
        Assert.Equal(new StoreHealth(0, null, 0, 0, 0, null, 0, 0), await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow));
    }

    /// <remarks>The load tool does the same with ten thousand (<c>load bookmarks</c>).</remarks>
    [Fact]
    public async Task Bookmarks_that_sixteen_clients_resume_at_once_are_each_resumed_exactly_once_and_none_is_left_behind()
    {
        const int clients = 16;
        await using var runtime = await StartAsync(Working(), WaitsForGo);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => runtime.StartInstanceAsync(new StartInstance("waits", $"i{i}")))));
        var bookmarks = await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null);

        // Each bookmark is wanted by two of the clients, and by whoever publishes the event meanwhile.
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
            {
                for (var i = 0; i < bookmarks.Count; i++)
                {
                    if (i % clients == client || (i + 1) % clients == client)
                        await runtime.ResumeAsync(new ResumeBookmark(bookmarks[i].Id));
                }
            })),
            Task.Run(() => runtime.PublishEventAsync("go")),
        ]);
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0);

        Assert.Equal(400, bookmarks.Count);
        Assert.Empty(await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null));
        foreach (var bookmark in bookmarks)
        {
            Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync(bookmark.InstanceId))!.Header.Status);
            Assert.Equal(1, await CompletionsAsync(runtime, bookmark.InstanceId, "end"));
        }
    }

    [Fact]
    public async Task Ten_thousand_deliveries_of_one_message_have_one_effect()
    {
        var options = Working();
        await using var runtime = await StartAsync(options with
        {
            Routes = new Dictionary<string, MessageRoute>
            {
                ["form"] = new((_, _) => Task.FromResult(new UnitOfWork { Counters = [new CounterIncrement("effects")] })),
            },
        });

        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => Task.Run(() => runtime.ReceiveAsync(Message("form", "same", DateTimeOffset.UtcNow)))));
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0);

        Assert.Equal(1, (await runtime.Store.GetCountersAsync("effects"))["effects"]);
    }

    [Fact]
    public async Task More_messages_than_the_queue_holds_are_all_handled()
    {
        var options = Working();
        await using var runtime = await StartAsync(options with
        {
            TickPeriod = TimeSpan.FromHours(1),
            Routes = new Dictionary<string, MessageRoute>
            {
                ["form"] = new((_, _) => Task.FromResult(new UnitOfWork { Counters = [new CounterIncrement("effects")] })),
            },
        });

        var unit = new UnitOfWork { Messages = [.. Enumerable.Range(0, 12_000).Select(i => Message("form", $"{i}", DateTimeOffset.UtcNow))] };
        await runtime.CommitAsync(unit);
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0, seconds: 120);

        Assert.Equal(12_000, (await runtime.Store.GetCountersAsync("effects"))["effects"]);
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_taken_up_at_start()
    {
        await using (var idle = await StartAsync(Manual() with { Time = TimeProvider.System }, WaitsForGo))
            await idle.ReceiveAsync(new StartInstance("waits", "i1").ToMessage(new DedupeKey("test", "1"), DateTimeOffset.UtcNow));

        await using var runtime = await StartAsync(Working());

        await UntilAsync(async () => await runtime.Store.GetInstanceAsync("i1") is not null);
    }

    [Fact]
    public async Task A_graceful_stop_finishes_what_is_in_work()
    {
        var inWork = new TaskCompletionSource();
        var delivering = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var options = Working();
        var runtime = await StartAsync(options with
        {
            Routes = new Dictionary<string, MessageRoute>
            {
                ["form"] = new(async (_, _) =>
                {
                    inWork.TrySetResult();
                    await release.Task;
                    return new UnitOfWork { Counters = [new CounterIncrement("effects")] };
                }),
            },
            Adapters = new Dictionary<string, CommandAdapter>
            {
                ["notify"] = async (_, _) =>
                {
                    delivering.TrySetResult();
                    await release.Task;
                    return new DeliveryResult.Delivered();
                },
            },
        });
        await runtime.CommitAsync(new UnitOfWork
        {
            Messages = [Message("form", "1", DateTimeOffset.UtcNow)],
            Commands = [new NewOutboxCommand("notify", "k", "{}") { CreatedAt = DateTimeOffset.UtcNow }],
        });
        await inWork.Task;
        await delivering.Task;

        var stopping = runtime.DisposeAsync().AsTask();
        await Task.Delay(50);
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        await using var reopened = OpenStore();
        Assert.Equal(1, (await reopened.GetCountersAsync("effects"))["effects"]);
        Assert.Equal(OutboxState.Delivered, (await reopened.GetCommandAsync(1))!.State);
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_cut_and_done_again_after_the_next_start()
    {
        var inWork = new TaskCompletionSource();
        var options = Working();
        var runtime = await StartAsync(options with
        {
            StopTimeout = TimeSpan.FromMilliseconds(100),
            Routes = new Dictionary<string, MessageRoute>
            {
                ["form"] = new(async (_, token) =>
                {
                    inWork.TrySetResult();
                    await Task.Delay(Timeout.Infinite, token);
                    return UnitOfWork.Empty;
                }),
            },
        });
        var receipt = await runtime.ReceiveAsync(Message("form", "1", DateTimeOffset.UtcNow));
        await inWork.Task;

        await runtime.DisposeAsync();

        await using var reopened = OpenStore();
        var message = (await reopened.GetMessageAsync(receipt.MessageId))!;
        Assert.Equal((InboxState.Pending, 0), (message.State, message.Attempts));
    }
}

public sealed class WorkersOnPostgresTests : WorkersTests
{
    protected override bool OnPostgres => true;
}
