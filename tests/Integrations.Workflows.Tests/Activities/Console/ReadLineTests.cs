using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Console;

public sealed class ReadLineTests
{
    [Fact]
    public void It_waits_for_a_line_and_gives_it_as_its_result()
    {
        var plan = TestData.Plan(
            TestData.Sequence("""{"id":"r","name":"Question","type":"Elsa.ReadLine","result":{"typeName":"String","memoryReference":{"id":"v-Line"}}}""", TestData.Write("w", "'> ' + getLine()")),
            "Line:String");
        var waiting = TestData.Start(plan);
        Assert.Equal("Question", (string?)Assert.Single(waiting.State.Bookmarks).Payload["activityName"]);

        var read = Burst.Run(plan, waiting.State, new Stimulus.Resume(waiting.State.Bookmarks[0].Id, new Dictionary<string, object?> { ["line"] = "oui" }), TestData.Context());

        Assert.Equal(["> oui"], read.Printed);
    }
}
