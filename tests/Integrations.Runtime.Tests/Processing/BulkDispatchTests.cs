using System.Text.Json.Nodes;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>One workflow for each item of a list.</summary>
public sealed class BulkDispatchTests : RuntimeFixture
{
    private static readonly string Waits = Flows.Sequence("child", Flows.Event("ev", "go"), SetOutput("total", "getInput('Item') * 10"));

    [Fact]
    public async Task Each_item_has_a_child_and_the_parent_goes_on_when_all_have_ended_over_a_restart()
    {
        await using (var runtime = await StartAsync(Manual(), Waits, Parent("[1,2,3]")))
        {
            await runtime.StartInstanceAsync(new StartInstance("parent", "p") { CorrelationId = "file-1" });
            await runtime.DrainAsync();
            var children = await ChildrenAsync(runtime);
            Assert.Equal((3, "file-1", "p"), (children.Count, children.Select(child => child.CorrelationId).Distinct().Single(), children[0].ParentInstanceId));
            Assert.Single(await runtime.Store.GetBookmarksOfAsync("p"));
        }

        await using var later = await StartAsync(Manual());
        await later.PublishEventAsync("go");
        await later.DrainAsync();

        Assert.Equal(WorkflowSubStatus.Finished, await SubStatusAsync(later));
        Assert.Equal(1, await CompletionsAsync(later, "p", "after"));
        Assert.Equal(["Completed", "Done"], await OutcomesAsync(later));
    }

    [Fact]
    public async Task The_activity_for_ended_children_runs_once_for_each_and_sees_what_they_gave()
    {
        var note = SetOutput("seen", "getInput('WorkflowSubStatus') + ' ' + getInput('WorkflowOutput').total + ' ' + (getChildInstanceId() == getInput('WorkflowInstanceId'))");
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("child", SetOutput("total", "getInput('Item') * 10")), Parent("[7]", bulk => bulk["childCompleted"] = note));

        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        await runtime.DrainAsync();

