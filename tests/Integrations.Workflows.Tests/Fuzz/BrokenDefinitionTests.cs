using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Conformance;

namespace Integrations.Workflows.Tests.Fuzz;

/// <summary>
/// Whatever a file holds, the engine reads it, says what is wrong, or refuses it in words; what it reads runs to a result. A seed that fails is
/// printed with the text that it made.
/// </summary>
public sealed class BrokenDefinitionTests
{
    private const int Usual = 500;

    private static readonly JsonObject[] Documents = [.. Recordings.Names.Select(name => (JsonObject)Recordings.Load(name).Json["definition"]!)];

    [Fact]
    public void A_definition_with_members_changed_at_random_is_compiled_and_runs_to_a_result() =>
        Sample(random => DefinitionMutation.OfMembers(Documents[random.Next(Documents.Length)], random).ToJsonString());

    [Fact]
    public void A_text_changed_at_random_is_read_or_refused_in_words() =>
        Sample(random => DefinitionMutation.OfText(Documents[random.Next(Documents.Length)].ToJsonString(), random));

    [Fact]
    public void Bytes_changed_at_random_are_read_or_refused_in_words() =>
        Sample(random => DefinitionMutation.OfBytes(Documents[random.Next(Documents.Length)].ToJsonString(), random));

    [Theory]
    [InlineData("""{"id":"v","definitionId":"d","root":{"type":"Elsa.Sequence","id":"s","activities":[{"type":"Elsa.WriteLine","Type":"Elsa.Event","id":"w"}]}}""")]
    [InlineData("""{"id":"v","id":"w"}""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\ufeff")]
    [InlineData("{\"id\":\"\\ud800\"")]
    public void Text_that_is_no_definition_is_refused(string text) =>
        Assert.Throws<DefinitionFormatException>(() => WorkflowDefinitionJson.Read(text));

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"root\":", 100_000)]
    [InlineData("""{"type":"Elsa.Sequence","activities":[""", 20_000)]
    public void A_text_nested_without_end_is_refused(string unit, int times) =>
        Assert.Throws<DefinitionFormatException>(() => WorkflowDefinitionJson.Read("""{"id":"v","definitionId":"d","root":""" + string.Concat(Enumerable.Repeat(unit, times))));

    [Theory]
    [InlineData("Elsa.Sequence", "activities", 120)]
    [InlineData("Elsa.Flowchart", "activities", 120)]
    [InlineData("Elsa.Parallel", "activities", 120)]
    public void Activities_nested_as_deep_as_a_text_may_be_run_and_are_written_and_read(string type, string place, int depth)
    {
        var root = string.Concat(Enumerable.Range(0, depth).Select(i => $$"""{"id":"s{{i}}","type":"{{type}}","{{place}}":[""")) + TestData.Write("w", "'deep'") + string.Concat(Enumerable.Repeat("]}", depth));
        var definition = WorkflowDefinitionJson.Read($$"""{"id":"v","definitionId":"d","root":{{root}}}""");

        Assert.Equal(["deep"], TestData.Start(WorkflowCompiler.Compile(definition, TestData.Registry)).Printed);
        Assert.Equal(WorkflowDefinitionJson.WriteText(definition), WorkflowDefinitionJson.WriteText(WorkflowDefinitionJson.Read(WorkflowDefinitionJson.Write(definition))));
    }

    [Fact]
    public void A_value_nested_as_deep_as_a_text_may_be_is_kept_over_a_restart()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        var definition = WorkflowDefinitionJson.Read($$$"""{"id":"v","definitionId":"d","variables":[{"id":"x","name":"x","typeName":"Object","value":{{{deep}}} }],"root":{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"Go"} } } }""");
        var plan = WorkflowCompiler.Compile(definition, TestData.Registry);
        var written = InstanceStateSerializer.Write(TestData.Start(plan).State);

        Assert.Equal(written, InstanceStateSerializer.Write(InstanceStateSerializer.Read(written)));
    }

    [Theory]
    [InlineData(5_000, "Elsa.SetName")]
    [InlineData(5_000, "Elsa.FlowDecision")]
    public void A_chain_longer_than_any_drawing_ends_with_a_result(int length, string type)
    {
        var activities = Enumerable.Range(0, length).Select(i => $$"""{"id":"a{{i}}","type":"{{type}}"}""");
        var connections = Enumerable.Range(1, length - 1).Select(i => $$$"""{"source":{"activity":"a{{{i - 1}}}"},"target":{"activity":"a{{{i}}}"} }""");
        var plan = TestData.Plan($$"""{"id":"f","type":"Elsa.Flowchart","activities":[{{string.Join(',', activities)}}],"connections":[{{string.Join(',', connections)}}]}""");

        Assert.NotEqual(WorkflowSubStatus.Executing, TestData.Start(plan).State.SubStatus);
    }

    private static void Sample(Func<Random, string> text) =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed => Check(text(new Random(seed))), print: seed => $"seed {seed}\n{text(new Random(seed))}", iter: Fuzzing.Iterations(Usual), time: Fuzzing.Seconds);

    private static void Check(string text)
    {
        WorkflowDefinition definition;
        try
        {
            definition = WorkflowDefinitionJson.Read(text);
        }
        catch (DefinitionFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
            return;
        }

        WorkflowDefinitionJson.Read(WorkflowDefinitionJson.WriteText(definition));
        var plan = WorkflowCompiler.Compile(definition, TestData.Registry);
        Assert.All(plan.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message)));
        Run(plan);
    }

    private static void Run(WorkflowPlan plan)
    {
        var context = TestData.Context(new BurstLimits { MaxActivityExecutions = 200 });
        var result = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context);
        foreach (var bookmark in result.State.Bookmarks)
        {
            var state = InstanceStateSerializer.Read(InstanceStateSerializer.Write(result.State));
            result = Burst.Run(plan, state, new Stimulus.Resume(bookmark.Id, StimulusInput.None), context);
        }

        Assert.NotEqual(WorkflowSubStatus.Executing, result.State.SubStatus);
        Assert.All(result.Incidents, incident => Assert.False(string.IsNullOrEmpty(incident.Message) && incident.ActivityType != "Elsa.Fault"));
    }
}
