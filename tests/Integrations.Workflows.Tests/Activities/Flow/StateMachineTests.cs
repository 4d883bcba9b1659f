using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Flow;

public sealed class StateMachineTests
{
    private const string Initial = "\"initialState\":\"New\"";

    [Fact]
    public void A_transition_runs_exit_action_and_entry_in_this_order_and_a_state_without_a_way_out_ends_the_machine()
    {
        var plan = Machine(
            Initial,
            [State("New", entry: Write("new in"), exit: Write("new out")), State("Done", entry: Write("done in"))],
            [Transition("New", "Done", trigger: Event("approve"), action: Write("acts"))]);
        var waiting = TestData.Start(plan);
        Assert.Equal(["new in"], waiting.Printed);

        var done = Publish(plan, waiting.State, "approve");

        Assert.Equal(["new out", "acts", "done in"], done.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, done.State.SubStatus);
        Assert.Equal("Completed", done.Journal.Single(e => e is { ActivityId: "m", Event: "Completed" }).Event);
    }

    [Fact]
    public void The_first_trigger_wins_and_the_others_no_longer_wait()
    {
        var plan = Machine(
            Initial,
            [State("New"), State("Approved"), State("Refused", entry: Write("refused"))],
            [Transition("New", "Approved", trigger: Event("approve")), Transition("New", "Refused", trigger: Event("refuse"))]);

        var done = Publish(plan, TestData.Start(plan).State, "refuse");

        Assert.Equal(["refused"], done.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, done.State.SubStatus);
        Assert.Equal("e-approve", done.Journal.Single(e => e.Event == "Canceled").ActivityId);
    }

    [Fact]
    public void A_trigger_made_of_several_activities_is_cancelled_from_the_bottom_up()
    {
        var plan = Machine(
            Initial,
            [State("New"), State("Approved"), State("Refused")],
            [Transition("New", "Approved", trigger: TestData.Sequence(Event("approve"), Write("approved"))), Transition("New", "Refused", trigger: Event("refuse"))]);

        var done = Publish(plan, TestData.Start(plan).State, "refuse");

        Assert.Equal(["e-approve", "s"], done.Journal.Where(e => e.Event == "Canceled").Select(e => e.ActivityId));
    }

    [Fact]
    public void A_trigger_that_completes_at_once_keeps_the_others_from_beginning()
    {
        var plan = Machine(
            Initial,
            [State("New"), State("First"), State("Second")],
            [Transition("New", "First", trigger: Write("first")), Transition("New", "Second", trigger: Write("second"))]);

        var done = TestData.Start(plan);

        Assert.Equal(["first"], done.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, done.State.SubStatus);
    }

    [Fact]
    public void A_trigger_whose_condition_does_not_hold_waits_again()
    {
        const string count = """{"id":"count","type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"Literal","value":"setVotes(getVotes() + 1)"}}}""";
        var plan = Machine(
            Initial,
            [State("New"), State("Done", entry: Write("done"))],
            [Transition("New", "Done", trigger: TestData.Sequence(Event("vote"), count), condition: "getVotes() >= 2")],
            "Votes:Int32:0");

        var first = Publish(plan, TestData.Start(plan).State, "vote");
        var second = Publish(plan, first.State, "vote");

        Assert.Empty(first.Printed);
        Assert.Equal(["done"], second.Printed);
    }

    [Theory]
    [InlineData("5", "small")]
    [InlineData("50", "large")]
    public void A_transition_without_a_trigger_is_taken_after_the_entry_when_its_condition_holds(string amount, string expected)
    {
        var plan = Machine(
            Initial,
            [State("New", entry: Write("entry")), State("Small", entry: Write("small")), State("Large", entry: Write("large"))],
            [Transition("New", "Small", condition: "getAmount() < 10"), Transition("New", "Large")],
            $"Amount:Int32:{amount}");

        Assert.Equal(["entry", expected], TestData.Start(plan).Printed);
    }

