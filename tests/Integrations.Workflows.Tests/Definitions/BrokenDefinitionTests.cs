using System.Text.Json.Nodes;
using CsCheck;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Conformance;

namespace Integrations.Workflows.Tests.Definitions;

/// <summary>Whatever a file holds, the engine reads it, says what is wrong, or refuses it in words.</summary>
public sealed class BrokenDefinitionTests
{
    private static readonly string[] Texts = [.. Recordings.Names.Select(name => Recordings.Load(name).Json["definition"]!.ToJsonString())];

    [Fact]
    public void A_definition_with_members_changed_at_random_compiles_and_runs_without_an_exception() =>
        Gen.Int[0, 1_000_000].Sample(seed => Run(Changed(seed)), iter: 1000);

    [Fact]
    public void A_text_with_characters_changed_at_random_is_read_or_refused() =>
        Gen.Int[0, 1_000_000].Sample(
            seed =>
            {
                try
                {
                    Run(WorkflowDefinitionJson.Read(Scratched(seed)));
                }
                catch (DefinitionFormatException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            iter: 1000);

    [Theory]
    [InlineData("""{"id":"v","definitionId":"d","root":{"type":"Elsa.Sequence","id":"s","activities":[{"type":"Elsa.WriteLine","Type":"Elsa.Event","id":"w"}]}}""")]
    [InlineData("""{"id":"v","id":"w"}""")]
    public void A_member_given_twice_is_refused(string text) =>
        Assert.Throws<DefinitionFormatException>(() => WorkflowDefinitionJson.Read(text));

    private static void Run(WorkflowDefinition definition)
    {
        var plan = WorkflowCompiler.Compile(definition, TestData.Registry);
        var context = TestData.Context(new BurstLimits { MaxActivityExecutions = 200 });
        var state = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context).State;
        foreach (var bookmark in state.Bookmarks)
            state = Burst.Run(plan, InstanceStateSerializer.Read(InstanceStateSerializer.Write(state)), new Stimulus.Resume(bookmark.Id, StimulusInput.None), context).State;
    }

    private static WorkflowDefinition Changed(int seed)
    {
        var random = new Random(seed);
        var document = (JsonObject)JsonNode.Parse(Texts[random.Next(Texts.Length)])!;
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(document, random);
        return WorkflowDefinitionJson.Read(document);
    }

    private static void Change(JsonObject document, Random random)
    {
        JsonNode at = document;
        while (true)
        {
            var inner = Children(at).ToList();
            if (inner.Count == 0 || random.Next(8) == 0) break;
            at = inner[random.Next(inner.Count)];
        }

        if (at.Parent is JsonObject parent) parent[at.GetPropertyName()] = Anything(random);
        else if (at.Parent is JsonArray list) list[at.GetElementIndex()] = Anything(random);
    }

    private static IEnumerable<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject json => json.Select(pair => pair.Value).OfType<JsonNode>(),
        JsonArray array => array.OfType<JsonNode>(),
        _ => [],
    };

    private static JsonNode? Anything(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => random.Next(-3, 3),
        2 => true,
        3 => "x",
        4 => "Workflow1",
        5 => new JsonArray(1, "a", null),
        6 => new JsonObject { ["id"] = 5, ["type"] = "Elsa.Sequence" },
        _ => 1e300,
    };

    private static string Scratched(int seed)
    {
        var random = new Random(seed);
        var text = Texts[random.Next(Texts.Length)].ToCharArray();
        for (var changes = random.Next(1, 4); changes > 0; changes--) text[random.Next(text.Length)] = "{}[]\",:0 -\\"[random.Next(11)];
        return new string(text);
    }
}
