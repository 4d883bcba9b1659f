using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Composition;

/// <summary>A workflow used as an activity of another.</summary>
public sealed class WorkflowActivityTests
{
    private const string Greet = """
        {"id":"greet.1","definitionId":"greet","name":"Greet somebody","version":1,"isPublished":true,"options":{"usableAsActivity":true},
         "inputs":[{"name":"Who","type":"String"}],"outputs":[{"name":"Greeting","type":"String"}],"outcomes":["Polite","Rude"],
         "root":{"id":"Sequence1","type":"Elsa.Sequence","activities":[
           {"id":"set","type":"Elsa.SetOutput","outputName":{"typeName":"String","expression":{"type":"Literal","value":"Greeting"}},
            "outputValue":{"typeName":"Object","expression":{"type":"JavaScript","value":"'Hello ' + getWho()"}}},
           {"id":"end","type":"Elsa.Complete","outcomes":{"typeName":"Object","expression":{"type":"Literal","value":"Polite"}}}]}}
        """;

    private const string Waits = """
        {"id":"waits.1","definitionId":"waits","name":"Waits","version":1,"isPublished":true,"options":{"usableAsActivity":true},
         "inputs":[{"name":"Word","type":"String"}],"variables":[{"id":"v-n","name":"n","typeName":"Int32","value":"1"}],
         "root":{"id":"Sequence1","type":"Elsa.Sequence","activities":[
           {"id":"ev","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}},
           {"id":"say","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"getWord() + getN()"}}}]}}
        """;

    [Fact]
    public void Its_inputs_are_given_and_its_outputs_are_taken()
    {
        var plan = Compile(TestData.Sequence(Use("greet", "GreetSomebody", "'Ada'"), TestData.Write("w", "getAnswer()")), Greet);

        var result = TestData.Start(plan);

        Assert.Empty(plan.Problems);
        Assert.Equal(["Hello Ada"], result.Printed);
        Assert.Empty(result.State.Output);
    }

    [Theory]
    [InlineData("Who", "getWho()")]
    [InlineData("who", "getWho()")]
    [InlineData("who_is", "getWhoIs()")]
    public void Its_inputs_are_read_by_their_words_in_Pascal_case(string input, string getter)
    {
        var greet = Greet.Replace("\"name\":\"Who\"", $"\"name\":\"{input}\"", StringComparison.Ordinal).Replace("getWho()", getter, StringComparison.Ordinal);
        var plan = Compile(TestData.Sequence(Use("greet", "GreetSomebody", "'Ada'", char.ToLowerInvariant(input[0]) + input[1..]), TestData.Write("w", "getAnswer()")), greet);

        Assert.Empty(plan.Problems);
        Assert.Equal(["Hello Ada"], TestData.Start(plan).Printed);
    }

    [Fact]
    public void Its_outcomes_are_those_that_it_chose()
    {
        var root = $$"""
            {"id":"f","type":"Elsa.Flowchart","activities":[{{Use("greet", "GreetSomebody", "'Ada'")}},{{TestData.Write("polite", "'polite'")}},{{TestData.Write("rude", "'rude'")}}],
             "connections":[{"source":{"activity":"greet","port":"Rude"},"target":{"activity":"rude","port":"In"} },{"source":{"activity":"greet","port":"Polite"},"target":{"activity":"polite","port":"In"} }]}
            """;

        var result = TestData.Start(Compile(root, Greet));

        Assert.Equal(["polite"], result.Printed);
    }

    [Fact]
    public void It_waits_inside_the_instance_of_its_consumer_and_keeps_its_own_variables()
    {
        var plan = Compile(TestData.Sequence(Use("first", "Waits", "'a'", "word"), Use("second", "Waits", "'b'", "word")), Waits);
        var first = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), TestData.Context());

        var second = Resume(plan, first.State);
        var end = Resume(plan, second.State);

        Assert.Equal(["a1"], second.Printed);
        Assert.Equal(["b1"], end.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, end.State.SubStatus);
    }

    [Fact]
    public void Ids_may_be_the_same_in_both_workflows()
    {
        var plan = Compile("""{"id":"Sequence1","type":"Elsa.Sequence","activities":[""" + Use("ev", "Waits", "'a'", "word") + "]}", Waits);

        Assert.Empty(plan.Problems);
        Assert.Equal(plan.Nodes.Count, plan.Nodes.Select(node => node.Key).Distinct().Count());
        Assert.Contains("Workflow2:Sequence1:ev:Workflow1:Sequence1:ev", plan.Nodes.Select(node => node.NodeId));
    }

    [Fact]
    public void A_workflow_that_contains_itself_is_refused()
    {
        var looping = Greet.Replace("\"id\":\"set\",\"type\":\"Elsa.SetOutput\"", "\"id\":\"set\",\"type\":\"GreetSomebody\"", StringComparison.Ordinal);

        var plan = Compile(Use("greet", "GreetSomebody", "'Ada'"), looping);
        var itself = WorkflowCompiler.Validate(WorkflowDefinitionJson.Read(looping), TestData.Registry, Source(looping));

        Assert.Contains("workflow-contains-itself", itself.Select(problem => problem.Code));
        Assert.Contains("contains itself", Assert.Single(TestData.Start(plan).Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_workflow_is_refused_at_publish_and_faults_when_it_is_reached()
    {
        var plan = Compile(Use("x", "Nobody", "1"));

        Assert.Contains("unknown-activity", plan.Problems.Select(problem => problem.Code));
        Assert.Equal("Activity type 'Nobody' version '0' could not be found.", Assert.Single(TestData.Start(plan).Incidents).Message);
    }

    [Theory]
    [InlineData("Child With Input", "ChildWithInput")]
    [InlineData("cache_invalidation child", "CacheInvalidationChild")]
    [InlineData("Étape 3 - suite", "Étape3-Suite")]
    public void Its_activity_type_is_its_name_in_Pascal_case(string name, string type) =>
        Assert.Equal(type, WorkflowActivityReference.TypeName(name));

    [Fact]
    public void Pinning_writes_the_version_that_it_stands_for_today()
    {
        var document = WorkflowDefinitionJson.Write(TestData.Definition(Use("greet", "GreetSomebody", "'Ada'")));

        Assert.True(WorkflowReferences.Pin(document, TestData.Registry, Source(Greet)));
        Assert.False(WorkflowReferences.Pin(document, TestData.Registry, Source(Greet)));
        Assert.Equal("greet.1", (string?)document["root"]!["workflowDefinitionVersionId"]);
    }

    private static BurstResult Resume(WorkflowPlan plan, InstanceState state)
    {
        var stored = InstanceStateSerializer.Read(InstanceStateSerializer.Write(state));
        return Burst.Run(plan, stored, new Stimulus.Resume(Assert.Single(stored.Bookmarks).Id, StimulusInput.None), TestData.Context());
    }

    private static string Use(string id, string type, string value, string input = "who") => $$$"""
        {"id":"{{{id}}}","type":"{{{type}}}","{{{input}}}":{"typeName":"String","expression":{"type":"JavaScript","value":"{{{value}}}"} },
         "greeting":{"typeName":"String","memoryReference":{"id":"v-answer"} } }
        """;

    private static WorkflowPlan Compile(string root, params string[] workflows) =>
        WorkflowCompiler.Compile(TestData.Definition(root, "answer:String"), TestData.Registry, Source(workflows));

    private static WorkflowActivitySource Source(params string[] workflows)
    {
        var definitions = workflows.Select(WorkflowDefinitionJson.Read).ToList();
        return reference => definitions.Find(definition => WorkflowActivityReference.TypeName(definition.Name!) == reference.Type);
    }
}
