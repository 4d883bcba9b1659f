using System.Collections.Concurrent;
using System.Reflection;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>What is noted before a message is handled over which a process may have died, and what is not.</summary>
public class SuspectTests : RuntimeFixture
{
    [Fact]
    public async Task What_is_born_and_handled_in_one_process_costs_no_note_and_no_second_read()
    {
        var store = Watched.Over(OpenStore(), out var watch);
        await using var runtime = await StartAsync(Manual(store) with { Time = TimeProvider.System, Workers = 16, Routes = Handling((_, _) => Task.CompletedTask) });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => runtime.ReceiveAsync(Message("note", $"{number}", DateTimeOffset.UtcNow))));
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0);

        Assert.All(watch.Marks, mark => Assert.IsType<InboxMark.Done>(mark));
        Assert.Equal((20, 20), (watch.Marks.Count, watch.Reads));
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_noted_before_it_is_handled_and_not_after()
    {
        await LeaveAsync();
        List<int> seen = [];
        var store = OpenStore();
        await using var runtime = await StartAsync(Manual(store) with
        {
            Routes = Handling(async (message, token) => seen.Add((await store.GetMessageAsync(message.Id, token))!.Begun)),
        });

        await runtime.DrainAsync();
        await runtime.ReceiveAsync(Message("note", "new", Start));
        await runtime.DrainAsync();

        Assert.Equal([1, 0], seen);
        Assert.Equal(0, (await store.GetMessageAsync(1))!.Begun);
    }

    [Fact]
    public async Task A_stop_that_cuts_the_work_does_not_bring_it_closer_to_being_given_up()
    {
        await LeaveAsync();
        for (var stops = 0; stops < 7; stops++)
        {
            var begun = new TaskCompletionSource();
            var runtime = await StartAsync(Working() with
            {
                StopTimeout = TimeSpan.Zero,
                Routes = Handling((_, token) =>
                {
                    begun.TrySetResult();
                    return Task.Delay(Timeout.Infinite, token);
                }),
            });
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await runtime.DisposeAsync();
        }

        await using var store = OpenStore();
        var message = (await store.GetMessageAsync(1))!;
        Assert.Equal((InboxState.Pending, 0, 0), (message.State, message.Begun, message.Attempts));
    }

    [Fact]
    public async Task A_store_that_is_away_when_the_work_is_done_counts_once_however_often_the_process_tries()
    {
        await LeaveAsync();
        var store = Watched.Over(OpenStore(), out var watch);
        watch.Refuses = unit => unit.InboxMarks.Any(mark => mark is InboxMark.Done);
        await using var runtime = await StartAsync(Manual(store) with { Routes = Handling((_, _) => Task.CompletedTask) });

        for (var tries = 0; tries < 7; tries++)
            await Assert.ThrowsAsync<StoreConnectionLostException>(() => runtime.DrainAsync());

        Assert.Equal(1, (await store.GetMessageAsync(1))!.Begun);
        watch.Refuses = _ => false;
        await runtime.DrainAsync();
        Assert.Equal(InboxState.Done, (await store.GetMessageAsync(1))!.State);
    }

    [Fact]
    public async Task A_store_that_is_away_when_the_note_is_made_counts_nothing()
    {
        await LeaveAsync();
        var store = Watched.Over(OpenStore(), out var watch);
        watch.Refuses = unit => unit.InboxMarks.Any(mark => mark is InboxMark.Begun);
        var handled = 0;
        await using var runtime = await StartAsync(Manual(store) with
        {
            Routes = Handling((_, _) =>
            {
                handled++;
                return Task.CompletedTask;
            }),
        });

        for (var tries = 0; tries < 7; tries++)
            await Assert.ThrowsAsync<StoreConnectionLostException>(() => runtime.DrainAsync());
        Assert.Equal((0, 0), (handled, (await store.GetMessageAsync(1))!.Begun));

        watch.Refuses = _ => false;
        await runtime.DrainAsync();
        Assert.Equal((1, InboxState.Done), (handled, (await store.GetMessageAsync(1))!.State));
    }

    [Fact]
    public async Task What_was_begun_before_is_worked_one_at_a_time()
    {
        await LeaveAsync(count: 8, beginnings: 1);
        var (now, most) = (0, 0);
        var noted = new ConcurrentQueue<long>();
        await using var runtime = await StartAsync(Working() with
        {
            Routes = Handling(async (message, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                noted.Enqueue(message.Begun);
                await Task.Delay(20, token);
                Interlocked.Decrement(ref now);
            }),
        });

        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0);

        Assert.Equal((1, 8), (most, noted.Count));
        // Whoever waits for its turn has not begun.
        Assert.All(noted, begun => Assert.Equal(1, begun));
    }

    [Theory]
    [InlineData("""{"m":1}""", 1, 0)]
    [InlineData("""{"m":[1,77]}""", 1, 0)]
    [InlineData("""{"m":[1]}""", 1, 1)]
    [InlineData("""{"m":1}""", 2, 1)]
    [InlineData("""{"m":[1]}""", 5, 1)]
    public async Task With_a_queue_the_hint_tells_what_is_suspect(string text, int delivery, int notes)
    {
        await LeaveAsync();
        var store = Watched.Over(OpenStore(), out var watch);
        await using var runtime = await StartAsync(Manual(store) with { Hints = new Unheard(), Routes = Handling((_, _) => Task.CompletedTask) });

        await runtime.WorkAsync(text, delivery);

        Assert.Equal(InboxState.Done, (await store.GetMessageAsync(1))!.State);
        Assert.Equal((notes, notes + 1), (watch.Marks.Count(mark => mark is InboxMark.Begun), watch.Marks.Count));
    }

    [Fact]
    public async Task With_a_queue_the_beginnings_in_the_row_are_enough_whatever_the_hint_says()
    {
        await LeaveAsync(beginnings: SuspectMessages.MostBeginnings);
        var handled = 0;
        await using var runtime = await StartAsync(Manual() with
        {
            Hints = new Unheard(),
            Routes = Handling((_, _) =>
            {
                handled++;
                return Task.CompletedTask;
            }),
        });

        await runtime.WorkAsync("""{"m":1}""", 1);
        var message = (await runtime.Store.GetMessageAsync(1))!;
        Assert.Equal((InboxState.Dead, "queue.poison", 0), (message.State, message.ReasonCode, handled));

        Assert.True(await runtime.ReplayMessageAsync(1, "agent", "cause levée"));
        await runtime.WorkAsync("""{"m":1}""", 2);
        Assert.Equal((1, InboxState.Done), (handled, (await runtime.Store.GetMessageAsync(1))!.State));
    }

    [Fact]
    public async Task With_a_queue_work_that_is_cut_is_not_counted_and_said_again_by_itself()
    {
        await LeaveAsync();
        var hints = new Unheard();
        using var time = new CancellationTokenSource();
        var store = OpenStore();
        var begun = 0;
        await using var runtime = await StartAsync(Manual(store) with
        {
            Hints = hints,
            Routes = Handling(async (message, token) =>
            {
                begun = (await store.GetMessageAsync(message.Id, CancellationToken.None))!.Begun;
                await time.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }),
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.WorkAsync("""{"m":[1]}""", 1, time.Token));

        Assert.Equal((1, 0), (begun, (await store.GetMessageAsync(1))!.Begun));
        Assert.Equal(["""{"m":[1]}"""], hints.Said);
    }

    private async Task LeaveAsync(int count = 1, int beginnings = 0)
    {
        await using var store = OpenStore();
        await store.CommitAsync(new UnitOfWork { Messages = [.. Enumerable.Range(0, count).Select(number => Message("note", $"left {number}", Start))] });
        for (var beginning = 0; beginning < beginnings; beginning++)
            await store.CommitAsync(new UnitOfWork { InboxMarks = [.. Enumerable.Range(1, count).Select(id => new InboxMark.Begun(id, Start))] });
    }

    private static Dictionary<string, MessageRoute> Handling(Func<InboxMessage, CancellationToken, Task> work) => new()
    {
        ["note"] = new MessageRoute(async (message, token) =>
        {
            await work(message, token);
            return UnitOfWork.Empty;
        }),
    };

    /// <summary>A queue of which only what was said to it is of interest.</summary>
    private sealed class Unheard : IWorkHints
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public void Say(WorkHint hint, DateTimeOffset dueAt) => Said.Enqueue(HintText.Write(hint));

        public ValueTask<int> RoomAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(100);
    }

    /// <summary>A store that tells what is asked of it, and may be away for some units.</summary>
    public class Watched : DispatchProxy
    {
        private IWorkflowStore store = null!;
        private int reads;

        public ConcurrentQueue<InboxMark> Marks { get; } = new();

        /// <summary>Messages read.</summary>
        public int Reads => Volatile.Read(ref reads);

        public Func<UnitOfWork, bool> Refuses { get; set; } = static _ => false;

        public static IWorkflowStore Over(IWorkflowStore store, out Watched watch)
        {
            var proxy = Create<IWorkflowStore, Watched>();
            watch = (Watched)proxy;
            watch.store = store;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case nameof(IWorkflowStore.CommitAsync):
                    var unit = (UnitOfWork)args![0]!;
                    if (Refuses(unit))
                        return Task.FromException<CommitResult>(new StoreConnectionLostException(mayBeWritten: false, new IOException()));
                    foreach (var mark in unit.InboxMarks) Marks.Enqueue(mark);
                    break;
                case nameof(IWorkflowStore.GetMessageAsync):
                    Interlocked.Increment(ref reads);
                    break;
            }

            return targetMethod.Invoke(store, args);
        }
    }
}

public sealed class SuspectOnPostgresTests : SuspectTests
{
    protected override bool OnPostgres => true;
}
