using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    [Fact]
    public async Task A_unit_that_cannot_be_written_harms_no_other()
    {
        var broken = Store.CommitAsync(new UnitOfWork { BookmarksAdded = [Bookmark("b", "i"), Bookmark("b", "i")] });
        var sound = Enumerable.Range(0, 50).Select(i => ReceiveAsync(Message($"{i}"))).ToArray();

        await Assert.ThrowsAnyAsync<Exception>(() => broken);
        await Task.WhenAll(sound);

        Assert.Null(await Store.GetBookmarkAsync("b"));
        Assert.Equal(50, (await Store.FindDueMessagesAsync(Now, 100)).Count);
    }

    [Fact]
    public async Task Ten_thousand_deliveries_of_one_message_are_one_message()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => Task.Run(() => ReceiveAsync(Message("same")))));

        Assert.Single(receipts, receipt => !receipt.Duplicate);
        Assert.Single(receipts.Select(receipt => receipt.MessageId).Distinct());
        Assert.Single(await Store.FindDueMessagesAsync(Now, 10));
    }

    [Fact]
    public async Task Health_counts_what_waits_and_what_is_in_trouble()
    {
        for (var i = 0; i < 4; i++)
            await ReceiveAsync(Message($"{i}") with { ReceivedAt = Now.AddMinutes(i) });
        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Done(1, Now), new InboxMark.Quarantined(2, Now, "c", "r"), new InboxMark.Dead(3, Now, "c", "r")],
            Commands = [Command("k1"), Command("k2")],
            Instances = [Instance("i1"), Instance("i2", stalled: true)],
        });
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(1, Now, "c", "r")] });

        Assert.Equal(new StoreHealth(1, Now.AddMinutes(3), 1, 1, 1, Now, 1, 1), await Store.GetHealthAsync(Now.AddMinutes(5)));
        Assert.Null((await Store.GetHealthAsync(Now)).OldestPendingMessage);
    }

    [Fact]
    public async Task Nothing_waits_in_an_empty_store() => Assert.Null(await Store.NextDueAtAsync());
}
