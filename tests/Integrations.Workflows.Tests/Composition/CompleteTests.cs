namespace Integrations.Workflows.Tests.Composition;

/// <summary>With which outcomes Complete ends its workflow, when nothing else has ended it on the way up (as in recording p41-complete-child.token).</summary>
public sealed class CompleteTests
{
    [Theory]
    [InlineData("undefined", "Done")]
    [InlineData("5", "Done")]
    [InlineData("'Yes'", "Yes")]
    [InlineData("['Yes', 'No']", "Yes,No")]
    [InlineData("[]", "")]
    public void Its_outcomes_are_a_list_or_one_name_and_otherwise_Done(string script, string expected)
    {
        var complete = $$$"""{"id":"c","type":"Elsa.Complete","outcomes":{"typeName":"Object","expression":{"type":"JavaScript","value":"{{{script}}}"} } }""";

        var result = TestData.Start(TestData.Plan(TestData.Sequence($$"""{"id":"p","type":"Elsa.Parallel","activities":[{{complete}},{{TestData.Write("w", "1")}}]}""")));

        Assert.Equal(expected, string.Join(',', result.Journal.Single(entry => entry is { ActivityType: "Elsa.Workflow", Event: "Completed" }).Outcomes!));
    }
}
