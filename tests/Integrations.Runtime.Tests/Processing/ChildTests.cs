using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>Children that run within a burst of their parent.</summary>
public sealed class ChildTests : RuntimeFixture
{
    private static readonly string Parent = Flows.Sequence("parent", Flows.Execute("x", "child"), Flows.WriteLine("after"));

    [Fact]
    public async Task Parent_and_child_are_stored_by_one_start()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("child", Flows.WriteLine("in")), Parent);

        var header = await runtime.StartInstanceAsync(new StartInstance("parent", "p") { CorrelationId = "file-1" });

        var child = Assert.Single(await ChildrenAsync(runtime));
        Assert.Equal((WorkflowSubStatus.Finished, 1L), (header.SubStatus, header.Version));
        Assert.Equal((WorkflowSubStatus.Finished, "file-1", 1L), (child.SubStatus, child.CorrelationId, child.Version));
        Assert.Equal(1, await CompletionsAsync(runtime, child.InstanceId, "in"));
        Assert.Equal(1, await CompletionsAsync(runtime, "p", "after"));
    }

    [Fact]
    public async Task The_end_of_a_child_that_waited_resumes_its_parent_over_a_restart()
    {
        await using (var runtime = await StartAsync(Manual(), Flows.Sequence("child", Flows.Event("ev", "go")), Parent))
            Assert.Equal(WorkflowSubStatus.Suspended, (await runtime.StartInstanceAsync(new StartInstance("parent", "p"))).SubStatus);

        await using var later = await StartAsync(Manual());
        await later.PublishEventAsync("go");
        await later.DrainAsync();

        Assert.Equal(WorkflowSubStatus.Finished, Assert.Single(await ChildrenAsync(later)).SubStatus);
        Assert.Equal(WorkflowSubStatus.Finished, (await later.Store.GetInstanceAsync("p"))!.Header.SubStatus);
        Assert.Equal(1, await CompletionsAsync(later, "p", "after"));
    }

    [Fact]
    public async Task A_child_that_faulted_and_is_retried_resumes_its_parent()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("child", Flows.Execute("y", "grandchild")), Parent);
        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        var child = Assert.Single(await ChildrenAsync(runtime));
        Assert.Equal(WorkflowSubStatus.Faulted, child.SubStatus);
        Assert.Equal(WorkflowSubStatus.Suspended, (await runtime.Store.GetInstanceAsync("p"))!.Header.SubStatus);

        await runtime.Definitions.PublishAsync(Flows.Sequence("grandchild", Flows.WriteLine("w")));
        await runtime.RetryAsync(new RetryInstance(child.InstanceId));
        await runtime.DrainAsync();

        Assert.Equal(WorkflowSubStatus.Finished, Assert.Single(await ChildrenAsync(runtime)).SubStatus);
        Assert.Equal(WorkflowSubStatus.Finished, (await runtime.Store.GetInstanceAsync("p"))!.Header.SubStatus);
    }

    private static async Task<IReadOnlyList<InstanceHeader>> ChildrenAsync(Runtime.Processing.WorkflowRuntime runtime) =>
        (await runtime.Store.ListInstancesAsync(new InstanceFilter { ParentInstanceId = "p" }, new PageRequest(0, 10))).Items;
}
