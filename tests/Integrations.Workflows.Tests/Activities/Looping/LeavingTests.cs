using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Looping;

/// <summary>Ways out of a loop from deep inside it.</summary>
public sealed class LeavingTests
{
    private const string Waits = """{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}""";

    [Fact]
    public void A_break_in_one_branch_of_a_fork_ends_its_other_branches_and_leaves_the_loop()
    {
        var fork = $$"""{"id":"fork","type":"Elsa.Fork","joinMode":"WaitAll","branches":[{{Waits}},{"id":"b","type":"Elsa.Break"}]}""";

        var result = TestData.Start(TestData.Plan(TestData.Sequence(Loop(fork), TestData.Write("after", "'after'"))));

        Assert.Equal(["after"], result.Printed);
        Assert.Equal("e", Assert.Single(result.Journal, entry => entry.Event == "Canceled").ActivityId);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Fact]
    public void Parallel_activities_are_all_waited_for_before_a_break_leaves_the_loop()
    {
        var parallel = $$"""{"id":"parallel","type":"Elsa.Parallel","activities":[{{Waits}},{"id":"b","type":"Elsa.Break"}]}""";

        var result = TestData.Start(TestData.Plan(TestData.Sequence(Loop(parallel), TestData.Write("after", "'after'"))));

        Assert.Empty(result.Printed);
        Assert.Single(result.State.Bookmarks);
    }

    [Fact]
    public void Complete_cancels_the_loops_around_it_first_and_no_iteration_follows()
    {
        var result = TestData.Start(TestData.Plan(TestData.Sequence(Loop("""{"id":"c","type":"Elsa.Complete"}"""), TestData.Write("after", "'after'"))));

        Assert.Equal(["c", "loop", "s"], result.Journal.Where(entry => entry.Event == "Canceled").Select(entry => entry.ActivityId));
        Assert.Empty(result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    private static string Loop(string body) =>
        $$$"""{"id":"loop","type":"Elsa.For","start":{"typeName":"Int32","expression":{"type":"Literal","value":1}},"end":{"typeName":"Int32","expression":{"type":"Literal","value":3}},"body":{{{body}}} }""";
}
