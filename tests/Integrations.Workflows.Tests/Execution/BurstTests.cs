using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Conformance;

namespace Integrations.Workflows.Tests.Execution;

public sealed class BurstTests
{
    private const string EndlessCycle = """
        {"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}}],
         "connections":[{"source":{"activity":"a"},"target":{"activity":"b"}},{"source":{"activity":"b","port":"True"},"target":{"activity":"a"}}]}
        """;

    private static readonly string Waiting = TestData.Sequence(
        """{"id":"set","type":"Elsa.SetVariable","variable":{"id":"v-n"},"value":{"typeName":"Object","expression":{"type":"JavaScript","value":"Math.random() + Date.now()"}}}""",
        """{"id":"ev","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"Go"}}}""",
        TestData.Write("w", "newGuid() + getN()"));

    [Fact]
    public void The_same_burst_gives_the_same_bytes_even_with_random_numbers_dates_and_ids()
    {
        var plan = TestData.Plan(Waiting, "n:Object");

        var (once, again) = (TestData.Start(plan), TestData.Start(plan));
        Assert.Equal(InstanceStateSerializer.Write(once.State), InstanceStateSerializer.Write(again.State));

        var resume = new Stimulus.Resume(Assert.Single(once.BookmarksAdded).Id, StimulusInput.None);
        Assert.Equal(Burst.Run(plan, once.State, resume, TestData.Context()).Printed, Burst.Run(plan, again.State, resume, TestData.Context()).Printed);
    }

    [Fact]
    public void A_burst_does_not_change_the_state_it_was_given()
    {
        var plan = TestData.Plan(Waiting, "n:Object");
        var state = TestData.Start(plan).State;
        var before = InstanceStateSerializer.Write(state);

        Burst.Run(plan, state, new Stimulus.Resume(state.Bookmarks[0].Id, StimulusInput.None), TestData.Context());

        Assert.Equal(before, InstanceStateSerializer.Write(state));
    }

    [Fact]
    public void A_bookmark_is_resumed_once()
    {
        var plan = TestData.Plan(Waiting, "n:Object");
        var state = TestData.Start(plan).State;
        var resume = new Stimulus.Resume(state.Bookmarks[0].Id, StimulusInput.None);
        var first = Burst.Run(plan, state, resume, TestData.Context());

        var second = Burst.Run(plan, first.State, resume, TestData.Context());

        Assert.Equal([state.Bookmarks[0].Id], first.BookmarksRemoved);
        Assert.Same(first.State, second.State);
        Assert.Empty(second.Journal);
    }

    [Fact]
    public void A_cycle_without_a_wait_stops_at_the_step_limit_with_an_incident()
    {
        var result = TestData.Start(TestData.Plan(EndlessCycle), TestData.Context(new BurstLimits { MaxActivityExecutions = 100 }));

        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        Assert.Contains("100", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancel_removes_the_bookmarks_and_ends_the_instance()
    {
        var plan = TestData.Plan(Waiting, "n:Object");
        var state = TestData.Start(plan).State;

        var result = Burst.Run(plan, state, new Stimulus.Cancel(), TestData.Context());

        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Cancelled), (result.State.Status, result.State.SubStatus));
        Assert.Equal([state.Bookmarks[0].Id], result.BookmarksRemoved);
    }

