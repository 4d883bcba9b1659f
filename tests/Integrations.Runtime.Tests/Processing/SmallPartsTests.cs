using CsCheck;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues.InProcess;

namespace Integrations.Runtime.Tests.Processing;

public sealed class BackoffTests
{
    [Fact]
    public void A_wait_doubles_up_to_the_longest_and_is_spread_by_a_fifth()
    {
        var backoff = new Backoff { First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(1) };

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 7).Select(failures => backoff.After(failures, 0.5).TotalSeconds));
        Gen.Select(Gen.Int[1, 1000], Gen.Double[0, 1]).Sample((failures, chance) =>
        {
            var wait = backoff.After(failures, chance).TotalSeconds;
            Assert.InRange(wait, 1.6, 72.0);
        });
    }
}

public sealed class OrderedIdTests
{
    [Fact]
    public void A_later_id_sorts_after_an_earlier_one() =>
        Gen.Select(Gen.Int[0, 1_000_000_000], Gen.Int[1, 1_000_000_000]).Sample((milliseconds, later) =>
        {
            var start = DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds);
            var first = OrderedId.New(start);
            var second = OrderedId.New(start.AddMilliseconds(later));
            Assert.Equal(26, first.Length);
            Assert.True(string.CompareOrdinal(first, second) < 0, $"{first} {second}");
        });

    [Fact]
    public void Ids_of_one_instant_differ() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => OrderedId.New(DateTimeOffset.UnixEpoch)).Distinct().Count());
}

public sealed class WorkQueueTests
{
    [Fact]
    public async Task A_number_is_in_the_queue_or_in_work_once()
    {
        var queue = new WorkQueue(10, 4);
        queue.Offer(1);
        queue.Offer(1);
        queue.Offer(2);

        Assert.Equal(1, await queue.TakeAsync(CancellationToken.None));
        queue.Offer(1);
        Assert.Equal(2, await queue.TakeAsync(CancellationToken.None));
        queue.Release(1);
        queue.Offer(1);
        Assert.Equal(1, await queue.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_full_queue_asks_for_a_refill_once_there_is_room()
    {
        var queue = new WorkQueue(2, 2);
        queue.Offer(1);
        queue.Offer(2);
        queue.Offer(3);
        Assert.False(queue.WantsRefill());

        await queue.TakeAsync(CancellationToken.None);

        Assert.True(queue.WantsRefill());
        Assert.False(queue.WantsRefill());
    }

    [Fact]
    public async Task A_process_claims_no_more_than_it_can_work_in_a_moment()
    {
        var queue = new WorkQueue(10, 4);
        for (var id = 0; id < 6; id++) queue.Offer(id);
        queue.MoreIsLeft();
        Assert.Equal(0, queue.Room);

        for (var id = 0; id < 3; id++) await queue.TakeAsync(CancellationToken.None);
        Assert.False(queue.WantsRefill());
        await queue.TakeAsync(CancellationToken.None);

        Assert.Equal(2, queue.Room);
        Assert.True(queue.WantsRefill());
    }
}

public sealed class VirtualClockTests
{
    [Fact]
    public void The_clock_never_goes_back()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new VirtualClock(start);

        clock.MoveTo(start.AddDays(1));
        clock.MoveTo(start);

        Assert.Equal(start.AddDays(1), clock.GetUtcNow());
    }
}
