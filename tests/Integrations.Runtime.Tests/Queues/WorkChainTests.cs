using System.Collections.Concurrent;
using Integrations.Runtime.Queues;

namespace Integrations.Runtime.Tests.Queues;

/// <summary>What one hint works, and what it leaves to the others.</summary>
public sealed class WorkChainTests
{
    private readonly ConcurrentQueue<long> worked = new();
    private readonly ConcurrentQueue<WorkHint> left = new();

    [Fact]
    public async Task Everything_that_follows_is_worked_once()
    {
        var chain = Chain((id, say) =>
        {
            // A tree: each row brings about two, down to a few dozen.
            if (id < 16)
            {
                say(new WorkHint.Message(2 * id), DateTimeOffset.MinValue);
                say(new WorkHint.Message((2 * id) + 1), DateTimeOffset.MinValue);
            }

            return Task.CompletedTask;
        });

        await chain.RunAsync([new WorkHint.Message(1)], CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 31).Select(id => (long)id), worked.Order());
        Assert.Empty(left);
    }

    [Fact]
    public async Task What_is_due_later_or_a_matter_of_time_is_said_to_the_others()
    {
        var later = new WorkHint.Message(2);
        var time = new WorkHint.Time(DateTimeOffset.UtcNow);
        var chain = Chain((_, say) =>
        {
            say(later, DateTimeOffset.UtcNow.AddSeconds(30));
            say(time, DateTimeOffset.MinValue);
            return Task.CompletedTask;
        });

        await chain.RunAsync([new WorkHint.Message(1)], CancellationToken.None);

        Assert.Equal([1], worked);
        Assert.Equal([later, time], left);
    }

    [Fact]
    public async Task More_than_one_process_should_take_upon_itself_is_said_to_the_others()
    {
        var chain = Chain((id, say) =>
        {
            for (var number = 1; id == 0 && number <= 2_000; number++)
                say(new WorkHint.Command(number), DateTimeOffset.MinValue);
            return Task.CompletedTask;
        });

        await chain.RunAsync([new WorkHint.Message(0)], CancellationToken.None);

        Assert.InRange(left.Count, 900, 1_100);
        Assert.Equal(Enumerable.Range(0, 2_001).Select(id => (long)id), worked.Concat(left.Select(hint => ((WorkHint.Command)hint).Id)).Order());
    }

    [Fact]
    public async Task What_a_stop_cuts_is_said_to_the_others_with_all_that_waited()
    {
        using var cut = new CancellationTokenSource();
        var chain = Chain(async (id, _) =>
        {
            if (id == 1) await cut.CancelAsync();
            await Task.Delay(Timeout.Infinite, cut.Token);
        });

        await chain.RunAsync([.. Enumerable.Range(1, 10).Select(id => new WorkHint.Message(id))], cut.Token);

        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), left.Select(hint => ((WorkHint.Message)hint).Id).Order());
    }

    private WorkChain Chain(Func<long, SayHint, Task> work) => new(
        (row, say) =>
        {
            var id = row is WorkHint.Message(var message) ? message : ((WorkHint.Command)row).Id;
            worked.Enqueue(id);
            return work(id, say);
        },
        (hint, _) => left.Enqueue(hint),
        TimeProvider.System);
}
