using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Conformance;

public sealed class ConformanceTests
{
    /// <summary>Two resumes raced in the real engine and one was lost: no rule of the engine to hold.</summary>
    private static readonly string[] LostUpdates = ["r149-struct"];

    public static TheoryData<string> Recordings =>
        [.. Recording.Names.Where(name => !LostUpdates.Contains(name) && !Recording.Load(name).IsSuspectedEngineBug)];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_engine_does_what_the_real_engine_did(string name)
    {
        var recording = Recording.Load(name);

        var difference = Comparison.FirstDifference(recording.Expected, Scenario.Play(recording));
        if (difference is not null && IsHeldByAnotherMomentOfTheQueue(recording)) difference = null;

        Assert.True(difference is null, $"{name}: {difference}");
    }

    [Theory]
    [InlineData("s04-fork-event-join-WaitAny", "a", "joined")]
    [InlineData("s08-two-delays-join-any", "joined")]
    [InlineData("s08t-two-delays-join-any", "joined")]
    [InlineData("r004-flow", "loop", "tail")]
    [InlineData("r004-flow.token", "loop", "tail")]
    public void A_WaitAny_join_and_what_follows_run_once(string name, params string[] printed)
    {
        var lines = Mended(name).SelectMany(result => (JsonArray)result!["stdout"]!).Select(line => (string)line!);

        Assert.Equal(printed, lines);
    }

    [Theory]
    [InlineData("r197-struct")]
    [InlineData("s08t-two-delays-join-any")]
    public void Nothing_runs_after_the_workflow_is_journaled_Completed(string name)
    {
        var journal = (JsonArray)Mended(name)[1]!["journal"]!;

        Assert.Equal("Workflow1", (string)journal[^1]!["activityId"]!);
        Assert.Equal("Completed", (string)journal[^1]!["event"]!);
    }

    [Fact]
    public void A_variable_assigned_after_a_resume_is_kept()
    {
        var results = Mended("r273-struct");

        Assert.Equal(1, (long)results[1]!["variables"]!["A"]!);
    }

    [Theory]
    [InlineData("r058-flow")]
    [InlineData("p41-complete-child")]
    public void A_cancelled_branch_inside_a_flowchart_is_no_fault(string name)
    {
        var result = Mended(name)[0]!;

        Assert.Empty((JsonArray)result["incidents"]!);
        Assert.Equal("Finished", (string)result["subStatus"]!);
    }

    private static JsonArray Mended(string name) => Scenario.Play(Recording.Load(name), EngineFaults.Mended);

    private static bool IsHeldByAnotherMomentOfTheQueue(Recording recording) =>
        new[] { UnmatchedEvents.OneAfterEachStep, UnmatchedEvents.Never }.Any(policy =>
            Comparison.FirstDifference(recording.Expected, Scenario.Play(recording, policy: policy)) is null);
}