    [Fact]
    public void A_transition_to_its_own_state_leaves_it_and_enters_it_again()
    {
        var plan = Machine(
            Initial,
            [State("New", entry: Write("in"), exit: Write("out")), State("Done")],
            [Transition("New", "New", trigger: Event("again")), Transition("New", "Done", trigger: Event("end"))]);

        var again = Publish(plan, TestData.Start(plan).State, "again");
        var end = Publish(plan, again.State, "end");

        Assert.Equal(["out", "in"], again.Printed);
        Assert.Equal(["e-again", "e-end"], again.State.Bookmarks.Select(b => b.ActivityId));
        Assert.Equal(["out"], end.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, end.State.SubStatus);
    }

    [Fact]
    public void A_machine_inside_a_sequence_lets_the_sequence_go_on()
    {
        var machine = Json(Initial, [State("New")], []);
        var result = TestData.Start(TestData.Plan(TestData.Sequence(machine, Write("after"))));

        Assert.Equal(["after"], result.Printed);
    }

    [Fact]
    public void A_machine_in_which_no_condition_holds_is_stuck_and_named_at_publish()
    {
        var plan = Machine(Initial, [State("New"), State("Done")], [Transition("New", "Done", condition: "false")]);

        var result = TestData.Start(plan);

        Assert.Equal((WorkflowSubStatus.Suspended, 0), (result.State.SubStatus, result.State.Bookmarks.Count));
        Assert.Equal(("stalling-state", ProblemSeverity.Warning), (Assert.Single(plan.Problems).Code, plan.Problems[0].Severity));
    }

    [Fact]
    public void What_is_missing_or_drawn_in_vain_is_named_at_publish()
    {
        Assert.Equal("initial-state", Problem("\"initialState\":null", [State("New")], []).Code);
        Assert.Equal("initial-state", Problem("\"initialState\":\"Old\"", [State("New")], []).Code);
        Assert.Equal("unknown-state", Problem(Initial, [State("New")], [Transition("New", "Nowhere")]).Code);
        Assert.Equal("duplicate-state", Problem(Initial, [State("New"), State("New")], [Transition("New", "New", trigger: Event("x"))], "unreachable-state").Code);
        Assert.Equal("state-without-name", Problem(Initial, [State("New"), State("")], [], "unreachable-state").Code);
        Assert.Equal("unreachable-state", Problem(Initial, [State("New"), State("Alone")], []).Code);
    }

    private static DefinitionProblem Problem(string initial, string[] states, string[] transitions, string besides = "") =>
        Assert.Single(Machine(initial, states, transitions).Problems, problem => problem.Code != besides);

    private static BurstResult Publish(WorkflowPlan plan, InstanceState state, string eventName)
    {
        var read = InstanceStateSerializer.Read(InstanceStateSerializer.Write(state));
        var bookmark = read.Bookmarks.Single(b => (string?)b.Payload["eventName"] == eventName);
        return Burst.Run(plan, read, new Stimulus.Resume(bookmark.Id, StimulusInput.None), TestData.Context() with { NewId = () => Guid.NewGuid().ToString() });
    }

    private static WorkflowPlan Machine(string initial, string[] states, string[] transitions, params string[] variables) => TestData.Plan(Json(initial, states, transitions), variables);

    private static string Json(string initial, string[] states, string[] transitions) =>
        $$"""{"id":"m","type":"Elsa.StateMachine",{{initial}},"states":[{{string.Join(",", states)}}],"transitions":[{{string.Join(",", transitions)}}]}""";

    private static string State(string name, string entry = "null", string exit = "null") => $$"""{"name":"{{name}}","entry":{{entry}},"exit":{{exit}}}""";

    private static string Transition(string from, string to, string trigger = "null", string? condition = null, string action = "null")
    {
        var wrapped = condition is null ? "null" : $$$"""{"typeName":"Boolean","expression":{"type":"JavaScript","value":"{{{condition}}}"} }""";
        return $$"""{"name":null,"displayName":null,"from":"{{from}}","to":"{{to}}","trigger":{{trigger}},"condition":{{wrapped}},"action":{{action}}}""";
    }

    private static string Write(string text) => TestData.Write("w-" + text.Replace(' ', '-'), text, "Literal");

    private static string Event(string name) => $$$"""{"id":"e-{{{name}}}","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"{{{name}}}"} } }""";
}
