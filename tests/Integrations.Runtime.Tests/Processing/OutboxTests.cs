using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

public class OutboxTests : RuntimeFixture
{
    private readonly List<(DateTimeOffset At, string Key)> calls = [];

    [Fact]
    public async Task A_failed_delivery_waits_twice_as_long_each_time_and_ends_as_a_dead_letter()
    {
        var options = With(_ => new DeliveryResult.Failed("http.503", "Indisponible."));
        await using var runtime = await StartAsync(options with { OutboxBackoff = new Backoff { First = TimeSpan.FromSeconds(10), MaxAttempts = 4 } });

        await runtime.CommitAsync(Commands("k"));
        await runtime.AdvanceAsync(Clock, Start.AddHours(1));

        Assert.Equal([0, 10, 30, 70], calls.Select(call => (call.At - Start).TotalSeconds));
        var dead = Assert.Single((await runtime.Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Items);
        Assert.Equal(("http.503", 4), (dead.ReasonCode, dead.Attempts));
    }

    [Fact]
    public async Task Retry_after_is_honoured_and_uses_up_no_attempt()
    {
        var options = With(_ => calls.Count < 30
            ? new DeliveryResult.RetryAfter(Clock.GetUtcNow().AddMinutes(7), "http.429", "Trop de demandes.")
            : new DeliveryResult.Delivered());
        await using var runtime = await StartAsync(options with { OutboxBackoff = new Backoff { MaxAttempts = 2 } });

        await runtime.CommitAsync(Commands("k"));
        await runtime.AdvanceAsync(Clock, Start.AddDays(1));

        Assert.Equal(Enumerable.Range(0, 30).Select(i => Start.AddMinutes(7 * i)), calls.Select(call => call.At));
        Assert.Equal((OutboxState.Delivered, 0), await StateAsync(runtime, 1));
    }

    [Fact]
    public async Task A_recipient_that_asks_for_later_for_ever_is_given_up_the_usual_attempts_after_a_week()
    {
        await using var runtime = await StartAsync(With(_ => new DeliveryResult.RetryAfter(Clock.GetUtcNow().AddHours(6), "http.429", "Trop de demandes.")));

        await runtime.CommitAsync(Commands("k"));
        await runtime.AdvanceAsync(Clock, Start.AddDays(30));

        Assert.Equal(28 + 15, calls.Count);
        Assert.Equal((OutboxState.Dead, 15), await StateAsync(runtime, 1));
    }

    [Fact]
    public async Task What_grew_old_while_the_service_was_down_is_not_given_up_because_the_recipient_is_busy()
    {
        await using var runtime = await StartAsync(With(_ => calls.Count < 3
            ? new DeliveryResult.RetryAfter(Clock.GetUtcNow().AddMinutes(7), "http.429", "Trop de demandes.")
            : new DeliveryResult.Delivered()));
        await runtime.CommitAsync(Commands("k"));
        Clock.MoveTo(Start.AddDays(30));

        await runtime.AdvanceAsync(Clock, Start.AddDays(31));

        Assert.Equal((OutboxState.Delivered, 2), await StateAsync(runtime, 1));
    }

    [Fact]
    public async Task A_permanent_failure_is_a_dead_letter_at_once_and_can_be_replayed()
    {
        var refused = true;
        await using var runtime = await StartAsync(With(_ => refused ? new DeliveryResult.Failed("http.400", "Adresse invalide.", Permanent: true) : new DeliveryResult.Delivered()));
        await runtime.CommitAsync(Commands("k"));
        await runtime.DrainAsync();
        Assert.Equal((OutboxState.Dead, 1), await StateAsync(runtime, 1));

        refused = false;
        Assert.True(await runtime.ReplayCommandAsync(1, "agent", "adresse corrigée"));
        Assert.False(await runtime.ReplayCommandAsync(1, "agent", "deux fois"));
        await runtime.DrainAsync();

        Assert.Equal((OutboxState.Delivered, 0), await StateAsync(runtime, 1));
        Assert.Equal("adresse corrigée", Assert.Single(await runtime.Store.GetCommandReplaysAsync(1)).Why);
    }

    [Fact]
    public async Task A_later_command_of_one_ordering_key_does_not_overtake_one_that_is_tried_again()
    {
        await using var runtime = await StartAsync(With(command =>
            command.IdempotencyKey == "k1" && calls.Count < 4 ? new DeliveryResult.Failed("http.503", "Indisponible.") : new DeliveryResult.Delivered()));

        await runtime.CommitAsync(Commands("k1", "k2") with { });
        await runtime.AdvanceAsync(Clock, Start.AddHours(1));

        Assert.Equal(["k1", "k1", "k1", "k1", "k2"], calls.Select(call => call.Key));
    }

    [Fact]
    public async Task An_exception_of_an_adapter_is_a_failure_that_is_tried_again()
    {
        await using var runtime = await StartAsync(With(_ => calls.Count == 1 ? throw new HttpRequestException("no route") : new DeliveryResult.Delivered()));

        await runtime.CommitAsync(Commands("k"));
        await runtime.AdvanceAsync(Clock, Start.AddHours(1));

        Assert.Equal((OutboxState.Delivered, 1), await StateAsync(runtime, 1));
    }

    [Fact]
    public async Task A_delivery_without_end_is_cut_and_tried_again()
    {
        var options = Manual() with
        {
            DeliveryTimeout = TimeSpan.FromMilliseconds(20),
            Adapters = new Dictionary<string, CommandAdapter>
            {
                ["notify"] = async (_, token) =>
                {
                    await Task.Delay(Timeout.Infinite, token);
                    return new DeliveryResult.Delivered();
                },
            },
        };
        await using var runtime = await StartAsync(options);

        await runtime.CommitAsync(Commands("k"));
        await runtime.DrainAsync();

        Assert.Equal("outbox.timeout", (await runtime.Store.GetCommandAsync(1))!.ReasonCode);
        Assert.Equal((OutboxState.Pending, 1), await StateAsync(runtime, 1));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    public async Task A_reply_that_no_workflow_can_take_is_a_dead_letter_and_not_a_second_delivery(string reply)
    {
        await using var runtime = await StartAsync(With(_ => new DeliveryResult.Delivered(reply)));

        await runtime.CommitAsync(Commands("k"));
        await runtime.AdvanceAsync(Clock, Start.AddDays(1));

        Assert.Single(calls);
        Assert.Equal("outbox.reply", (await runtime.Store.GetCommandAsync(1))!.ReasonCode);
    }

    [Fact]
    public async Task A_command_that_no_adapter_delivers_is_a_dead_letter()
    {
        await using var runtime = await StartAsync(Manual());

        await runtime.CommitAsync(Commands("k"));
        await runtime.DrainAsync();

        Assert.Equal("outbox.no-adapter", (await runtime.Store.GetCommandAsync(1))!.ReasonCode);
    }

    [Fact]
    public async Task The_reply_to_a_command_resumes_the_instance_that_waits_for_it()
    {
        var options = Manual();
        await using var runtime = await StartAsync(
            options with
            {
                Adapters = new Dictionary<string, CommandAdapter>
                {
                    [RuntimeCommands.RunTask] = (_, _) => Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered("""{"result":"vu"}""")),
                },
            },
            Flows.Sequence("asks", Flows.RunTask("t", "instruire"), Flows.WriteLine("end")));
        await runtime.StartInstanceAsync(new StartInstance("asks", "i1") { CorrelationId = "file-1" });
        Assert.Equal(WorkflowStatus.Running, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);

        await runtime.DrainAsync();

        var command = Assert.Single((await runtime.Store.ListCommandsAsync(null, "file-1", PageRequest.First)).Items);
        Assert.Equal(("i1", "file-1|elsa.run-task", OutboxState.Delivered), (command.InstanceId, command.OrderingKey, command.State));
        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
    }

    [Fact]
    public async Task Workers_deliver_each_command_once_and_in_order()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var options = Working();
        await using var runtime = await StartAsync(options with
        {
            Adapters = new Dictionary<string, CommandAdapter>
            {
                ["notify"] = async (command, token) =>
                {
                    await Task.Delay(Random.Shared.Next(3), token);
                    seen.Enqueue(command.IdempotencyKey);
                    return new DeliveryResult.Delivered();
                },
            },
        });

        var now = DateTimeOffset.UtcNow;
        await runtime.CommitAsync(new UnitOfWork
        {
            Commands = [.. Enumerable.Range(0, 300).Select(i => new NewOutboxCommand("notify", $"{i:000}", "{}") { CreatedAt = now, OrderingKey = $"{i % 10}" })],
        });
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(now)).PendingCommands == 0);

        Assert.Equal(300, seen.Count);
        Assert.Equal(300, seen.Distinct().Count());
        foreach (var ofKey in seen.GroupBy(key => key[^1]))
            Assert.Equal(ofKey.Order(StringComparer.Ordinal), ofKey);
    }

    [Fact]
    public async Task No_more_deliveries_run_at_the_same_time_than_allowed()
    {
        int running = 0, most = 0;
        var full = new TaskCompletionSource();
        var options = Working();
        await using var runtime = await StartAsync(options with
        {
            Deliveries = 3,
            Adapters = new Dictionary<string, CommandAdapter>
            {
                ["notify"] = async (_, token) =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    if (now == 3)
                        full.TrySetResult();
                    await full.Task.WaitAsync(token);
                    await Task.Delay(5, token);
                    Interlocked.Decrement(ref running);
                    return new DeliveryResult.Delivered();
                },
            },
        });

        var at = DateTimeOffset.UtcNow;
        await runtime.CommitAsync(new UnitOfWork { Commands = [.. Enumerable.Range(0, 60).Select(i => new NewOutboxCommand("notify", $"{i}", "{}") { CreatedAt = at })] });
        await UntilAsync(async () => (await runtime.Store.GetHealthAsync(at)).PendingCommands == 0);

        Assert.Equal(3, most);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static UnitOfWork Commands(params string[] keys) => new()
    {
        Commands = [.. keys.Select(key => new NewOutboxCommand("notify", key, "{}") { CreatedAt = Start, OrderingKey = "file-1:mairie" })],
    };

    private static async Task<(OutboxState, int)> StateAsync(WorkflowRuntime runtime, long id)
    {
        var command = (await runtime.Store.GetCommandAsync(id))!;
        return (command.State, command.Attempts);
    }

    private RuntimeOptions With(Func<OutboxCommand, DeliveryResult> deliver) => Manual() with
    {
        Adapters = new Dictionary<string, CommandAdapter>
        {
            ["notify"] = (command, _) =>
            {
                calls.Add((Clock.GetUtcNow(), command.IdempotencyKey));
                return Task.FromResult(deliver(command));
            },
        },
    };
}

public sealed class OutboxOnPostgresTests : OutboxTests
{
    protected override bool OnPostgres => true;
}
