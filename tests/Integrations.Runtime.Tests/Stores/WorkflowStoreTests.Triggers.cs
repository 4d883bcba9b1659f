using Integrations.Runtime.Definitions;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    private static TimeTrigger Trigger(string activityId, DateTimeOffset? dueAt, string schedule = "every 00:00:10", int version = 1) =>
        new("d", activityId, $"d.{version}", TriggerSchedule.Parse(schedule), dueAt);

    private static ArmedTriggers Armed(params TimeTrigger[] triggers) => new("d", triggers[0].VersionId, triggers);

    [Fact]
    public async Task A_trigger_is_due_at_its_instant_and_claimed_once()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1)], Triggers = [Armed(Trigger("b", Now), Trigger("a", Now), Trigger("c", Now.AddTicks(1)), Trigger("e", null))] });
        Assert.Equal(["a", "b"], (await Store.FindDueTriggersAsync(Now, 10)).Select(trigger => trigger.ActivityId));
        Assert.Equal(Now, await Store.NextDueAtAsync());
        Assert.Equal(Trigger("a", Now), (await Store.GetTimeTriggersAsync())[0]);

        var fired = new UnitOfWork { TriggersFired = [new TriggerFired("d", "a", Now, Now.AddDays(1))], Messages = [Message("start")] };
        await CommitAsync(fired);

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.Trigger, "d/a"), await Store.CommitAsync(fired with { Messages = [Message("start again")] }));
        Assert.Equal(["b"], (await Store.FindDueTriggersAsync(Now, 10)).Select(trigger => trigger.ActivityId));
        Assert.Single(await Store.FindDueMessagesAsync(Now, 10));
    }

    [Fact]
    public async Task Arming_again_keeps_the_due_instant_of_the_same_schedule_and_takes_the_rest_anew()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1)], Triggers = [Armed(Trigger("same", Now), Trigger("other", Now), Trigger("gone", Now))] });

        await CommitAsync(new UnitOfWork
        {
            Definitions = [Definition("d", 2)],
            Triggers = [Armed(Trigger("same", Now.AddDays(1), version: 2), Trigger("other", Now.AddDays(1), "every 00:00:20", 2), Trigger("added", Now.AddDays(2), version: 2))],
        });

        Assert.Equal(
            [Trigger("added", Now.AddDays(2), version: 2), Trigger("other", Now.AddDays(1), "every 00:00:20", 2), Trigger("same", Now, version: 2)],
            await Store.GetTimeTriggersAsync());
    }

    [Fact]
    public async Task Triggers_of_a_version_that_is_no_longer_the_published_one_are_not_armed()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1), Definition("d", 2)], Triggers = [Armed(Trigger("a", Now, version: 2))] });

        await CommitAsync(new UnitOfWork { Triggers = [Armed(Trigger("late", Now, version: 1)), new ArmedTriggers("d", null, [])] });
        Assert.Equal(["a"], (await Store.GetTimeTriggersAsync()).Select(trigger => trigger.ActivityId));

        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 2) with { Published = false }], Triggers = [new ArmedTriggers("d", null, [])] });
        Assert.Empty(await Store.GetTimeTriggersAsync());
    }
}
