using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Processing;

public class InboxTests : RuntimeFixture
{
    [Fact]
    public async Task A_handler_that_collides_is_run_again_on_what_is_there_now()
    {
        var runs = 0;
        var options = Manual();
        await using var runtime = await StartAsync(WithForm(options, async _ =>
        {
            var next = (await options.Store.ReadStreamAsync("s")).Events.Count + 1;
            if (++runs == 1)
                await options.Store.CommitAsync(new UnitOfWork { Streams = [StreamTests.Append("s", 1, "faster")] });
            return new UnitOfWork { Streams = [StreamTests.Append("s", next, "slower")], Counters = [new CounterIncrement("effects")] };
        }));

        await runtime.ReceiveAsync(Message("form", "1", Start));
        await runtime.DrainAsync();

        Assert.Equal(["faster", "slower"], (await runtime.Store.ReadStreamAsync("s")).Events.Select(item => item.Actor));
        Assert.Equal(1, (await runtime.Store.GetCountersAsync(""))["effects"]);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_handler_that_always_collides_is_put_off_without_counting_as_failed()
    {
        var options = Manual();
        await options.Store.CommitAsync(new UnitOfWork { Streams = [StreamTests.Append("s", 1, "first")] });
        await using var runtime = await StartAsync(WithForm(
            options, _ => Task.FromResult(new UnitOfWork { Streams = [StreamTests.Append("s", 1, "late")] })));

        var receipt = await runtime.ReceiveAsync(Message("form", "1", Start));
        await runtime.DrainAsync();

        var message = (await runtime.Store.GetMessageAsync(receipt.MessageId))!;
        Assert.Equal((InboxState.Pending, 0, "inbox.contended"), (message.State, message.Attempts, message.ReasonCode));
        Assert.True(message.DueAt > Start);
    }

    [Fact]
    public async Task A_handler_that_throws_is_tried_again_later_each_time_and_given_up_at_last()
    {
        var attempts = new List<DateTimeOffset>();
        var options = Manual() with { InboxBackoff = new Backoff { First = TimeSpan.FromSeconds(10), MaxAttempts = 3 } };
        await using var runtime = await StartAsync(WithForm(options, _ =>
        {
            attempts.Add(Clock.GetUtcNow());
            throw new InvalidOperationException("boom");
        }));

        var receipt = await runtime.ReceiveAsync(Message("form", "1", Start));
        await runtime.AdvanceAsync(Clock, Start.AddHours(1));

        Assert.Equal([Start, Start.AddSeconds(10), Start.AddSeconds(30)], attempts);
        var dead = Assert.Single((await runtime.Store.ListMessagesAsync(InboxState.Dead, PageRequest.First)).Items);
        Assert.Equal((receipt.MessageId, "inbox.failed", 3), (dead.Id, dead.ReasonCode, dead.Attempts));
        Assert.Contains("boom", dead.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_message_can_be_replayed_once_the_cause_is_gone()
    {
        var broken = true;
        var options = Manual() with { InboxBackoff = new Backoff { MaxAttempts = 1 } };
        await using var runtime = await StartAsync(WithForm(
            options, _ => broken ? throw new InvalidOperationException("boom") : Task.FromResult(new UnitOfWork { Counters = [new CounterIncrement("effects")] })));
        var receipt = await runtime.ReceiveAsync(Message("form", "1", Start));
        await runtime.DrainAsync();

        broken = false;
        Assert.True(await runtime.ReplayMessageAsync(receipt.MessageId, "agent", "panne réparée"));
        Assert.False(await runtime.ReplayMessageAsync(receipt.MessageId, "agent", "deux fois"));
        await runtime.DrainAsync();

        Assert.Equal(1, (await runtime.Store.GetCountersAsync(""))["effects"]);
        Assert.Equal("panne réparée", Assert.Single(await runtime.Store.GetMessageReplaysAsync(receipt.MessageId)).Why);
    }

    [Fact]
    public async Task Nothing_of_a_unit_remains_when_its_message_goes_to_quarantine_by_the_handler()
    {
        await using var runtime = await StartAsync(WithForm(Manual(), message => Task.FromResult(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Quarantined(message.Id, Start, "form.unreadable", "Le formulaire est illisible.")],
        })));

        var receipt = await runtime.ReceiveAsync(Message("form", "1", Start));
        await runtime.DrainAsync();

        Assert.Equal(InboxState.Quarantined, (await runtime.Store.GetMessageAsync(receipt.MessageId))!.State);
    }

    [Fact]
    public async Task A_kind_that_nobody_handles_goes_to_quarantine()
    {
        await using var runtime = await StartAsync(Manual());

        var receipt = await runtime.ReceiveAsync(Message("mystery", "1", Start));
        await runtime.DrainAsync();

        Assert.Equal("inbox.unknown-kind", (await runtime.Store.GetMessageAsync(receipt.MessageId))!.ReasonCode);
    }

    private static RuntimeOptions WithForm(RuntimeOptions options, Func<InboxMessage, Task<UnitOfWork>> handle) => options with
    {
        Routes = new Dictionary<string, MessageRoute> { ["form"] = new((message, _) => handle(message)) },
    };
}

public sealed class InboxOnPostgresTests : InboxTests
{
    protected override bool OnPostgres => true;
}