    [Fact]
    public void Retry_runs_the_faulted_activity_again_and_the_workflow_goes_on()
    {
        var plan = TestData.Plan(TestData.Sequence(TestData.Write("w", "if (getInput('n') == null) throw new Error('boom'); 'ok'"), TestData.Write("z", "'end'")));
        var faulted = TestData.Start(plan).State;

        var result = Burst.Run(plan, faulted with { Input = new Dictionary<string, object?> { ["n"] = 1L } }, new Stimulus.Retry(), TestData.Context());

        Assert.Equal(WorkflowSubStatus.Faulted, faulted.SubStatus);
        Assert.Equal(["ok", "end"], result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Fact]
    public void A_parent_waits_on_for_a_child_that_faulted_since_it_can_be_retried()
    {
        var plan = TestData.Plan("""{"id":"x","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},"waitForCompletion":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}}""");
        var waiting = TestData.Start(plan).State;

        var told = Burst.Run(plan, waiting, new Stimulus.Resume(waiting.Bookmarks[0].Id, StimulusInput.ForChild(null, WorkflowSubStatus.Faulted)), TestData.Context());
        var ended = Burst.Run(plan, told.State, new Stimulus.Resume(told.State.Bookmarks[0].Id, StimulusInput.ForChild(null, WorkflowSubStatus.Finished)), TestData.Context());

        Assert.Equal(waiting.Bookmarks[0].StimulusKey, Assert.Single(told.State.Bookmarks).StimulusKey);
        Assert.Empty(told.Commands);
        Assert.Equal(WorkflowSubStatus.Finished, ended.State.SubStatus);
    }

    [Fact]
    public void A_trigger_that_is_reached_again_waits()
    {
        const string loop = """
            {"id":"f","type":"Elsa.Flowchart","activities":[
             {"id":"ev","type":"Elsa.Event","customProperties":{"canStartWorkflow":true},"eventName":{"typeName":"String","expression":{"type":"Literal","value":"Go"}},"result":{"typeName":"Object","memoryReference":{"id":"v-p"}}},
             {"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"getP()"}}}],
             "connections":[{"source":{"activity":"ev"},"target":{"activity":"w"}},{"source":{"activity":"w"},"target":{"activity":"ev"}}]}
            """;
        var plan = TestData.Plan(loop, "p:Object");

        var started = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.ForEvent("first"), "ev"), TestData.Context());

        Assert.Equal(StimulusKey.ForEvent("Go"), Assert.Single(plan.Triggers).Trigger.StimulusKey);
        Assert.Equal(["first"], started.Printed);
        Assert.Equal("ev", Assert.Single(started.State.Bookmarks).ActivityId);
    }

    [Fact]
    public void A_state_of_another_version_is_refused()
    {
        var plan = TestData.Plan(Waiting, "n:Object");
        var other = InstanceState.New(plan, "i") with { DefinitionVersionId = "v2" };

        Assert.Throws<ArgumentException>(() => Burst.Run(plan, other, new Stimulus.Start(StimulusInput.None), TestData.Context()));
    }

    [Fact]
    public void One_plan_serves_many_threads()
    {
        var plan = Recordings.Plan("b1-sequence3");

        var printed = new string[200];
        Parallel.For(0, printed.Length, i => printed[i] = string.Join(",", TestData.Start(plan).Printed));

        Assert.All(printed, line => Assert.Equal("yes,done", line));
    }

    [Fact]
    public void A_child_workflow_is_asked_for_and_its_outputs_come_back()
    {
        var plan = TestData.Plan(TestData.Sequence(
            """{"id":"x","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},"waitForCompletion":{"typeName":"Boolean","expression":{"type":"Literal","value":true}},"result":{"typeName":"Object","memoryReference":{"id":"v-r"}}}""",
            TestData.Write("w", "getR().output.total")), "r:Object");
        var waiting = TestData.Start(plan);
        var bookmark = Assert.Single(waiting.BookmarksAdded);
        var command = Assert.Single(waiting.Commands);

        var result = Burst.Run(plan, waiting.State, new Stimulus.Resume(bookmark.Id, StimulusInput.ForChild(new Dictionary<string, object?> { ["total"] = 3L }, WorkflowSubStatus.Finished)), TestData.Context());

        Assert.Equal((RuntimeCommands.DispatchWorkflow, bookmark.Id), (command.Kind, command.BookmarkId));
        Assert.Equal(StimulusKey.ForChild((string)command.Payload["instanceId"]!), bookmark.StimulusKey);
        Assert.Equal(["3"], result.Printed);
    }
}
