using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Looping;

public sealed class DoWhileTests
{
    [Theory]
    [InlineData("false", 1)]
    [InlineData("getN() < 3", 3)]
    public void The_body_runs_once_and_again_as_long_as_the_condition_holds(string condition, int times)
    {
        var result = TestData.Start(TestData.Plan(Loop(condition, TestData.Write("w", "setN(getN() + 1); getN()")), "N:Int32:0"));

        Assert.Equal(Enumerable.Range(1, times).Select(n => $"{n}"), result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Fact]
    public void A_break_leaves_it_whatever_the_condition_says()
    {
        var result = TestData.Start(TestData.Plan(TestData.Sequence(Loop("true", """{"id":"b","type":"Elsa.Break"}"""), TestData.Write("w", "'after'"))));

        Assert.Equal(["after"], result.Printed);
    }

    [Fact]
    public void Without_a_body_it_completes_instead_of_looping_for_ever() =>
        Assert.Equal(WorkflowSubStatus.Finished, TestData.Start(TestData.Plan(Loop("true", "null"))).State.SubStatus);

    [Fact]
    public void A_condition_that_always_holds_stops_at_the_step_limit() =>
        Assert.Equal(WorkflowSubStatus.Faulted, TestData.Start(TestData.Plan(Loop("true", TestData.Write("w", "1")))).State.SubStatus);

    private static string Loop(string condition, string body) =>
        $$$"""{"id":"d","type":"Elsa.DoWhile","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"{{{condition}}}"} },"body":{{{body}}} }""";
}