        Assert.Equal("Finished 70 true", (string?)(await StateAsync(runtime)).Output["seen"]);
        Assert.Equal(1, await CompletionsAsync(runtime, "p", "note-seen"));
    }

    [Fact]
    public async Task An_object_gives_the_inputs_of_its_child_and_each_child_its_own_correlation_id()
    {
        var parent = Parent("""[{"name":"a"},{"name":"b"}]""", bulk =>
        {
            bulk["input"] = Wrapped("ObjectDictionary", "Object", """{"name":"x","town":"Cluses"}""");
            bulk["correlationIdFunction"] = Wrapped("String", "JavaScript", "'file-' + getItem().name");
        });
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("child", SetOutput("got", "getInput('name') + ' ' + getInput('town') + ' ' + getInput('ParentInstanceId')")), parent);

        await runtime.StartInstanceAsync(new StartInstance("parent", "p") { CorrelationId = "file-0" });
        await runtime.DrainAsync();

        var children = await ChildrenAsync(runtime);
        Assert.Equal(["file-a", "file-b"], children.Select(child => child.CorrelationId).Order());
        var row = await runtime.Store.GetInstanceAsync(children.Single(child => child.CorrelationId == "file-b").InstanceId);
        Assert.Equal("b Cluses p", (string?)InstanceStateSerializer.Read(row!.State.Span).Output["got"]);
    }

    [Fact]
    public async Task Without_waiting_and_without_items_it_is_done_at_once()
    {
        await using var runtime = await StartAsync(Manual(), Waits, Parent("[1,2]", bulk => bulk["waitForCompletion"] = Wrapped("Boolean", "Literal", "false")));
        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        Assert.Equal(WorkflowSubStatus.Finished, await SubStatusAsync(runtime));
        await runtime.DrainAsync();
        Assert.Equal((2, "Done"), ((await ChildrenAsync(runtime)).Count, Assert.Single(await OutcomesAsync(runtime))));

        await runtime.Definitions.PublishAsync(Parent("[]"));
        Assert.Equal(WorkflowSubStatus.Finished, (await runtime.StartInstanceAsync(new StartInstance("parent", "empty"))).SubStatus);
    }

    [Fact]
    public async Task A_faulted_child_is_waited_for_until_it_is_retried()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("child", Flows.Execute("y", "grandchild")), Parent("[1,2]"));
        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        await runtime.DrainAsync();
        Assert.Equal(WorkflowSubStatus.Suspended, await SubStatusAsync(runtime));

        await runtime.Definitions.PublishAsync(Flows.Sequence("grandchild", Flows.WriteLine("w")));
        foreach (var child in await ChildrenAsync(runtime)) await runtime.RetryAsync(new RetryInstance(child.InstanceId));
        await runtime.DrainAsync();

        Assert.Equal(WorkflowSubStatus.Finished, await SubStatusAsync(runtime));
    }

    [Fact]
    public async Task Where_an_activity_for_faulted_children_is_drawn_a_fault_is_an_end_and_counts_once()
    {
        var parent = Parent("[1,2]", bulk => bulk["childFaulted"] = Flows.WriteLine("sorry"));
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("child", Flows.Event("ev", "go"), Flows.Execute("y", "grandchild")), parent);
        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        await runtime.DrainAsync();
        var first = (await ChildrenAsync(runtime))[0].InstanceId;
        await runtime.ResumeAsync(new ResumeBookmark((await runtime.Store.GetBookmarksOfAsync(first))[0].Id));
        await runtime.DrainAsync();
        await runtime.RetryAsync(new RetryInstance(first));
        await runtime.DrainAsync();
        Assert.Equal((WorkflowSubStatus.Suspended, 1), (await SubStatusAsync(runtime), await CompletionsAsync(runtime, "p", "sorry")));

        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal((WorkflowSubStatus.Finished, 2), (await SubStatusAsync(runtime), await CompletionsAsync(runtime, "p", "sorry")));
    }

    [Fact]
    public async Task A_cancelled_child_is_an_outcome_of_its_own()
    {
        await using var runtime = await StartAsync(Manual(), Waits, Parent("[1,2]"));
        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        await runtime.DrainAsync();

        await runtime.CancelAsync(new CancelInstance((await ChildrenAsync(runtime))[0].InstanceId));
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal(["Completed", "Canceled", "Done"], await OutcomesAsync(runtime));
    }

    [Fact]
    public async Task A_workflow_that_is_not_published_is_an_incident_and_starts_nothing()
    {
        await using var runtime = await StartAsync(Manual(), Parent("[1]"));

        Assert.Equal(WorkflowSubStatus.Faulted, (await runtime.StartInstanceAsync(new StartInstance("parent", "p"))).SubStatus);
        await runtime.DrainAsync();

        Assert.Empty(await ChildrenAsync(runtime));
    }

    [Fact]
    public async Task Three_hundred_children_that_end_at_once_are_each_counted_once()
    {
        await using var runtime = await StartAsync(Working(), Waits, Parent(new JsonArray([.. Enumerable.Range(0, 300).Select(i => (JsonNode)i)]).ToJsonString()));
        await runtime.StartInstanceAsync(new StartInstance("parent", "p"));
        await UntilAsync(async () => (await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null)).Count == 300);

        await runtime.PublishEventAsync("go");
        await UntilAsync(async () => await SubStatusAsync(runtime) == WorkflowSubStatus.Finished);

        Assert.Equal(1, await CompletionsAsync(runtime, "p", "after"));
        Assert.All(await ChildrenAsync(runtime), child => Assert.Equal(WorkflowSubStatus.Finished, child.SubStatus));
    }

    private static string Parent(string items, Action<JsonObject>? change = null)
    {
        var bulk = new JsonObject
        {
            ["id"] = "bulk",
            ["type"] = "Elsa.BulkDispatchWorkflows",
            ["workflowDefinitionId"] = Wrapped("String", "Literal", "child"),
            ["items"] = Wrapped("Object", "Object", items),
        };
        change?.Invoke(bulk);
        return Flows.Sequence("parent", bulk, Flows.WriteLine("after"));
    }

    private static JsonObject SetOutput(string name, string script) => new()
    {
        ["id"] = "note-" + name,
        ["type"] = "Elsa.SetOutput",
        ["outputName"] = Wrapped("String", "Literal", name),
        ["outputValue"] = Wrapped("Object", "JavaScript", script),
    };

    private static JsonObject Wrapped(string type, string syntax, string value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value } };

    private static async Task<InstanceState> StateAsync(WorkflowRuntime runtime) => InstanceStateSerializer.Read((await runtime.Store.GetInstanceAsync("p"))!.State.Span);

    private static async Task<WorkflowSubStatus> SubStatusAsync(WorkflowRuntime runtime) => (await runtime.Store.GetInstanceAsync("p"))!.Header.SubStatus;

    private static async Task<IReadOnlyList<string>> OutcomesAsync(WorkflowRuntime runtime) =>
        (await runtime.Store.GetJournalAsync("p")).SelectMany(burst => JournalCodec.Read(burst.Entries)).Single(entry => entry is { ActivityId: "bulk", Event: "Completed" }).Outcomes!;

    private static async Task<IReadOnlyList<InstanceHeader>> ChildrenAsync(WorkflowRuntime runtime) =>
        (await runtime.Store.ListInstancesAsync(new InstanceFilter { ParentInstanceId = "p" }, new PageRequest(0, 1000))).Items;
}
