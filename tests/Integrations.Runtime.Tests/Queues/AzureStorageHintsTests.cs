using System.Text;
using Azure.Storage.Queues;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Runtime.Stores;
using Integrations.Tests.Services;

namespace Integrations.Runtime.Tests.Queues;

/// <summary>What is said to the queue, and what becomes of what is said wrongly, twice or never.</summary>
public sealed class AzureStorageHintsTests : QueueFixture
{
    [Fact]
    public async Task A_commit_says_the_numbers_of_what_it_leaves_to_be_worked_and_nothing_else()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var runtime = await HintedAsync(queues);

        await runtime.CommitAsync(new UnitOfWork
        {
            Messages = [Message("note", "a", DateTimeOffset.UtcNow, """{"nom":"Dupont"}""")],
            Commands = [Command("c1"), Command("c2") with { DueAt = DateTimeOffset.UtcNow.AddDays(3) }],
        });

        // The command of the day after tomorrow is left to the tick of that day.
        Assert.Equal(["""{"c":1}""", """{"m":1}"""], (await SaidAsync(queues.Work, 2)).Order());
    }

    [Fact]
    public async Task A_commit_does_not_wait_for_a_queue_that_is_down_and_the_upkeep_says_later_what_was_not_said()
    {
        using var azurite = await Azurite.StartAsync();
        var queues = azurite.NewQueues();
        List<string> delivered = [];
        var runtime = await HintedAsync(queues, options => options with { Adapters = Adapters(delivered) }, time: Clock);
        azurite.Stop();

        await runtime.CommitAsync(new UnitOfWork { Messages = [Message("note", "a", Start)], Commands = [Command("c1") with { CreatedAt = Start, DueAt = Start }] });
        Assert.Equal(InboxState.Pending, (await runtime.Store.GetMessageAsync(1))!.State);

        await azurite.RestartAsync();
        Clock.MoveTo(Start.AddMinutes(2));
        await new QueueUpkeep(queues, runtime).RunAsync();
        Assert.Equal(["""{"c":1}""", """{"m":1}"""], (await SaidAsync(queues.Work, 2)).Order());

        // Said again once, and not at each tick.
        await new QueueUpkeep(queues, runtime).RunAsync();
        await runtime.WorkAsync("""{"m":1}""", 1);
        await runtime.WorkAsync("""{"c":1}""", 1);
        Assert.Equal(["c1"], delivered);
        Assert.Equal(InboxState.Done, (await runtime.Store.GetMessageAsync(1))!.State);
        Assert.Empty(await queues.Work.TakeAsync(32, TimeSpan.FromSeconds(1), default));
    }

    [Fact]
    public async Task A_hint_for_what_is_done_or_was_never_there_changes_nothing()
    {
        var runtime = await HintedAsync((await EmulatorAsync()).NewQueues());
        await runtime.ReceiveAsync(Message("note", "a", DateTimeOffset.UtcNow));

        foreach (var text in new[] { """{"m":1}""", """{"m":1}""", """{"m":77}""", """{"c":77}""" })
            await runtime.WorkAsync(text, 1);

        Assert.Equal(["a"], Handled);
        Assert.Equal(InboxState.Done, (await runtime.Store.GetMessageAsync(1))!.State);
    }

    [Fact]
    public async Task A_text_that_is_none_of_ours_waits_once_in_quarantine_with_its_reason()
    {
        var runtime = await HintedAsync((await EmulatorAsync()).NewQueues());

        await runtime.WorkAsync("bonjour", 1);
        await runtime.WorkAsync("bonjour", 2);
        await runtime.GiveUpAsync("bonjour");

        var kept = Assert.Single((await runtime.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items);
        Assert.Equal(("queue.unreadable", "bonjour"), (kept.ReasonCode, Encoding.UTF8.GetString(kept.Payload.Span)));
    }

    [Fact]
    public async Task What_the_poison_queue_holds_becomes_dead_letters_that_can_be_replayed()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        List<string> delivered = [];
        var runtime = await HintedAsync(queues, options => options with { Adapters = Adapters(delivered) });
        await runtime.CommitAsync(new UnitOfWork { Messages = [Message("note", "a", DateTimeOffset.UtcNow)], Commands = [Command("c1")] });
        // As the Functions host fills it: the text of the message, no reason.
        await queues.Poison.CreateAsync();
        foreach (WorkHint hint in new WorkHint[] { new WorkHint.Message(1), new WorkHint.Command(1), new WorkHint.Time(Start) })
            await queues.Poison.SendMessageAsync(HintText.Encode(hint));

        await new QueueUpkeep(queues, runtime).RunAsync();

        Assert.Equal((InboxState.Dead, "queue.poison"), (await runtime.Store.GetMessageAsync(1)) is var message ? (message!.State, message.ReasonCode) : default);
        Assert.Equal((OutboxState.Dead, "queue.poison"), (await runtime.Store.GetCommandAsync(1)) is var command ? (command!.State, command.ReasonCode) : default);
        Assert.Empty(await queues.Poison.TakeAsync(32, TimeSpan.FromSeconds(1), default));

        Assert.True(await runtime.ReplayMessageAsync(1, "agent", "cause levée"));
        Assert.True(await runtime.ReplayCommandAsync(1, "agent", "cause levée"));
        await runtime.WorkAsync("""{"m":1}""", 1);
        await runtime.WorkAsync("""{"c":1}""", 1);
        Assert.Equal(["a"], Handled);
        Assert.Equal(["c1"], delivered);
    }

    [Fact]
    public async Task A_command_that_waited_for_the_one_before_leaves_by_the_hint_of_that_one()
    {
        List<string> delivered = [];
        var runtime = await HintedAsync((await EmulatorAsync()).NewQueues(), options => options with { Adapters = Adapters(delivered) });
        await runtime.CommitAsync(new UnitOfWork { Commands = [.. new[] { "c1", "c2", "c3" }.Select(key => Command(key) with { OrderingKey = "mairie" })] });

        await runtime.WorkAsync("""{"c":3}""", 1);
        Assert.Empty(delivered);
        await runtime.WorkAsync("""{"c":1}""", 1);
        Assert.Equal(["c1", "c2", "c3"], delivered);
    }

    [Fact]
    public async Task Two_hints_of_one_command_at_the_same_time_deliver_it_once()
    {
        List<string> delivered = [];
        var gate = new TaskCompletionSource();
        var runtime = await HintedAsync((await EmulatorAsync()).NewQueues(), options => options with
        {
            Adapters = new Dictionary<string, CommandAdapter>
            {
                ["mail"] = async (command, _) =>
                {
                    delivered.Add(command.IdempotencyKey);
                    await gate.Task;
                    return new DeliveryResult.Delivered();
                },
            },
        });
        await runtime.CommitAsync(new UnitOfWork { Commands = [Command("c1")] });

        var first = runtime.WorkAsync("""{"c":1}""", 1);
        await runtime.WorkAsync("""{"c":1}""", 1);
        gate.SetResult();
        await first;
        Assert.Equal(["c1"], delivered);
    }

    [Fact]
    public async Task Messages_that_come_at_once_leave_as_few_hints_and_each_is_named()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var runtime = await HintedAsync(queues);

        await runtime.CommitAsync(new UnitOfWork { Messages = [.. Enumerable.Range(1, 100).Select(number => Message("note", $"m{number}", DateTimeOffset.UtcNow))] });

        List<WorkHint> said = [];
        await UntilAsync(async () =>
        {
            said.AddRange((await queues.Work.TakeAsync(32, TimeSpan.FromMinutes(5), default)).Select(message => HintText.Read(message.MessageText)!));
            return said.Sum(Count) == 100;
        });
        Assert.InRange(said.Count, 7, 20);
        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), said.SelectMany(Numbers).Order());

        static int Count(WorkHint hint) => Numbers(hint).Count();
        static IEnumerable<long> Numbers(WorkHint hint) => hint is WorkHint.Rows(var rows) ? rows.SelectMany(Numbers) : [((WorkHint.Message)hint).Id];
    }

    [Fact]
    public async Task A_hint_for_several_messages_that_came_back_is_taken_apart()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var runtime = await HintedAsync(queues);
        await runtime.Store.CommitAsync(new UnitOfWork { Messages = [Message("note", "a", DateTimeOffset.UtcNow), Message("note", "b", DateTimeOffset.UtcNow)] });

        // A process died over it: who was to blame shows only when each comes by itself.
        await runtime.WorkAsync("""{"m":[1,2,77]}""", 2);

        Assert.Empty(Handled);
        List<string> said = [];
        await UntilAsync(async () =>
        {
            said.AddRange((await queues.Work.TakeAsync(32, TimeSpan.FromMinutes(5), default)).Select(message => HintText.Plain(message.MessageText)));
            return said.Count >= 3;
        });
        Assert.Equal(["""{"m":[1]}""", """{"m":[2]}""", """{"m":[77]}"""], said.Order());

        // One that goes on killing is given up; the others are not.
        await runtime.GiveUpAsync("""{"m":[1]}""");
        Assert.Equal(InboxState.Dead, (await runtime.Store.GetMessageAsync(1))!.State);
        await runtime.WorkAsync("""{"m":[2]}""", 2);
        Assert.Equal(["b"], Handled);
    }

    [Fact]
    public async Task A_hint_for_several_messages_has_each_of_them_worked()
    {
        var runtime = await HintedAsync((await EmulatorAsync()).NewQueues());
        await runtime.Store.CommitAsync(new UnitOfWork { Messages = [Message("note", "a", DateTimeOffset.UtcNow), Message("note", "b", DateTimeOffset.UtcNow)] });

        await runtime.WorkAsync("""{"m":[1,2,77]}""", 1);

        Assert.Equal(["a", "b"], Handled.Order());
    }

    [Fact]
    public async Task What_a_message_brings_about_is_worked_with_it_and_makes_no_trip_to_the_queue()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        List<string> delivered = [];
        var runtime = await HintedAsync(queues, options => options with
        {
            Adapters = Adapters(delivered),
            Routes = new Dictionary<string, MessageRoute>
            {
                ["note"] = new(NoteAsync),
                ["form"] = new((message, _) => Task.FromResult(new UnitOfWork
                {
                    Messages = [Message("note", "of " + message.Key.Value, DateTimeOffset.UtcNow), Message("note", "later", DateTimeOffset.UtcNow) with { DueAt = DateTimeOffset.UtcNow.AddMinutes(1) }],
                    Commands = [Command("c1")],
                })),
            },
        });
        await runtime.ReceiveAsync(Message("form", "a", DateTimeOffset.UtcNow));
        Assert.Equal(["""{"m":1}"""], await SaidAsync(queues.Work, 1));

        await runtime.WorkAsync("""{"m":1}""", 1);

        Assert.Equal(["of a"], Handled);
        Assert.Equal(["c1"], delivered);
        await UntilAsync(async () => (await queues.Work.GetPropertiesAsync()).Value.ApproximateMessagesCount == 2);
        Assert.Empty(await queues.Work.TakeAsync(32, TimeSpan.FromSeconds(1), default));
    }

    [Fact]
    public async Task A_command_in_hand_stays_in_hand_when_the_clock_is_set_forward()
    {
        List<string> delivered = [];
        var gate = new TaskCompletionSource();
        var runtime = await HintedAsync(
            (await EmulatorAsync()).NewQueues(),
            options => options with
            {
                Adapters = new Dictionary<string, CommandAdapter>
                {
                    ["mail"] = async (command, _) =>
                    {
                        delivered.Add(command.IdempotencyKey);
                        if (command.IdempotencyKey == "slow") await gate.Task;
                        return new DeliveryResult.Delivered();
                    },
                },
            },
            time: Clock);
        await runtime.CommitAsync(new UnitOfWork
        {
            Commands = [.. new[] { "slow", "quick", "other" }.Select(key => Command(key) with { CreatedAt = Start, DueAt = Start, OrderingKey = key })],
        });

        var slow = runtime.WorkAsync("""{"c":1}""", 1);
        Clock.MoveTo(Start.AddDays(1));
        // Its lease has lapsed by that clock: neither its own hint nor one who looks for what was freed may take it.
        await runtime.WorkAsync("""{"c":1}""", 2);
        await runtime.WorkAsync("""{"c":2}""", 1);
        gate.SetResult();
        await slow;

        Assert.Equal(["slow", "quick", "other"], delivered);
    }

    [Fact]
    public async Task A_hint_that_comes_early_is_said_again_for_its_time()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var runtime = await HintedAsync(queues, time: Clock);
        await runtime.CommitAsync(new UnitOfWork { Messages = [Message("note", "a", Start) with { DueAt = Start.AddSeconds(1) }] });
        Assert.Equal(["""{"m":1}"""], await SaidAsync(queues.Work, 1));

        await runtime.WorkAsync("""{"m":1}""", 1);

        Assert.Empty(Handled);
        Assert.Equal(["""{"m":1}"""], await SaidAsync(queues.Work, 1));
        Clock.MoveTo(Start.AddSeconds(1));
        await runtime.WorkAsync("""{"m":1}""", 1);
        Assert.Equal(["a"], Handled);
    }

    internal static NewOutboxCommand Command(string key) => new("mail", key, "{}") { CreatedAt = DateTimeOffset.UtcNow };

    private static Dictionary<string, CommandAdapter> Adapters(List<string> delivered) => new()
    {
        ["mail"] = (command, _) =>
        {
            delivered.Add(command.IdempotencyKey);
            return Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered());
        },
    };

    /// <summary>What was said, decoded and one by one; waits until there are so many, and takes them.</summary>
    private static async Task<List<string>> SaidAsync(QueueClient queue, int count)
    {
        List<string> said = [];
        await UntilAsync(async () =>
        {
            foreach (var message in await queue.TakeAsync(32, TimeSpan.FromMinutes(5), default))
                said.AddRange(HintText.Read(message.MessageText) is WorkHint.Rows(var rows) ? rows.Select(HintText.Write) : [HintText.Plain(message.MessageText)]);
            return said.Count >= count;
        });
        return said;
    }
}
