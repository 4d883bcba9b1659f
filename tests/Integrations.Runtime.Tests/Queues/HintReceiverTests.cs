using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Queues;

/// <summary>A process of its own that takes its work from the queue.</summary>
public sealed class HintReceiverTests : QueueFixture
{
    [Fact]
    public async Task A_workflow_with_a_timer_of_two_seconds_runs_to_its_end_by_hints_alone()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var runtime = await HintedAsync(queues);
        await runtime.Definitions.PublishAsync(Flows.Sequence("short", Flows.Delay("wait", "00:00:02")));
        await using var receiving = Receive(queues, runtime);

        await runtime.StartInstanceAsync(new StartInstance("short", "i1"));

        await UntilAsync(async () => (await runtime.Store.GetInstanceAsync("i1"))?.Header.Status == WorkflowStatus.Finished);
        await UntilAsync(async () => (await queues.Work.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
    }

    [Fact]
    public async Task A_hint_that_comes_while_the_process_still_starts_waits_until_the_definitions_are_known()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var first = await HintedAsync(queues);
        await first.Definitions.PublishAsync(Flows.Sequence("short", Flows.WriteLine("say", "done")));
        await queues.Work.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await first.ReceiveAsync(Message(MessageKinds.Start, "a", DateTimeOffset.UtcNow, """{"definitionId":"short","instanceId":"i1"}"""));
        await UntilAsync(async () => (await queues.Work.PeekMessagesAsync(32)).Value.Length == 1);
        var starting = WorkflowRuntime.Create(Manual(first.Store) with { Time = TimeProvider.System, Hints = HintsTo(queues) });
        await using var receiving = Receive(queues, starting);
        await UntilAsync(async () => (await queues.Work.PeekMessagesAsync(32)).Value.Length == 0);

        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(InboxState.Pending, (await first.Store.GetMessageAsync(1))!.State);
        await starting.BeginAsync(TestContext.Current.CancellationToken);

        await UntilAsync(async () => (await first.Store.GetInstanceAsync("i1"))?.Header.Status == WorkflowStatus.Finished);
    }

    [Fact]
    public async Task No_more_hints_are_taken_than_there_are_free_places()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var gate = new TaskCompletionSource();
        var runtime = await HintedAsync(queues, options => options with { Routes = Route(_ => gate.Task) });
        // Past the hints, which would leave together.
        await runtime.Store.CommitAsync(new UnitOfWork { Messages = [.. Enumerable.Range(0, 10).Select(number => Message("note", $"m{number}", DateTimeOffset.UtcNow))] });
        await queues.Work.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var id = 1; id <= 10; id++)
            await queues.Work.SendHintAsync(new WorkHint.Message(id), TimeSpan.Zero, TestContext.Current.CancellationToken);

        await using var receiving = Receive(queues, runtime, new HintReceiverSettings { Places = 3 });
        await UntilAsync(() => Task.FromResult(Handled.Count == 3));
        Assert.Equal(7, (await queues.Work.PeekMessagesAsync(32)).Value.Length);

        gate.SetResult();
        await UntilAsync(() => Task.FromResult(Handled.Count == 10));
    }

    [Fact]
    public async Task Work_that_takes_longer_than_the_visibility_keeps_its_hint()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        var gate = new TaskCompletionSource();
        var runtime = await HintedAsync(queues, options => options with { Routes = Route(_ => gate.Task) });
        await runtime.ReceiveAsync(Message("note", "a", DateTimeOffset.UtcNow));

        await using (Receive(queues, runtime, new HintReceiverSettings { Visibility = TimeSpan.FromSeconds(2) }))
        {
            await UntilAsync(() => Task.FromResult(Handled.Count == 1));
            // Twice the visibility: without renewal the hint would have come back and been taken again.
            await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
            gate.SetResult();
            await UntilAsync(async () => (await queues.Work.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
        }

        Assert.Equal(["a"], Handled);
    }

    [Fact]
    public async Task What_hangs_each_time_ends_in_the_poison_queue_and_holds_nobody_up()
    {
        var queues = (await EmulatorAsync()).NewQueues();
        // It does not heed its token, as code that waits for a lock would not.
        var runtime = await HintedAsync(queues, options => options with { Routes = Route(message => message.Key.Value == "stuck" ? Task.Delay(Timeout.Infinite) : Task.CompletedTask) });
        await runtime.ReceiveAsync(Message("note", "stuck", DateTimeOffset.UtcNow));
        await runtime.ReceiveAsync(Message("note", "good", DateTimeOffset.UtcNow));

        var quick = new HintReceiverSettings { Deadline = TimeSpan.FromSeconds(1), RetryAfter = TimeSpan.FromSeconds(1), MaxDequeueCount = 2, LongestPause = TimeSpan.FromMilliseconds(200) };
        await using (Receive(queues, runtime, quick))
            await UntilAsync(async () => (await queues.Poison.TakeAsync(1, TimeSpan.FromSeconds(1), default)).Length == 1);

        // Once more where the machine was too busy for the deadline.
        Assert.Contains("good", Handled);
        // Three times where both left as one hint, which is taken apart at its second delivery.
        Assert.InRange(Handled.Count(key => key == "stuck"), 2, 3);
        await UntilAsync(async () =>
        {
            await new QueueUpkeep(queues, runtime).RunAsync();
            return (await runtime.Store.GetMessageAsync(1))!.State == InboxState.Dead;
        });
        Assert.Equal(InboxState.Done, (await runtime.Store.GetMessageAsync(2))!.State);
    }

    private Dictionary<string, MessageRoute> Route(Func<InboxMessage, Task> work) => new()
    {
        ["note"] = new MessageRoute(async (message, _) =>
        {
            Handled.Enqueue(message.Key.Value);
            await work(message);
            return UnitOfWork.Empty;
        }),
    };
}
