using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Definitions;

public sealed class VersionTests : RuntimeFixture
{
    [Fact]
    public async Task A_running_instance_stays_on_its_version_and_new_ones_start_on_the_new_one()
    {
        await using var runtime = await StartAsync(Manual(), Waits("old"));
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));
        await runtime.Definitions.PublishAsync(Waits("new"));
        await runtime.StartInstanceAsync(new StartInstance("waits", "i2"));

        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal((1, 0), (await CompletionsAsync(runtime, "i1", "old"), await CompletionsAsync(runtime, "i1", "new")));
        Assert.Equal((0, 1), (await CompletionsAsync(runtime, "i2", "old"), await CompletionsAsync(runtime, "i2", "new")));
        Assert.Equal("waits.1", (await runtime.Store.GetInstanceAsync("i1"))!.Header.DefinitionVersionId);
    }

    [Fact]
    public async Task An_instance_of_an_old_version_goes_on_after_a_restart()
    {
        await using (var runtime = await StartAsync(Manual(), Waits("old")))
        {
            await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));
            await runtime.Definitions.PublishAsync(Waits("new"));
        }

        await using (var runtime = await StartAsync(Manual()))
        {
            Assert.Equal(0, runtime.Definitions.OlderPlans);
            await runtime.PublishEventAsync("go");
            await runtime.DrainAsync();

            Assert.Equal(1, await CompletionsAsync(runtime, "i1", "old"));
            Assert.Equal(1, runtime.Definitions.OlderPlans);
        }
    }

    [Fact]
    public async Task A_thousand_versions_are_not_compiled_at_the_start_and_no_more_are_kept_than_allowed()
    {
        await using (var runtime = await StartAsync(Manual()))
            await runtime.CommitAsync(new UnitOfWork { Definitions = [.. Enumerable.Range(1, 1000).Select(Version)] });

        await using (var runtime = await StartAsync(Manual() with { CachedPlans = 3 }))
        {
            Assert.Equal("waits.1000", Assert.Single(runtime.Definitions.PublishedVersions).VersionId);
            Assert.Equal(0, runtime.Definitions.OlderPlans);

            for (var version = 1; version <= 20; version++)
                await runtime.StartInstanceAsync(new StartInstance("waits", $"i{version}") { VersionId = $"waits.{version}" });
            await runtime.PublishEventAsync("go");
            await runtime.DrainAsync();

            Assert.Equal(3, runtime.Definitions.OlderPlans);
            Assert.Equal(20, (await runtime.Store.ListInstancesAsync(new InstanceFilter { SubStatus = WorkflowSubStatus.Finished }, PageRequest.First)).Total);
        }
    }

    [Fact]
    public async Task The_version_used_longest_ago_leaves_first()
    {
        var cache = new PlanCache(2);
        await using var runtime = await StartAsync(Manual(), Waits("end"));
        var plan = (await runtime.Definitions.FindPlanAsync("waits.1"))!;

        cache.Add("a", plan);
        cache.Add("b", plan);
        cache.Find("a");
        cache.Add("c", plan);

        Assert.Equal((true, false, true), (cache.Find("a") is not null, cache.Find("b") is not null, cache.Find("c") is not null));
    }

    [Fact]
    public async Task A_version_that_was_just_replaced_needs_no_second_compilation()
    {
        await using var runtime = await StartAsync(Manual(), Waits("old"));
        var plan = await runtime.Definitions.FindPlanAsync("waits.1");

        await runtime.Definitions.PublishAsync(Waits("new"));

        Assert.Same(plan, await runtime.Definitions.FindPlanAsync("waits.1"));
    }

    private static string Waits(string end) => Flows.Sequence("waits", Flows.Event("ev", "go"), Flows.WriteLine(end));

    private static DefinitionVersion Version(int number) => new()
    {
        VersionId = $"waits.{number}",
        DefinitionId = "waits",
        Version = number,
        Name = "waits",
        Json = Waits($"v{number}"),
        Hash = $"{number}",
        Published = true,
        CreatedAt = Start,
    };
}
