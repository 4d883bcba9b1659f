using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Conformance;

namespace Integrations.Workflows.Tests.Definitions;

public sealed class RoundTripTests
{
    [Fact]
    public void What_Studio_saved_is_written_back_with_its_positions_and_unknown_members()
    {
        var saved = (JsonObject)TestData.Read("studio-flowchart.json");

        var written = WorkflowDefinitionJson.Write(WorkflowDefinitionJson.Read(saved));

        foreach (var (name, value) in saved) Assert.True(JsonNode.DeepEquals(value, written[name]), name);
    }

    [Fact]
    public void Every_recorded_definition_is_written_back_as_it_was()
    {
        foreach (var name in Recordings.Names)
        {
            var saved = (JsonObject)Recordings.Load(name).Json["definition"]!;
            Assert.True(JsonNode.DeepEquals(saved, WorkflowDefinitionJson.Write(WorkflowDefinitionJson.Read(saved))), name);
        }
    }

    [Fact]
    public void A_changed_member_is_written_in_its_place()
    {
        var definition = WorkflowDefinitionJson.Read((JsonObject)TestData.Read("studio-flowchart.json"));

        var written = WorkflowDefinitionJson.Write(definition with { Name = "Autre nom", Version = 7, IsPublished = true });

        Assert.Equal("Autre nom", (string?)written["name"]);
        Assert.Equal(7, (int)written["version"]!);
        Assert.True((bool)written["isPublished"]!);
        Assert.True(JsonNode.DeepEquals(definition.Root, written["root"]));
    }

    [Fact]
    public void Every_part_that_a_program_changes_is_written_and_read_again()
    {
        var read = WorkflowDefinitionJson.Read(
            """
            {
              "id": "v1", "definitionId": "d", "root": { "type": "Elsa.Sequence", "id": "s" },
              "variables": [{ "id": "a", "name": "A", "typeName": "String", "storageDriverTypeName": "Kept" }, { "id": "b", "name": "B", "typeName": "String" }],
              "inputs": [{ "name": "who", "type": "String", "uiHint": "multiline" }], "outcomes": ["Done"]
            }
            """);
        var changed = read with
        {
            Variables = [read.Variables[0] with { Name = "Nom", Value = "x" }, new VariableDefinition("c", "C", "Int32", false, 3)],
            Inputs = [read.Inputs[0] with { DisplayName = "Qui" }],
            Outputs = [new OutputDefinition("total", "Int32", false, "Total", "Somme")],
            Outcomes = ["Oui", "Non"],
            IsUsableAsActivity = true,
            IncidentStrategy = IncidentStrategy.Continue,
            Activation = ActivationStrategy.CorrelatedSingleton,
            FlowchartMode = FlowchartMode.Token,
        };

        var written = WorkflowDefinitionJson.Write(changed);
        var again = WorkflowDefinitionJson.Read(written);

        Assert.Equal(["Nom", "C"], again.Variables.Select(variable => variable.Name));
        Assert.Equal(["x", "3"], again.Variables.Select(variable => variable.Value!.ToString()));
        Assert.Equal(changed.Inputs, again.Inputs);
        Assert.Equal(changed.Outputs, again.Outputs);
        Assert.Equal(changed.Outcomes, again.Outcomes);
        Assert.Equal((true, IncidentStrategy.Continue, ActivationStrategy.CorrelatedSingleton, FlowchartMode.Token), (again.IsUsableAsActivity, again.IncidentStrategy, again.Activation, again.FlowchartMode));
        Assert.Equal(("Kept", "multiline"), ((string?)written["variables"]![0]!["storageDriverTypeName"], (string?)written["inputs"]![0]!["uiHint"]));
    }

    [Fact]
    public void Names_in_any_case_comments_and_trailing_commas_are_read()
    {
        var definition = WorkflowDefinitionJson.Read("""{ "Id": "v1", "DefinitionId": "d", /* note */ "Root": { "type": "Elsa.Sequence", "id": "s", "Activities": [], }, }""");

        Assert.Equal("d", definition.DefinitionId);
        Assert.NotNull(definition.Root);
    }

    [Theory]
    [InlineData("{\n  \"id\": }", 2)]
    [InlineData("[1]", 0)]
    public void Text_that_is_no_definition_is_refused_with_its_line(string text, int line)
    {
        var exception = Assert.Throws<DefinitionFormatException>(() => WorkflowDefinitionJson.Read(text));

        Assert.Equal(line, exception.Line);
    }
}
