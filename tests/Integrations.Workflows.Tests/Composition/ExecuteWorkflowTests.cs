using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Composition;

/// <summary>A child instance that runs within the burst of its parent.</summary>
public sealed class ExecuteWorkflowTests
{
    private static readonly WorkflowPlan Says = TestData.Plan(TestData.Write("w", "'hello'"));

    private static readonly WorkflowPlan Waits = TestData.Plan("""{"id":"ev","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}""");

    private static readonly WorkflowPlan Fails = TestData.Plan("""{"id":"no","type":"Elsa.Fault","message":{"typeName":"String","expression":{"type":"Literal","value":"no"}}}""");

    [Fact]
    public void A_child_that_ends_at_once_gives_its_result_in_the_same_burst()
    {
        var result = Run(Parent(wait: true), Says);

        Assert.Equal(["hello", "Finished"], result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
        Assert.Equal("parent", Assert.Single(result.Children).Result.State.ParentInstanceId);
        Assert.Empty(result.Commands);
    }

    [Fact]
    public void A_child_that_waits_is_waited_for()
    {
        var plan = Parent(wait: true);
        var result = Run(plan, Waits);
        var child = Assert.Single(result.Children).Result.State;
        var bookmark = Assert.Single(result.State.Bookmarks);

        var end = Burst.Run(plan, result.State, new Stimulus.Resume(bookmark.Id, StimulusInput.ForChild(null, WorkflowSubStatus.Finished)), TestData.Context());

        Assert.Equal(StimulusKey.ForChild(child.InstanceId), bookmark.StimulusKey);
        Assert.Equal(["Finished"], end.Printed);
    }

    [Fact]
    public void Without_waiting_the_parent_goes_on_while_the_child_waits() =>
        Assert.Equal(["Suspended"], Run(Parent(wait: false), Waits).Printed);

    [Fact]
    public void A_child_that_faulted_is_waited_for_since_it_can_be_retried()
    {
        var result = Run(Parent(wait: true), Fails);

        Assert.Equal(WorkflowSubStatus.Suspended, result.State.SubStatus);
        Assert.Equal(WorkflowSubStatus.Faulted, Assert.Single(result.Children).Result.State.SubStatus);
    }

    [Fact]
    public void A_workflow_that_executes_itself_ends_with_an_incident()
    {
        var plan = Parent(wait: true);

        var deepest = Run(plan, plan);
        while (deepest.Children is [var child]) deepest = child.Result;

        Assert.Contains("executes itself", Assert.Single(deepest.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_that_is_not_published_is_an_incident() =>
        Assert.Equal("No published version of workflow definition with ID child found.", Assert.Single(Run(Parent(wait: true), null).Incidents).Message);

    [Fact]
    public void The_same_holds_for_a_dispatched_one() =>
        Assert.Equal("No published version of workflow definition with ID child found.", Assert.Single(Run(TestData.Plan(Dispatch), null).Incidents).Message);

    [Fact]
    public void A_child_is_told_who_its_parent_is()
    {
        var says = TestData.Plan(TestData.Write("w", "getInput('ParentInstanceId')"));

        Assert.Equal("parent", Run(Parent(wait: false), says).Printed[0]);
        Assert.Equal("parent", (string?)Assert.Single(Run(TestData.Plan(Dispatch), says).Commands).Payload["input"]!["ParentInstanceId"]);
    }

    [Fact]
    public void A_dispatched_child_is_waited_for_under_the_activity_s_own_name()
    {
        var bookmark = Assert.Single(Run(TestData.Plan(Dispatch), Says).State.Bookmarks);

        Assert.Equal(("Elsa.DispatchWorkflow", "childInstanceId"), (bookmark.Name, Assert.Single(bookmark.Payload).Key));
    }

    [Fact]
    public void A_child_of_another_file_begins_in_a_burst_of_its_own()
    {
        var plan = Parent(wait: true, """,          "correlationId":{"typeName":"String","expression":{"type":"Literal","value":"another file"}}""");

        var result = Burst.Run(plan, InstanceState.New(plan, "parent", "a file"), new Stimulus.Start(StimulusInput.None), Context(Says) with { IsDomainPerCorrelation = true });

        Assert.Empty(result.Children);
        Assert.Equal(RuntimeCommands.DispatchWorkflow, Assert.Single(result.Commands).Kind);
    }

    [Fact]
    public void Steps_of_children_count_for_the_burst()
    {
        var loop = TestData.Plan(TestData.Sequence("""
            {"id":"loop","type":"Elsa.For","start":{"typeName":"Int32","expression":{"type":"Literal","value":1}},"end":{"typeName":"Int32","expression":{"type":"Literal","value":1000000}},
             "body":
            """ + TestData.Write("w", "1") + "}"));
        var context = Context(loop) with { Limits = new BurstLimits { MaxActivityExecutions = 100 } };
        var parent = Parent(wait: false);

        var result = Burst.Run(parent, InstanceState.New(parent, "parent"), new Stimulus.Start(StimulusInput.None), context);

        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        Assert.True(result.Printed.Count < 100);
    }

    private const string Dispatch = """
        {"id":"x","type":"Elsa.DispatchWorkflow","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},
         "waitForCompletion":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}}
        """;

    private static BurstResult Run(WorkflowPlan plan, WorkflowPlan? child) =>
        Burst.Run(plan, InstanceState.New(plan, "parent"), new Stimulus.Start(StimulusInput.None), Context(child));

    private static BurstContext Context(WorkflowPlan? child) => TestData.Context() with { FindPublished = id => id == "child" ? child : null };

    private static WorkflowPlan Parent(bool wait, string more = "") => TestData.Plan(
        TestData.Sequence(
            $$$"""
            {"id":"x","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},
             "waitForCompletion":{"typeName":"Boolean","expression":{"type":"Literal","value":{{{(wait ? "true" : "false")}}} } },
             "result":{"typeName":"Object","memoryReference":{"id":"v-r"}}{{{more}}} }
            """,
            TestData.Write("say", "getR().subStatus")),
        "r:Object");
}
