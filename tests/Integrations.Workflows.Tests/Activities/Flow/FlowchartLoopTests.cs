using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Flow;

/// <summary>Connections that lead back (SEMANTICS 7: loops work in both modes).</summary>
public sealed class FlowchartLoopTests
{
    private static readonly string Nested = Flowchart(
        [
            TestData.Write("outer", "setI(0); 'outer ' + getO()"), TestData.Write("inner", "setI(getI() + 1); 'inner ' + getI()"), Decision("again", "getI() < 2"),
            TestData.Write("next", "setO(getO() + 1); 'next'"), Decision("more", "getO() < 2"), TestData.Write("end", "'end'"),
        ],
        "outer.Done>inner", "inner.Done>again", "again.True>inner", "again.False>next", "next.Done>more", "more.True>outer", "more.False>end");

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void A_loop_in_a_loop_runs_again_each_time_it_is_entered(FlowchartMode mode)
    {
        var result = TestData.Start(Plan(Nested, mode, "I:Int32:0", "O:Int32:0"));

        Assert.Equal(["outer 0", "inner 1", "inner 2", "next", "outer 1", "inner 1", "inner 2", "next", "end"], result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void A_loop_in_a_loop_over_a_waiting_activity_does_so_over_several_bursts(FlowchartMode mode)
    {
        const string inner = """{"id":"inner","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}""";
        var plan = Plan(
            Flowchart(
                [TestData.Write("outer", "setI(0); 'outer'"), inner, Decision("again", "setI(getI() + 1); getI() < 2"), Decision("more", "setO(getO() + 1); getO() < 3")],
                "outer.Done>inner", "inner.Done>again", "again.True>inner", "again.False>more", "more.True>outer"),
            mode,
            "I:Int32:0",
            "O:Int32:0");

        var result = TestData.Start(plan);
        var resumes = 0;
        for (; result.State.Bookmarks is [var bookmark]; resumes++)
            result = Burst.Run(plan, InstanceStateSerializer.Read(InstanceStateSerializer.Write(result.State)), new Stimulus.Resume(bookmark.Id, StimulusInput.None), TestData.Context());

        Assert.Equal(6, resumes);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void An_activity_may_lead_back_to_itself(FlowchartMode mode)
    {
        const string tries = """{"id":"tries","type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"Literal","value":"setI(getI() + 1); setOutcome(getI() < 3 ? 'Again' : 'Done')"}}}""";

        var plan = Plan(Flowchart([tries, TestData.Write("end", "getI()")], "tries.Again>tries", "tries.Done>end"), mode, "I:Int32:0");
        var result = TestData.Start(plan);

        Assert.DoesNotContain(plan.Problems, problem => problem.Code == "stall");
        Assert.Equal(["3"], result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void A_loop_may_lead_back_to_a_join(FlowchartMode mode)
    {
        const string join = """{"id":"join","type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"WaitAll"}}}""";
        var root = Flowchart(
            [TestData.Write("begin", "'begin'"), join, Decision("again", "setI(getI() + 1); getI() < 3"), TestData.Write("end", "getI()")],
            "begin.Done>join", "join.Done>again", "again.True>join", "again.False>end");

        var plan = Plan(root, mode, "I:Int32:0");
        var result = TestData.Start(plan);

        Assert.DoesNotContain(plan.Problems, problem => problem.Code == "stall");
        Assert.Equal(["begin", "3"], result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    private static WorkflowPlan Plan(string root, FlowchartMode mode, params string[] variables) =>
        WorkflowCompiler.Compile(TestData.Definition(root, variables) with { FlowchartMode = mode }, TestData.Registry);

    private static string Decision(string id, string condition) =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"{{{condition}}}"} } }""";

    /// <summary>Connections as "source.port>target".</summary>
    private static string Flowchart(string[] activities, params string[] connections)
    {
        var drawn = connections.Select(connection => connection.Split('.', '>')).Select(c => $$$"""{"source":{"activity":"{{{c[0]}}}","port":"{{{c[1]}}}"},"target":{"activity":"{{{c[2]}}}"} }""");
        return $$"""{"id":"f","type":"Elsa.Flowchart","activities":[{{string.Join(",", activities)}}],"connections":[{{string.Join(",", drawn)}}]}""";
    }
}
