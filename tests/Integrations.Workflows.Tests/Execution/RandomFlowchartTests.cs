using System.Text.Json.Nodes;
using CsCheck;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution;

/// <summary>Rules that hold for any drawing, also for one that no designer would make.</summary>
public sealed class RandomFlowchartTests
{
    private const int Rounds = 12;
    private const int Drawings = 500;

    [Fact]
    public void Any_counter_based_flowchart_ends_waits_or_says_what_is_wrong()
    {
        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var state = PlayToTheEnd(Plan(seed, FlowchartMode.Counter)).State;

            var isStuck = state.SubStatus == WorkflowSubStatus.Suspended && state.Bookmarks.Count == 0;
            var isMute = state.SubStatus == WorkflowSubStatus.Faulted && state.Incidents.Count == 0;
            return !isStuck && !isMute;
        }, iter: Drawings);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void Writing_and_reading_the_state_between_bursts_changes_nothing(FlowchartMode mode)
    {
        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var plan = Plan(seed, mode);
            var kept = PlayToTheEnd(plan);
            var written = PlayToTheEnd(plan, state => InstanceStateSerializer.Read(InstanceStateSerializer.Write(state)));
            return kept.Journal.SequenceEqual(written.Journal) && InstanceStateSerializer.Write(kept.State).AsSpan().SequenceEqual(InstanceStateSerializer.Write(written.State));
        }, iter: Drawings);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void No_counter_is_ever_negative_and_no_bookmark_is_without_its_execution(FlowchartMode mode)
    {
        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var state = PlayToTheEnd(Plan(seed, mode)).State;
            var written = JsonNode.Parse(InstanceStateSerializer.Write(state))!;
            var executions = (JsonArray)written["ex"]!;
            var numbers = executions.Select(e => (int)e!["n"]!).ToHashSet();
            return executions.All(e => e!["c"] is not JsonArray counters || counters.All(c => (int)c! >= 0))
                && (state.Status == WorkflowStatus.Finished || (written["bm"] as JsonArray ?? []).All(b => numbers.Contains((int)b!["e"]!)));
        }, iter: Drawings);
    }

    private static (InstanceState State, List<string> Journal) PlayToTheEnd(WorkflowPlan plan, Func<InstanceState, InstanceState>? between = null)
    {
        var context = TestData.Context(new BurstLimits { MaxActivityExecutions = 300 });
        var journal = new List<string>();
        var state = Run(InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None));
        for (var round = 0; round < Rounds && state.Bookmarks.Count > 0 && state.Status == WorkflowStatus.Running; round++)
            state = Run(between?.Invoke(state) ?? state, new Stimulus.Resume(state.Bookmarks[round % state.Bookmarks.Count].Id, StimulusInput.None));
        return (state, journal);

        InstanceState Run(InstanceState before, Stimulus stimulus)
        {
            var result = Burst.Run(plan, before, stimulus, context);
            journal.AddRange(result.Journal.Select(e => $"{e.ExecutionId} {e.ActivityId} {e.Event}"));
            return result.State;
        }
    }

    private static WorkflowPlan Plan(int seed, FlowchartMode mode)
    {
        var random = new Random(seed);
        var count = random.Next(2, 9);
        var activities = Enumerable.Range(0, count).Select(i => Activity(i, random));
        var connections = Enumerable.Range(0, random.Next(count, 2 * count + 1)).Select(_ => Connection(count, random));
        var root = $$"""{"id":"f","type":"Elsa.Flowchart","activities":[{{string.Join(",", activities)}}],"connections":[{{string.Join(",", connections)}}]}""";
        return WorkflowCompiler.Compile(TestData.Definition(root) with { FlowchartMode = mode }, TestData.Registry);
    }

    private static string Activity(int i, Random random) => random.Next(6) switch
    {
        0 => $$$"""{"id":"a{{{i}}}","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":{{{(random.Next(2) == 0 ? "true" : "false")}}} } } }""",
        1 => $$$"""{"id":"a{{{i}}}","type":"Elsa.FlowFork","branches":{"typeName":"String[]","expression":{"type":"Object","value":"[\"True\",\"False\",\"Done\"]"} } }""",
        2 => $$$"""{"id":"a{{{i}}}","type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"{{{(FlowJoinModes[random.Next(3)])}}}"} } }""",
        3 => $$$"""{"id":"a{{{i}}}","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"E"} } }""",
        4 => $$$"""{"id":"a{{{i}}}","type":"Elsa.Fork","joinMode":"WaitAny","branches":[{"id":"b{{{i}}}","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"E"} } },{"id":"c{{{i}}}","type":"Elsa.Start"}]}""",
        _ => $$"""{"id":"a{{i}}","type":"Elsa.WriteLine"}""",
    };

    private static readonly string[] FlowJoinModes = ["WaitAny", "WaitAll", "WaitAllActive"];

    private static string Connection(int count, Random random) =>
        $$$"""{"source":{"activity":"a{{{random.Next(count)}}}","port":"{{{(Ports[random.Next(3)])}}}"},"target":{"activity":"a{{{random.Next(count)}}}"} }""";

    private static readonly string[] Ports = ["True", "False", "Done"];
}
