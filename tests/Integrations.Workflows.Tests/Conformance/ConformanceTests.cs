using System.Text.Json.Nodes;
using Integrations.Conformance.Judging;
using Integrations.Conformance.Playing;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Conformance;

public sealed class ConformanceTests
{
    public static TheoryData<string> Names => [.. Recordings.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engine_does_what_the_real_engine_did(string name)
    {
        var verdict = Judge.Of(Recordings.Load(name));

        Assert.True(verdict.Outcome != Outcome.Failed, $"{name}: {verdict.Reason}");
    }

    [Fact]
    public void Only_these_recordings_differ_on_purpose()
    {
        var different = Recordings.Names.Select(Recordings.Load).Select(Judge.Of).Where(verdict => verdict.Outcome == Outcome.DiffersOnPurpose).Select(verdict => verdict.Name);

        Assert.Equal(["r004-flow", "r086-flow.token", "r149-struct", "s08t-two-delays-join-any"], different);
    }

    /// <summary>As it runs in production the engine mends faults of the real one; the recordings that show them are written down one by one.</summary>
    [Fact]
    public void With_the_faults_mended_only_the_recordings_of_the_list_come_out_otherwise()
    {
        var otherwise = Recordings.Names.Select(Recordings.Load).Where(recording => Enum.GetValues<UnmatchedEvents>()
            .All(moment => Comparison.FirstDifference(recording.Expected, Scenario.Play(recording, EngineFaults.Mended, moment)) is not null));

        Assert.Equal(string.Join('\n', TestData.Lines("mended-recordings.txt")), string.Join('\n', otherwise.Select(recording => recording.Name)));
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

    private static JsonArray Mended(string name) => Scenario.Play(Recordings.Load(name), EngineFaults.Mended);
}
