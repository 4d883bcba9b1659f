using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    private static DateTimeOffset Lapsed => Now.AddSeconds(10);

    [Fact]
    public async Task A_message_is_claimed_by_one_until_the_lease_lapses()
    {
        var first = (await ReceiveAsync(Message("1"))).MessageId;
        var second = (await ReceiveAsync(Message("2"))).MessageId;
        await ReceiveAsync(Message("later") with { DueAt = Now.AddHours(1) });

        Assert.Equal([first], await Store.ClaimDueMessagesAsync(Now, Lapsed, 1));
        Assert.Equal([second], await Store.ClaimDueMessagesAsync(Now, Lapsed, 10));
        Assert.Empty(await Store.ClaimDueMessagesAsync(Lapsed.AddTicks(-1), Lapsed, 10));
        Assert.Equal([first, second], await Store.ClaimDueMessagesAsync(Lapsed, Lapsed.AddSeconds(10), 10));
        Assert.Equal([first, second], await Store.FindDueMessagesAsync(Now, 10));
    }

    [Fact]
    public async Task One_message_is_claimed_by_its_number()
    {
        var due = (await ReceiveAsync(Message("1"))).MessageId;
        var later = (await ReceiveAsync(Message("2") with { DueAt = Now.AddHours(1) })).MessageId;
        var done = (await ReceiveAsync(Message("3"))).MessageId;
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(done, Now)] });

        Assert.True(await Store.ClaimMessageAsync(due, Now, Lapsed));
        Assert.False(await Store.ClaimMessageAsync(due, Now, Lapsed));
        Assert.False(await Store.ClaimMessageAsync(later, Now, Lapsed));
        Assert.False(await Store.ClaimMessageAsync(done, Now, Lapsed));
        Assert.False(await Store.ClaimMessageAsync(9_999, Now, Lapsed));
        Assert.Empty(await Store.ClaimDueMessagesAsync(Now, Lapsed, 10));
    }

    [Fact]
    public async Task The_mark_that_puts_a_message_off_or_sends_it_back_to_work_gives_its_claim_up()
    {
        var id = (await ReceiveAsync(Message("1"))).MessageId;
        await Store.ClaimMessageAsync(id, Now, Lapsed.AddMinutes(5));
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Deferred(id, Now, Now.AddSeconds(1), Failed: true, "c", "r")] });

        Assert.True(await Store.ClaimMessageAsync(id, Now.AddSeconds(1), Lapsed.AddMinutes(5)));
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Quarantined(id, Now, "c", "r")] });
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Replayed(id, Now.AddSeconds(2), "agent", "corrigé")] });

        Assert.Equal([id], await Store.ClaimDueMessagesAsync(Now.AddSeconds(2), Lapsed, 10));
    }

    [Fact]
    public async Task A_message_that_is_born_claimed_is_given_to_others_when_its_lease_has_lapsed()
    {
        var receipt = await ReceiveAsync(Message("1") with { ClaimedUntil = Lapsed });

        Assert.Empty(await Store.ClaimDueMessagesAsync(Now, Lapsed, 10));
        Assert.False(await Store.ClaimMessageAsync(receipt.MessageId, Now, Lapsed));
        Assert.Null((await Store.GetMessageAsync(receipt.MessageId))!.ClaimedElsewhereUntil);
        Assert.Equal([receipt.MessageId], await Store.ClaimDueMessagesAsync(Lapsed, Lapsed.AddSeconds(10), 10));
    }

    [Fact]
    public async Task A_second_delivery_claims_nothing()
    {
        var receipt = await ReceiveAsync(Message("1"));

        await ReceiveAsync(Message("1") with { ClaimedUntil = Lapsed });

        Assert.True(await Store.ClaimMessageAsync(receipt.MessageId, Now, Lapsed));
    }

    [Fact]
    public async Task A_command_is_claimed_by_one_until_the_lease_lapses_and_holds_back_the_later_ones_of_its_key()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1") with { OrderingKey = "o" }, Command("k2") with { OrderingKey = "o" }, Command("k3")] });

        Assert.Equal([1, 3], await Store.ClaimDueCommandsAsync(Now, Lapsed, 10));
        Assert.Empty(await Store.ClaimDueCommandsAsync(Now, Lapsed, 10));
        Assert.False(await Store.ClaimCommandAsync(1, Now, Lapsed));
        Assert.False(await Store.ClaimCommandAsync(2, Now, Lapsed));
        Assert.Equal([1, 3], await Store.FindDueCommandsAsync(Now, 10));

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Delivered(1, Now, null)] });

        Assert.True(await Store.ClaimCommandAsync(2, Now, Lapsed));
        Assert.Equal([2, 3], await Store.ClaimDueCommandsAsync(Lapsed, Lapsed.AddSeconds(10), 10));
    }

    [Fact]
    public async Task A_fresh_command_is_one_that_nobody_has_had_since_it_became_due()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1"), Command("k2"), Command("k3") with { OrderingKey = "o" }, Command("k4") with { OrderingKey = "o" }] });
        Assert.True(await Store.ClaimCommandAsync(1, Now, Lapsed));

        Assert.Equal([2, 3], await Store.ClaimFreshCommandsAsync(Lapsed.AddDays(1), Lapsed.AddDays(1).AddSeconds(10), 10));
        Assert.Empty(await Store.ClaimFreshCommandsAsync(Lapsed.AddDays(1), Lapsed.AddDays(1).AddSeconds(10), 10));

        // Put off, it becomes due anew; the one that was held back is free when the one before is delivered.
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Deferred(1, Now, Now.AddSeconds(1), Failed: true, "c", "r"), new OutboxMark.Delivered(3, Now, null)] });
        Assert.Equal([1, 4], (await Store.ClaimFreshCommandsAsync(Now.AddSeconds(1), Lapsed, 10)).Order());
    }

    [Fact]
    public async Task A_command_is_held_from_its_claim_to_its_mark_lapsed_or_not()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1"), Command("k2")] });
        Assert.False(await Store.HoldsCommandAsync(1));

        Assert.True(await Store.ClaimCommandAsync(1, Now, Now.AddTicks(1)));
        Assert.True(await Store.HoldsCommandAsync(1));
        Assert.False(await Store.HoldsCommandAsync(2));

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Deferred(1, Now, Now.AddSeconds(1), Failed: true, "c", "r")] });
        Assert.False(await Store.HoldsCommandAsync(1));
    }

    [Fact]
    public async Task The_mark_that_puts_a_command_off_gives_its_claim_up()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1")] });
        await Store.ClaimDueCommandsAsync(Now, Lapsed.AddMinutes(5), 10);

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Deferred(1, Now, Now.AddSeconds(1), Failed: true, "c", "r")] });

        Assert.Empty(await Store.ClaimDueCommandsAsync(Now, Lapsed, 10));
        Assert.Equal([1], await Store.ClaimDueCommandsAsync(Now.AddSeconds(1), Lapsed, 10));
    }

    [Fact]
    public async Task A_claim_that_lies_further_ahead_than_any_lease_was_given_before_the_clock_was_set_back()
    {
        var held = (await ReceiveAsync(Message("held") with { ClaimedUntil = Now + Lease.Longest })).MessageId;
        var born = (await ReceiveAsync(Message("born") with { ClaimedUntil = Now.AddHours(3) })).MessageId;
        var taken = (await ReceiveAsync(Message("taken"))).MessageId;
        await CommitAsync(new UnitOfWork { Commands = [Command("held"), Command("lost"), Command("asked for")] });
        var before = Now.AddHours(3);
        await Store.ClaimMessageAsync(taken, before, before.AddSeconds(10));
        await Store.ClaimCommandAsync(1, Now, Now + Lease.Longest);
        await Store.ClaimCommandAsync(2, before, before.AddSeconds(110));
        await Store.ClaimCommandAsync(3, before, before.AddSeconds(110));

        Assert.True(await Store.ClaimMessageAsync(taken, Now, Lapsed));
        Assert.Equal([born], await Store.ClaimDueMessagesAsync(Now, Lapsed, 10));
        Assert.Equal([held, born, taken], await Store.ClaimDueMessagesAsync(Now + Lease.Longest, Now + (2 * Lease.Longest), 10));
        Assert.True(await Store.ClaimCommandAsync(3, Now, Lapsed));
        Assert.Equal([2], await Store.ClaimDueCommandsAsync(Now, Lapsed, 10));
    }
}
