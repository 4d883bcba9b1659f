using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Definitions;

public sealed class TimeTriggerTests : RuntimeFixture
{
    private static readonly string EveryTenSeconds = Flows.Sequence("ticks", Flows.Timer("tm", "00:00:10"), Flows.WriteLine("z", "tick"));

    /// <summary>As the real engine does in recording s15-timer-trigger.</summary>
    [Fact]
    public async Task A_timer_starts_an_instance_at_each_interval()
    {
        await using var runtime = await StartAsync(Manual(), EveryTenSeconds);

        await runtime.AdvanceAsync(Clock, Start.AddSeconds(10));
        Assert.Equal([10], await StartsAsync(runtime));
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(35));

        Assert.Equal([10, 20, 30], await StartsAsync(runtime));
        Assert.All((await InstancesAsync(runtime)).Items, header => Assert.Equal(WorkflowSubStatus.Finished, header.SubStatus));
    }

    /// <summary>As the real engine does in recording s16-cron-trigger.</summary>
    [Fact]
    public async Task A_cron_expression_starts_an_instance_at_each_of_its_instants()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("ticks", Flows.Cron("cr", "0 0 * * * *"), Flows.WriteLine("z")));

        await runtime.AdvanceAsync(Clock, Start.AddMinutes(30));
        Assert.Empty(await StartsAsync(runtime));
        await runtime.AdvanceAsync(Clock, Start.AddMinutes(90));

        Assert.Equal([3600], await StartsAsync(runtime));
    }

    [Fact]
    public async Task An_instant_starts_one_instance_and_never_another_over_restarts()
    {
        var once = Flows.Sequence("ticks", Flows.StartAt("at", "2026-01-05T09:00:00Z"), Flows.WriteLine("z"));
        await using (var runtime = await StartAsync(Manual(), once))
            await runtime.AdvanceAsync(Clock, Start.AddHours(2));

        await using (var runtime = await StartAsync(Manual()))
        {
            await runtime.AdvanceAsync(Clock, Start.AddHours(4));

            Assert.Equal([3600], await StartsAsync(runtime));
            Assert.Null(Assert.Single(await runtime.Store.GetTimeTriggersAsync()).DueAt);
        }
    }

    [Fact]
    public async Task An_instant_that_has_passed_when_it_is_published_starts_nothing()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("ticks", Flows.StartAt("at", "2025-12-31T09:00:00Z"), Flows.WriteLine("z")));

        await runtime.AdvanceAsync(Clock, Start.AddHours(4));

        Assert.Empty(await StartsAsync(runtime));
    }

    [Fact]
    public async Task Of_the_firings_missed_while_nothing_ran_one_is_made_up_for()
    {
        await using (await StartAsync(Manual(), EveryTenSeconds))
        {
        }

        Clock.MoveTo(Start.AddSeconds(95));
        await using (var runtime = await StartAsync(Manual()))
        {
            await runtime.DrainAsync();
            Assert.Equal([95], await StartsAsync(runtime));

            await runtime.AdvanceAsync(Clock, Start.AddSeconds(110));
            Assert.Equal([95, 100, 110], await StartsAsync(runtime));
        }
    }

    [Fact]
    public async Task A_firing_is_started_once_when_the_process_died_before_it_was_handled()
    {
        await using (var runtime = await StartAsync(Manual(), EveryTenSeconds))
        {
            Clock.MoveTo(Start.AddSeconds(10));
            var trigger = Assert.Single(await runtime.Store.FindDueTriggersAsync(Clock.GetUtcNow(), 10));
            var start = new StartInstance("ticks", "i1") { VersionId = trigger.VersionId, TriggerActivityId = "tm" };
            await runtime.CommitAsync(new UnitOfWork
            {
                TriggersFired = [new TriggerFired("ticks", "tm", trigger.DueAt!.Value, Start.AddSeconds(20))],
                Messages = [start.ToMessage(Keys.Trigger("ticks", "tm", trigger.DueAt.Value), Clock.GetUtcNow()) with { Ephemeral = true }],
            });
        }

        await using (var runtime = await StartAsync(Manual()))
        {
            await runtime.DrainAsync();
            Assert.Equal([10], await StartsAsync(runtime));
        }
    }

    [Fact]
    public async Task A_new_version_with_the_same_schedule_keeps_the_due_instant_and_starts_the_new_version()
    {
        await using var runtime = await StartAsync(Manual(), EveryTenSeconds);
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(4));

        await runtime.Definitions.PublishAsync(Flows.Sequence("ticks", Flows.Timer("tm", "00:00:10"), Flows.WriteLine("z", "tock")));
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(10));

        Assert.Equal([10], await StartsAsync(runtime));
        Assert.Equal("ticks.2", (await InstancesAsync(runtime)).Items[0].DefinitionVersionId);
    }

    [Fact]
    public async Task A_new_version_with_another_schedule_counts_from_its_publication()
    {
        await using var runtime = await StartAsync(Manual(), EveryTenSeconds);
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(4));

        await runtime.Definitions.PublishAsync(Flows.Sequence("ticks", Flows.Timer("tm", "00:00:30"), Flows.WriteLine("z")));
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(40));

        Assert.Equal([34], await StartsAsync(runtime));
    }

    [Fact]
    public async Task A_definition_that_is_taken_back_starts_nothing_until_it_is_published_again()
    {
        await using var runtime = await StartAsync(Manual(), EveryTenSeconds);

        Assert.True(await runtime.Definitions.UnpublishAsync("ticks"));
        Assert.False(await runtime.Definitions.UnpublishAsync("ticks"));
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(25));
        Assert.Empty(await StartsAsync(runtime));
        Assert.Empty(await runtime.Store.GetTimeTriggersAsync());

        await runtime.Definitions.PublishAsync(EveryTenSeconds);
        await runtime.AdvanceAsync(Clock, Start.AddSeconds(40));

        Assert.Equal([35], await StartsAsync(runtime));
    }

    [Fact]
    public async Task A_trigger_that_a_new_version_no_longer_has_is_disarmed()
    {
        await using var runtime = await StartAsync(Manual(), EveryTenSeconds);

        await runtime.Definitions.PublishAsync(Flows.Sequence("ticks", Flows.WriteLine("z")));
        await runtime.AdvanceAsync(Clock, Start.AddMinutes(1));

        Assert.Empty(await StartsAsync(runtime));
        Assert.Null(await runtime.NextDueAtAsync());
    }

    [Fact]
    public async Task Triggers_of_definitions_published_by_an_older_program_are_armed_at_the_start()
    {
        await using (var runtime = await StartAsync(Manual(), EveryTenSeconds))
            await runtime.CommitAsync(new UnitOfWork { Triggers = [new ArmedTriggers("ticks", "ticks.1", [])] });

        await using (var runtime = await StartAsync(Manual()))
        {
            await runtime.AdvanceAsync(Clock, Start.AddSeconds(10));
            Assert.Equal([10], await StartsAsync(runtime));
        }
    }

    /// <summary>Two processes on one store, as a store for several will have: both see the trigger, each looks at it on its own.</summary>
    [Fact]
    public async Task Two_runtimes_on_one_store_start_one_instance_per_firing()
    {
        var store = SqliteWorkflowStore.InMemory();
        await using var first = await StartAsync(Manual(store), EveryTenSeconds);
        await using var second = await StartAsync(Manual(store));

        for (var second10 = 1; second10 <= 20; second10++)
        {
            Clock.MoveTo(Start.AddSeconds(10 * second10));
            await Task.WhenAll(Task.Run(() => first.DrainAsync()), Task.Run(() => second.DrainAsync()));
        }

        await first.DrainAsync();
        Assert.Equal(Enumerable.Range(1, 20).Select(n => 10 * n), await StartsAsync(first));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 20)]
    [InlineData(3605, 3610)]
    public void The_next_firing_of_a_timer_stands_on_its_grid_and_in_the_future(int secondsLate, int next) =>
        Assert.Equal(Start.AddSeconds(next), new TriggerSchedule.Every(TimeSpan.FromSeconds(10)).Next(Start, Start.AddSeconds(secondsLate)));

    [Fact]
    public void A_schedule_comes_back_from_its_text()
    {
        TriggerSchedule[] schedules = [new TriggerSchedule.Every(TimeSpan.FromMinutes(90)), new TriggerSchedule.Cron("0 0 8 * * MON"), new TriggerSchedule.Once(Start)];

        Assert.All(schedules, schedule => Assert.Equal(schedule, TriggerSchedule.Parse(schedule.ToString())));
        Assert.Throws<FormatException>(() => TriggerSchedule.Parse("sometimes"));
    }

    /// <summary>Seconds after the start at which the instances were started, in order.</summary>
    private static async Task<IEnumerable<int>> StartsAsync(WorkflowRuntime runtime) =>
        (await InstancesAsync(runtime)).Items.Reverse().Select(header => (int)(header.CreatedAt - Start).TotalSeconds);

    private static async Task<Page<InstanceHeader>> InstancesAsync(WorkflowRuntime runtime) =>
        await runtime.Store.ListInstancesAsync(new InstanceFilter { DefinitionId = "ticks" }, new PageRequest(0, 1000));
}
