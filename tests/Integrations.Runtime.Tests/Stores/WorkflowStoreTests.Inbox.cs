using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    [Fact]
    public async Task A_message_comes_back_as_it_was_received()
    {
        var sent = Message("1") with
        {
            ContentType = "text/plain; charset=utf-8",
            Headers = new Dictionary<string, string> { ["webhook-id"] = "é" },
        };

        var receipt = (await CommitAsync(new UnitOfWork { Messages = [sent] })).Receipts.Single();

        var stored = (await Store.GetMessageAsync(receipt.MessageId))!;
        Assert.False(receipt.Duplicate);
        Assert.Equal(sent.Key, stored.Key);
        Assert.Equal(sent.Kind, stored.Kind);
        Assert.Equal(sent.ContentType, stored.ContentType);
        Assert.Equal(sent.Headers, stored.Headers);
        Assert.Equal(sent.Payload.ToArray(), stored.Payload.ToArray());
        Assert.Equal(Now, stored.ReceivedAt);
        Assert.Equal(Now, stored.DueAt);
        Assert.Equal(InboxState.Pending, stored.State);
        Assert.Equal(0, stored.Attempts);
    }

    [Fact]
    public async Task The_second_delivery_of_a_message_gets_the_first_receipt()
    {
        var first = await ReceiveAsync(Message("1"));
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(first.MessageId, Now)] });

        var second = await ReceiveAsync(Message("1") with { Payload = "other"u8.ToArray() });
        var otherSource = await ReceiveAsync(Message("1") with { Key = new DedupeKey("another", "1") });

        Assert.Equal(new InboxReceipt(first.MessageId, Duplicate: true), second);
        Assert.False(otherSource.Duplicate);
    }

    [Fact]
    public async Task Beginnings_without_an_end_are_counted_until_any_end_and_leave_the_rest_as_it_was()
    {
        var id = (await ReceiveAsync(Message("1"))).MessageId;
        var other = (await ReceiveAsync(Message("2"))).MessageId;
        Assert.True(await Store.ClaimMessageAsync(id, Now, Now.AddMinutes(1)));
        var before = (await Store.GetMessageAsync(id))!;

        foreach (var _ in Enumerable.Range(0, 3))
            await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Begun(id, Now)] });
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.TakenBack(id, Now), new InboxMark.TakenBack(other, Now)] });

        var begun = (await Store.GetMessageAsync(id))!;
        Assert.Equal((2, 0), (begun.Begun, (await Store.GetMessageAsync(other))!.Begun));
        Assert.Equal((before.State, before.DueAt, before.Attempts, before.ReasonCode), (begun.State, begun.DueAt, begun.Attempts, begun.ReasonCode));
        Assert.False(await Store.ClaimMessageAsync(id, Now, Now.AddMinutes(1)));

        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Deferred(id, Now, Now, Failed: false, "later", "Plus tard.")] });
        Assert.Equal(0, (await Store.GetMessageAsync(id))!.Begun);
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Begun(id, Now)] });
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Dead(id, Now, "c", "r")] });
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Replayed(id, Now, "agent", "essai")] });
        Assert.Equal(0, (await Store.GetMessageAsync(id))!.Begun);
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(id, Now)] });
        Assert.IsType<CommitResult.Conflict>(await Store.CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Begun(id, Now)] }));
    }

    [Fact]
    public async Task The_last_message_is_known_by_its_number()
    {
        Assert.Equal(0, await Store.GetLastMessageIdAsync());
        await ReceiveAsync(Message("1"));
        Assert.Equal((await ReceiveAsync(Message("2"))).MessageId, await Store.GetLastMessageIdAsync());
    }

    [Fact]
    public async Task The_same_message_twice_in_one_unit_is_one_message()
    {
        var receipts = (await CommitAsync(new UnitOfWork { Messages = [Message("1"), Message("1")] })).Receipts;

        Assert.Equal(receipts[0].MessageId, receipts[1].MessageId);
        Assert.Equal([false, true], receipts.Select(receipt => receipt.Duplicate));
    }

    [Fact]
    public async Task Due_messages_come_in_order_of_due_instant_then_arrival()
    {
        var late = await ReceiveAsync(Message("late") with { DueAt = Now.AddMinutes(2) });
        var second = await ReceiveAsync(Message("second"));
        var third = await ReceiveAsync(Message("third"));
        var first = await ReceiveAsync(Message("first") with { DueAt = Now.AddMinutes(-1) });

        Assert.Equal([first.MessageId, second.MessageId, third.MessageId], await Store.FindDueMessagesAsync(Now, 10));
        Assert.Equal([first.MessageId], await Store.FindDueMessagesAsync(Now, 1));
        Assert.Equal(late.MessageId, (await Store.FindDueMessagesAsync(Now.AddMinutes(2), 10))[^1]);
    }

    [Fact]
    public async Task A_message_that_is_done_is_no_longer_due()
    {
        var receipt = await ReceiveAsync(Message("1"));

        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)] });

        Assert.Empty(await Store.FindDueMessagesAsync(Now, 10));
        Assert.Equal(InboxState.Done, (await Store.GetMessageAsync(receipt.MessageId))!.State);
    }

    [Fact]
    public async Task A_message_done_by_another_makes_the_whole_unit_a_conflict()
    {
        var receipt = await ReceiveAsync(Message("1"));
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)] });

        var again = await Store.CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)],
            Counters = [new CounterIncrement("effects")],
            Messages = [Message("follow-up")],
        });

        Assert.Equal(ConflictSubject.Message, Assert.IsType<CommitResult.Conflict>(again).Subject);
        Assert.Empty(await Store.GetCountersAsync(""));
        Assert.Empty(await Store.FindDueMessagesAsync(Now, 10));
    }

    [Fact]
    public async Task A_forgotten_message_leaves_nothing_behind()
    {
        var receipt = await ReceiveAsync(Message("1") with { Ephemeral = true });

        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Forgotten(receipt.MessageId, Now)] });

        Assert.Null(await Store.GetMessageAsync(receipt.MessageId));
        Assert.False((await ReceiveAsync(Message("1"))).Duplicate);
    }

    [Fact]
    public async Task Quarantine_keeps_the_reason_until_a_person_replays_the_message()
    {
        var receipt = await ReceiveAsync(Message("1"));
        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Quarantined(receipt.MessageId, Now, "form.unreadable", "Le formulaire est illisible.")],
        });

        var page = await Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First);
        Assert.Equal("form.unreadable", Assert.Single(page.Items).ReasonCode);
        Assert.Equal("Le formulaire est illisible.", page.Items[0].Reason);

        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Replayed(receipt.MessageId, Now.AddHours(1), "agent", "mapping corrigé")],
        });

        Assert.Equal([receipt.MessageId], await Store.FindDueMessagesAsync(Now.AddHours(1), 10));
        Assert.Equal([new Replay(Now.AddHours(1), "agent", "mapping corrigé")], await Store.GetMessageReplaysAsync(receipt.MessageId));
    }

    [Fact]
    public async Task A_message_that_waits_cannot_be_replayed()
    {
        var receipt = await ReceiveAsync(Message("1"));

        var result = await Store.CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Replayed(receipt.MessageId, Now, "agent", "impatience")] });

        Assert.IsType<CommitResult.Conflict>(result);
        Assert.Empty(await Store.GetMessageReplaysAsync(receipt.MessageId));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Only_a_failed_attempt_counts(bool failed, int attempts)
    {
        var receipt = await ReceiveAsync(Message("1"));

        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Deferred(receipt.MessageId, Now, Now.AddMinutes(5), failed, "later", "Plus tard.")],
        });

        Assert.Empty(await Store.FindDueMessagesAsync(Now, 10));
        Assert.Equal([receipt.MessageId], await Store.FindDueMessagesAsync(Now.AddMinutes(5), 10));
        Assert.Equal(attempts, (await Store.GetMessageAsync(receipt.MessageId))!.Attempts);
    }
}
