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
    [InlineData("activity-forbidden", "c", """{"id":"c","type":"Elsa.RunCSharp"}""")]
    [InlineData("activity-forbidden", "c", """{"id":"c","type":"Elsa.RunPython"}""")]
    [InlineData("expression-forbidden", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Python","value":"1"}}}""")]
    [InlineData("flag-type", "a", """{"id":"a","type":"Elsa.WriteLine","customProperties":{"canStartWorkflow":"true"}}""")]
    [InlineData("flag-type", "a", """{"id":"a","type":"Elsa.WriteLine","customProperties":{"runAsynchronously":1}}""")]
    [InlineData("cron", "a", """{"id":"a","type":"Elsa.Cron","customProperties":{"canStartWorkflow":true},"cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"BadCronExpression"}}}""")]
    [InlineData("trigger-empty", "a", """{"id":"a","type":"Elsa.Cron","customProperties":{"canStartWorkflow":true}}""")]
    [InlineData("trigger-empty", "a", """{"id":"a","type":"Elsa.Timer","customProperties":{"canStartWorkflow":true},"interval":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"-00:01:00"}}}""")]
    [InlineData("trigger", "a", """{"id":"a","type":"Elsa.Event","customProperties":{"canStartWorkflow":true},"eventName":{"typeName":"String","expression":{"type":"JavaScript","value":"throw new Error('non')"}}}""")]
    [InlineData("literal-type", "a", """{"id":"a","type":"Elsa.Timer","interval":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"12 minutes"}}}""")]
    [InlineData("literal-type", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Json","value":"{a"}}}""")]
    [InlineData("unknown-output", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Output","value":{"activityId":"ghost"}}}}""")]
    [InlineData("unknown-output", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Output"}}}""")]
    [InlineData("expression-syntax", "a", """{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"import('fs')"}}}""")]
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

    [Theory]
    [InlineData("no-start", "f", """{"id":"f","type":"Elsa.Flowchart","activities":[],"connections":[]}""")]
    [InlineData("script-not-literal", "j", """{"id":"j","type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"JavaScript","value":"'1'"}}}""")]
    [InlineData("endless-cycle", "b", """{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.SetName"}],"connections":[{"source":{"activity":"a"},"target":{"activity":"b"}},{"source":{"activity":"b"},"target":{"activity":"a"}}]}""")]
    public void What_runs_but_not_as_meant_is_a_warning(string code, string activityId, string root)
    {
        var problem = Assert.Single(Problems(root));

        Assert.Equal((code, activityId, ProblemSeverity.Warning), (problem.Code, problem.ActivityId, problem.Severity));
    }

    [Theory]
    [InlineData("""{"id":"b","type":"Elsa.FlowDecision"}""", "True")]
    [InlineData("""{"id":"b","type":"Elsa.Delay","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:01"}}}""", "Done")]
    public void A_loop_that_a_choice_leaves_or_that_waits_is_no_problem(string activity, string port) =>
        Assert.Empty(Problems($$$"""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"},{{{activity}}}],"connections":[{"source":{"activity":"a"},"target":{"activity":"b"}},{"source":{"activity":"b","port":"{{{port}}}"},"target":{"activity":"a"}}]}"""));

    [Fact]
    public void Every_problem_says_in_French_what_is_wrong_and_where()
    {
        var problems = Problems("""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"q","type":"X"},{"id":"c","type":"Elsa.RunCSharp","customProperties":{"canStartWorkflow":"oui"}},{"id":"w","type":"Elsa.WriteLine","text":{"expression":{"type":"Literal","value":"x"}}}],"connections":[{"source":{"activity":"q"},"target":{"activity":"z"}}]}""");

        Assert.All(problems, p => Assert.Matches("^[a-z-]+$", p.Code));
        Assert.All(problems, p => Assert.True(p.Message.Contains($"« {p.ActivityId} »", StringComparison.Ordinal) || p.Message.Contains($"« {p.Place} »", StringComparison.Ordinal), p.Message));
        Assert.Contains(problems, p => p.Code == "unknown-connection-end");
    }

    [Fact]
    public void An_empty_workflow_is_named() =>
        Assert.Equal("no-root", Assert.Single(WorkflowCompiler.Validate(WorkflowDefinitionJson.Read("""{"id":"v","definitionId":"d"}"""), TestData.Registry)).Code);

    private static IReadOnlyList<DefinitionProblem> Problems(string root) => WorkflowCompiler.Validate(TestData.Definition(root), TestData.Registry);
}
