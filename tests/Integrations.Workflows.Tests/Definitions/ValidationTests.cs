using Integrations.Workflows.Definitions;

namespace Integrations.Workflows.Tests.Definitions;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("unknown-activity", "q", """{"id":"q","type":"Elsa.DoesNotExist"}""")]
    [InlineData("unknown-variable", "a", """{"id":"a","type":"Elsa.SetVariable","variable":{"id":"nope"},"value":{"typeName":"Object","expression":{"type":"Literal","value":"1"}}}""")]
    [InlineData("unknown-expression", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Klingon","value":"nuqneH"}}}""")]
    [InlineData("expression-forbidden", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"CSharp","value":"1"}}}""")]
    [InlineData("input-without-type", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"expression":{"type":"Literal","value":"x"}}}""")]
    [InlineData("input-required", "a", """{"id":"a","type":"Elsa.Event"}""")]
    [InlineData("literal-type", "a", """{"id":"a","type":"Elsa.Delay","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"soon"}}}""")]
    [InlineData("cron", "a", """{"id":"a","type":"Elsa.Cron","cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"0 0 * * *"}}}""")]
    [InlineData("join-mode", "a", """{"id":"a","type":"Elsa.Fork","joinMode":{"typeName":"ForkJoinMode","expression":{"type":"Literal","value":"WaitAll"}},"branches":[]}""")]
    [InlineData("unknown-connection-end", "f", """{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"}],"connections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"ghost"}}]}""")]
    public void What_cannot_run_as_drawn_is_named_with_its_activity(string code, string activityId, string root)
    {
        var problem = Assert.Single(Problems(root), p => p.Severity == ProblemSeverity.Error);

        Assert.Equal((code, activityId), (problem.Code, problem.ActivityId));
        Assert.NotEmpty(problem.Message);
    }

    [Theory]
    [InlineData("JavaScript", "1 +\n  * 2", 2)]
    [InlineData("Liquid", "{% if %}", 1)]
    [InlineData("Scriban", "a\n{{ if }}", 2)]
    public void A_script_that_cannot_be_read_is_named_with_line_and_input(string type, string script, int line)
    {
        var problem = Assert.Single(Problems(TestData.Write("w", script, type)));

        Assert.Equal(("expression-syntax", "w", "Text", line), (problem.Code, problem.ActivityId, problem.Place, problem.Line));
        Assert.True(problem.Column > 0);
    }

    [Fact]
    public void Two_activities_of_one_id_are_refused() =>
        Assert.Contains(Problems(TestData.Sequence(TestData.Write("w", "1"), TestData.Write("w", "2"))), p => p.Code == "duplicate-id" && p.ActivityId == "w");

    [Theory]
    [InlineData("getTotl() > 3", "getTotl")]
    [InlineData("input.a", "input")]
    public void A_name_that_nothing_gives_to_a_script_is_a_warning(string script, string name)
    {
        var problem = Assert.Single(Problems(TestData.Write("w", script)));

        Assert.Equal(("unknown-name", "Text", ProblemSeverity.Warning), (problem.Code, problem.Place, problem.Severity));
        Assert.Contains($"« {name} »", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_of_Elsa_s_and_JavaScript_s_own_names_has_no_problem() =>
        Assert.Empty(WorkflowCompiler.Validate(
            TestData.Definition(TestData.Write("w", "let x = [1].map(y => y + getN()); JSON.stringify({ x, d: new Date(), g: newGuid(), v: variables.n, l: getLastResult() }) + Math.max(NaN, undefined)"), "n:Int32:1"),
            TestData.Registry));

    [Fact]
    public void A_connection_from_a_port_that_is_never_given_is_a_warning()
    {
        const string root = """
            {"id":"f","type":"Elsa.Flowchart","activities":[{"id":"d","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}},{"id":"e","type":"Elsa.End"}],
             "connections":[{"source":{"activity":"d","port":"true"},"target":{"activity":"e"}}]}
            """;

        var problem = Assert.Single(Problems(root));

        Assert.Equal(("unknown-port", "d.true", ProblemSeverity.Warning), (problem.Code, problem.Place, problem.Severity));
    }

    [Fact]
    public void An_activity_that_no_connection_reaches_is_only_a_warning()
    {
        const string root = """{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.End"}],"connections":[]}""";

        var problem = Assert.Single(Problems(root));

        Assert.Equal(("unreachable-activity", ProblemSeverity.Warning), (problem.Code, problem.Severity));
    }

    [Fact]
    public void An_empty_workflow_is_named() =>
        Assert.Equal("no-root", Assert.Single(WorkflowCompiler.Validate(WorkflowDefinitionJson.Read("""{"id":"v","definitionId":"d"}"""), TestData.Registry)).Code);

    private static IReadOnlyList<DefinitionProblem> Problems(string root) => WorkflowCompiler.Validate(TestData.Definition(root), TestData.Registry);
}
