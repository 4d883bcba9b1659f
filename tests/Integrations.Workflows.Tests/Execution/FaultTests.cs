using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution;

/// <summary>What becomes of an instance after a fault, until somebody retries it.</summary>
public sealed class FaultTests
{
    private const string Waits = """{"id":"ev","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}""";

    private const string TooEarly = "if (Date.now() < Date.UTC(2026, 0, 2)) throw new Error('too early'); false";

    [Fact]
    public void A_branch_that_waits_beside_a_fault_goes_on_and_the_instance_stays_faulted()
    {
        var plan = Parallel(TestData.Sequence(Waits, TestData.Write("w", "'went on'")), """{"id":"no","type":"Elsa.Fault","message":{"typeName":"String","expression":{"type":"Literal","value":"no"}}}""");
        var faulted = Stored(TestData.Start(plan).State);
        Assert.Equal(WorkflowSubStatus.Faulted, faulted.SubStatus);

        var resumed = Burst.Run(plan, faulted, new Stimulus.Resume(Assert.Single(faulted.Bookmarks).Id, StimulusInput.None), TestData.Context());

        Assert.Equal(["went on"], resumed.Printed);
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Faulted), (resumed.State.Status, resumed.State.SubStatus));
    }

    [Fact]
    public void A_retry_after_the_loop_around_it_failed_does_not_run_the_activity_again()
    {
        var plan = TestData.Plan($$$"""
            {"id":"loop","type":"Elsa.While","variables":[{"id":"v-n","name":"n","typeName":"Int32","value":"0"}],
             "condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"setVariable('n', getN() + 1); if (getN() === 1) true; else { {{{TooEarly}}} }"} },
             "body":{{{TestData.Write("w", "'once'")}}} }
            """);
        var faulted = TestData.Start(plan);
        Assert.Equal((WorkflowSubStatus.Faulted, "once"), (faulted.State.SubStatus, Assert.Single(faulted.Printed)));

        var retried = Burst.Run(plan, Stored(faulted.State), new Stimulus.Retry(), TestData.Context() with { Now = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero) });

        Assert.Empty(retried.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, retried.State.SubStatus);
    }

    [Fact]
    public void A_retry_that_comes_too_early_changes_nothing_of_that()
    {
        var plan = TestData.Plan($$$"""
            {"id":"if","type":"Elsa.While","variables":[{"id":"v-n","name":"n","typeName":"Int32","value":"0"}],
             "condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"setVariable('n', getN() + 1); if (getN() === 1) true; else { {{{TooEarly}}} }"} },
             "body":{{{TestData.Write("w", "'once'")}}} }
            """);
        var again = Burst.Run(plan, Stored(TestData.Start(plan).State), new Stimulus.Retry(), TestData.Context());
        Assert.Equal(WorkflowSubStatus.Faulted, again.State.SubStatus);

        var retried = Burst.Run(plan, Stored(again.State), new Stimulus.Retry("w"), TestData.Context() with { Now = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero) });

        Assert.Empty(retried.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, retried.State.SubStatus);
    }

    private static InstanceState Stored(InstanceState state) => InstanceStateSerializer.Read(InstanceStateSerializer.Write(state));

    private static WorkflowPlan Parallel(params string[] activities) => TestData.Plan($$"""{"id":"p","type":"Elsa.Parallel","activities":[{{string.Join(",", activities)}}]}""");
}
