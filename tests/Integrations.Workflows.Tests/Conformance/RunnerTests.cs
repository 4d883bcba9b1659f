using System.Text.Json.Nodes;
using Integrations.Conformance;
using Integrations.Conformance.Judging;

namespace Integrations.Workflows.Tests.Conformance;

/// <summary>The runner plays any folder in the format of the recordings: what is odd in one of them is its own failure.</summary>
public sealed class RunnerTests
{
    private const string Says = """{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"hello"}}}""";
    private const string Finished = """{"status":"Finished","subStatus":"Finished","journal":[{"activityId":"Workflow1","event":"Started"},{"activityId":"w","event":"Started"},{"activityId":"w","event":"Completed"},{"activityId":"Workflow1","event":"Completed"}]}""";

    [Fact]
    public void A_recording_that_says_the_same_is_held() => Assert.Equal(Outcome.Passed, Of(Says, "[]", $"[{Finished}]").Outcome);

    [Theory]
    [InlineData("""[{"dance":true}]""", $"[{Finished},{Finished}]", "Unknown step")]
    [InlineData("[]", $"[{Finished},{Finished},{Finished}]", "3 results for 1 moments")]
    [InlineData("[]", "[]", "0 results for 1 moments")]
    [InlineData("[null]", $"[{Finished},{Finished}]", "cannot be played")]
    public void One_that_cannot_be_played_fails_and_says_why(string steps, string expected, string reason)
    {
        var verdict = Of(Says, steps, expected);

        Assert.Equal(Outcome.Failed, verdict.Outcome);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bulk_dispatch_is_told_of_each_of_its_children()
    {
        const string bulk = """
            {"id":"w","type":"Elsa.BulkDispatchWorkflows","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},
             "items":{"typeName":"Object","expression":{"type":"JavaScript","value":"[1, 2]"}}}
            """;
        var expected = JsonNode.Parse(Finished)!;
        expected["journal"] = JsonNode.Parse("""
            [{"activityId":"Workflow1","event":"Started"},{"activityId":"w","event":"Started"},{"activityId":"w","event":"Suspended"},{"activityId":"w","event":"Resumed"},
             {"activityId":"w","event":"Suspended"},{"activityId":"w","event":"Resumed"},{"activityId":"w","event":"Completed","outcomes":["Completed","Done"]},{"activityId":"Workflow1","event":"Completed"}]
            """);

        var verdict = Of(bulk, "[]", $"[{expected.ToJsonString()}]", $$"""[{"id":"c1","definitionId":"child","isPublished":true,"root":{{Says}}}]""");

        Assert.Null(verdict.Reason);
    }

    private static Verdict Of(string root, string steps, string expected, string dependencies = "[]") => Judge.Of(Recording.Read(
        "x",
        $$"""{"name":"x","definition":{"id":"d1","definitionId":"d","isPublished":true,"root":{{root}}},"dependencies":{{dependencies}},"steps":{{steps}},"expected":{{expected}}}"""));
}
