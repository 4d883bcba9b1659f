using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Branching;

public sealed class SwitchTests
{
    [Theory]
    [InlineData("Elsa.Switch")]
    [InlineData("Elsa.FlowSwitch")]
    public void All_conditions_are_evaluated_also_when_only_the_first_that_holds_is_taken(string type)
    {
        var plan = TestData.Plan(TestData.Sequence(Switch(type, "true", "setN(getN() + 1); true"), TestData.Write("w", "getN()")), "N:Int32:0");

        Assert.Equal(["1"], TestData.Start(plan).Printed);
    }

    [Fact]
    public void A_condition_that_fails_says_so_in_the_words_of_the_script_and_names_the_case()
    {
        var incident = Assert.Single(TestData.Start(TestData.Plan(Switch("Elsa.Switch", "true", "nothing.x"))).Incidents);

        Assert.StartsWith("nothing is not defined", incident.Message, StringComparison.Ordinal);
        Assert.Contains("Cases[second], ligne 1", incident.Message, StringComparison.Ordinal);
    }

    private static string Switch(string type, string first, string second) =>
        $$$"""
        {"id":"x","type":"{{{type}}}","cases":[
          {"label":"first","condition":{"type":"JavaScript","value":"{{{first}}}"} },
          {"label":"second","condition":{"type":"JavaScript","value":"{{{second}}}"} }]}
        """;
}
