using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    [Fact]
    public async Task One_command_per_idempotency_key()
    {
        Assert.Equal([1], (await CommitAsync(new UnitOfWork { Commands = [Command("k1")] })).CommandIds);
        Assert.Equal([null], (await CommitAsync(new UnitOfWork { Commands = [Command("k1") with { Payload = "{}" }] })).CommandIds);

        var stored = (await Store.GetCommandAsync(Assert.Single(await Store.FindDueCommandsAsync(Now, 10))))!;
        Assert.Equal("""{"id":"k1"}""", stored.Payload);
        Assert.Equal("b1", stored.BookmarkId);
    }

    [Fact]
    public async Task A_command_and_an_instance_keep_the_span_in_which_they_were_written()
    {
        const string span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await CommitAsync(new UnitOfWork
        {
            Commands = [Command("k1") with { TraceParent = span }, Command("k2")],
            Instances = [Instance("i1") with { TraceParent = span }, Instance("i2")],
        });
        Assert.Equal([span, null], [(await Store.GetCommandAsync(1))!.TraceParent, (await Store.GetCommandAsync(2))!.TraceParent]);
        Assert.Equal([span, null], [(await Store.GetInstanceAsync("i1"))!.TraceParent, (await Store.GetInstanceAsync("i2"))!.TraceParent]);

        await CommitAsync(new UnitOfWork { Instances = [Instance("i1", version: 2) with { TraceParent = null }, Instance("i2", version: 2) with { TraceParent = span }] });
        Assert.Equal([null, span], [(await Store.GetInstanceAsync("i1"))!.TraceParent, (await Store.GetInstanceAsync("i2"))!.TraceParent]);
    }

    [Fact]
    public async Task A_command_that_waits_holds_back_the_later_ones_of_its_ordering_key()
    {
        await CommitAsync(new UnitOfWork
        {
            Commands =
            [
                Command("k1") with { OrderingKey = "file-1:mairie" }, Command("k2") with { OrderingKey = "file-1:mairie" },
                Command("k3") with { OrderingKey = "file-1:cci" }, Command("k4"),
            ],
        });
        Assert.Equal([1, 3, 4], await Store.FindDueCommandsAsync(Now, 10));

        await CommitAsync(new UnitOfWork
        {
            OutboxMarks = [new OutboxMark.Deferred(1, Now, Now.AddMinutes(1), Failed: true, "http.503", "Indisponible.")],
        });
        Assert.Equal([3, 4], await Store.FindDueCommandsAsync(Now, 10));

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(1, Now, "http.400", "Refusé.")] });
        Assert.Equal([2, 3, 4], await Store.FindDueCommandsAsync(Now, 10));
    }

    [Fact]
    public async Task The_next_due_instant_is_that_of_a_command_that_may_leave()
    {
        await CommitAsync(new UnitOfWork
        {
            Commands =
            [
                Command("k1") with { OrderingKey = "o", DueAt = Now.AddMinutes(1) }, Command("k2") with { OrderingKey = "o" },
            ],
        });

        Assert.Equal(Now.AddMinutes(1), await Store.NextDueAtAsync());
    }

    [Fact]
    public async Task A_dead_letter_is_kept_with_its_reason_and_can_be_replayed()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1")] });
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(1, Now, "http.400", "Refusé.")] });
        var dead = Assert.Single((await Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Items);
        Assert.Equal(("http.400", "Refusé.", 1), (dead.ReasonCode, dead.Reason, dead.Attempts));

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Replayed(1, Now.AddDays(1), "agent", "adresse corrigée")] });

        Assert.Equal([1], await Store.FindDueCommandsAsync(Now.AddDays(1), 10));
        Assert.Equal([new Replay(Now.AddDays(1), "agent", "adresse corrigée")], await Store.GetCommandReplaysAsync(1));
        Assert.Equal(0, (await Store.GetCommandAsync(1))!.Attempts);
    }

    [Fact]
    public async Task A_command_is_delivered_once()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1") with { StreamId = "file-1" }] });
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Delivered(1, Now, """{"id":7}""")] });

        var again = await Store.CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Delivered(1, Now, null)] });

        Assert.Equal(ConflictSubject.Command, Assert.IsType<CommitResult.Conflict>(again).Subject);
        var ofFile = await Store.ListCommandsAsync(null, "file-1", PageRequest.First);
        Assert.Equal(("""{"id":7}""", OutboxState.Delivered), (ofFile.Items[0].Reply, ofFile.Items[0].State));
        Assert.Empty((await Store.ListCommandsAsync(OutboxState.Pending, "file-1", PageRequest.First)).Items);
    }
}
