using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>Elsa's activation strategies, by the names of their descriptors.</summary>
public class ActivationTests : RuntimeFixture
{
    private static readonly string Waits = Flows.Sequence("w", Flows.Event("ev", "go"));

    [Theory]
    [InlineData("AllowAlways", "file-1", true)]
    [InlineData("Singleton", "file-2", false)]
    [InlineData("CorrelatedSingleton", "file-1", false)]
    [InlineData("CorrelatedSingleton", "file-2", true)]
    [InlineData("CorrelatedSingleton", null, true)]
    [InlineData("Correlation", "file-1", false)]
    [InlineData("Correlation", "file-2", true)]
    [InlineData("Correlation", null, true)]
    public async Task A_second_instance_starts_when_the_strategy_allows_it(string strategy, string? secondFile, bool starts)
    {
        await using var runtime = await StartAsync(Manual(), Flows.Activated(Waits, strategy));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1") { CorrelationId = "file-1" });

        var second = await Record.ExceptionAsync(() => runtime.StartInstanceAsync(new StartInstance("w", "i2") { CorrelationId = secondFile }));

        Assert.Equal(starts, second is null);
        Assert.Equal(starts, await runtime.Store.GetInstanceAsync("i2") is not null);
        if (!starts)
            Assert.Equal("i1", Assert.IsType<ActivationRefusedException>(second).RunningInstanceId);
    }

    [Theory]
    [InlineData("Correlation", false)]
    [InlineData("CorrelatedSingleton", true)]
    [InlineData("Singleton", true)]
    public async Task Another_definition_counts_only_for_the_strategy_of_correlation(string strategy, bool starts)
    {
        await using var runtime = await StartAsync(Manual(), Flows.Activated(Waits, strategy), Flows.Sequence("other", Flows.Event("ev", "go")));
        await runtime.StartInstanceAsync(new StartInstance("other", "i1") { CorrelationId = "file-1" });

        var refused = await Record.ExceptionAsync(() => runtime.StartInstanceAsync(new StartInstance("w", "i2") { CorrelationId = "file-1" }));

        Assert.Equal(starts, refused is null);
    }

    [Fact]
    public async Task An_instance_that_ended_makes_room_for_the_next()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Activated(Waits, "Singleton"));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        await runtime.StartInstanceAsync(new StartInstance("w", "i2"));

        Assert.Equal(WorkflowStatus.Running, (await runtime.Store.GetInstanceAsync("i2"))!.Header.Status);
    }

    [Fact]
    public async Task Of_many_starts_at_the_same_moment_one_succeeds()
    {
        await using var runtime = await StartAsync(Working(), Flows.Activated(Waits, "Singleton"));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () => await Record.ExceptionAsync(() => runtime.StartInstanceAsync(new StartInstance("w", $"i{i}"))))));

        Assert.Single(results, result => result is null);
        Assert.Equal(49, results.Count(result => result is ActivationRefusedException));
        Assert.Equal(1, (await runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total);
    }

    [Fact]
    public async Task A_trigger_that_finds_its_workflow_running_is_silent()
    {
        var ticks = Flows.Sequence("w", Flows.Timer("tm", "00:00:10"), Flows.Event("ev", "go"));
        await using var runtime = await StartAsync(Manual(), Flows.Activated(ticks, "Singleton"));

        await runtime.AdvanceAsync(Clock, Start.AddSeconds(35));

        Assert.Equal(1, (await runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total);
        Assert.Equal((0, 0), await TroubleAsync(runtime.Store));
    }

    [Fact]
    public async Task A_start_by_message_that_is_refused_waits_in_quarantine_with_its_reason()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Activated(Waits, "Singleton"));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));

        var receipt = await runtime.ReceiveAsync(new StartInstance("w", "i2").ToMessage(new DedupeKey("test", "1"), Start));
        await runtime.DrainAsync();

        var message = (await runtime.Store.GetMessageAsync(receipt.MessageId))!;
        Assert.Equal((InboxState.Quarantined, "start.not-allowed"), (message.State, message.ReasonCode));
        Assert.Equal("Le workflow « w » n'a pas démarré : sa stratégie d'activation n'en admet pas d'autre tant que l'instance « i1 » est en cours.", message.Reason);
    }

    [Fact]
    public async Task A_child_that_is_refused_does_not_undo_its_parents_burst()
    {
        await using var runtime = await StartAsync(
            Manual(), Flows.Activated(Waits, "Singleton"), Flows.Sequence("parent", Flows.WriteLine("before"), Flows.Execute("child", "w"), Flows.Event("ev", "stop")));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));

        await runtime.StartInstanceAsync(new StartInstance("parent", "p1"));
        await runtime.DrainAsync();

        Assert.Equal(1, await CompletionsAsync(runtime, "p1", "before"));
        Assert.Equal((1, 0), await TroubleAsync(runtime.Store));
    }

    private static async Task<(long Quarantined, long Dead)> TroubleAsync(IWorkflowStore store)
    {
        var health = await store.GetHealthAsync(Start);
        return (health.QuarantinedMessages, health.DeadMessages);
    }
}

public sealed class ActivationOnPostgresTests : ActivationTests
{
    protected override bool OnPostgres => true;
}
