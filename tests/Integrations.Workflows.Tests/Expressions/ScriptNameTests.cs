using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Expressions;

/// <summary>Under which names scripts find variables, inputs and outputs.</summary>
public sealed class ScriptNameTests
{
    [Theory]
    [InlineData("total", "getTotal()")]
    [InlineData("sub_total", "getSubTotal()")]
    [InlineData("sub_total", "setSubTotal(5); variables.sub_total")]
    [InlineData("_hidden", "get_hidden()")]
    [InlineData("_hidden", "getHidden()")]
    [InlineData("step_1", "getStep1()")]
    [InlineData("step_1", "getStep_1()")]
    [InlineData("1st", "get1st()")]
    [InlineData("$price", "get$price()")]
    [InlineData("été", "getÉté()")]
    [InlineData("sub total", "getVariable('sub total')")]
    [InlineData("sub total", "typeof getSubTotal === 'undefined' ? 5 : 0")]
    public void A_variable_is_reached_by_its_words_in_Pascal_case(string name, string script) =>
        Assert.Equal(["5"], TestData.Evaluate(script, "JavaScript", $"{name}:Int32:5").Printed);

    [Theory]
    [InlineData("Ask the town", "getResultFromAskTheTown()")]
    [InlineData("ask_town", "getResultFromAskTown()")]
    [InlineData("ask-town", "getResultFromAskTown()")]
    [InlineData("FromTown", "getResultFromFromTown()")]
    public void An_output_is_reached_by_the_words_of_its_activity(string name, string script)
    {
        var asks = $$$"""{"id":"a","name":"{{{name}}}","type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"Literal","value":"'yes'"}} }""";

        Assert.Equal(["yes"], TestData.Start(TestData.Plan(TestData.Sequence(asks, TestData.Write("w", script)))).Printed);
    }

    [Theory]
    [InlineData("getInput('Amount')")]
    [InlineData("getInput('amount')")]
    [InlineData("getInput('AMOUNT')")]
    public void An_input_of_the_start_is_found_in_any_case_of_letters(string script)
    {
        var plan = TestData.Plan(TestData.Write("w", script));
        var start = new Stimulus.Start(new Dictionary<string, object?> { ["amount"] = 5L });

        Assert.Equal(["5"], Burst.Run(plan, InstanceState.New(plan, "i1"), start, TestData.Context()).Printed);
    }

    [Fact]
    public void An_output_of_no_activity_is_a_fault() =>
        Assert.EndsWith("getResultFromNobody is not defined", Assert.Single(TestData.Evaluate("getResultFromNobody()").Incidents).Message, StringComparison.Ordinal);
}
