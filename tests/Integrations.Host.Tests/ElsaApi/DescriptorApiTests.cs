using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class DescriptorApiTests
{
    [Fact]
    public async Task Every_activity_has_a_place_in_the_toolbox_in_both_languages()
    {
        await using var api = await ServedStudioApi.StartAsync();

        var french = (await api.GetAsync("descriptors/activities?Refresh=True"))["items"]!.AsArray();
        var english = (await api.GetAsync("descriptors/activities?Refresh=True&lang=en"))["items"]!.AsArray();

        Assert.Equal(french.Count, french.Select(item => ((string)item!["typeName"]!, (int)item["version"]!)).Distinct().Count());
        Assert.All(french.Concat(english), item =>
        {
            Assert.NotEmpty((string)item!["displayName"]!);
            Assert.NotEmpty((string)item["category"]!);
            Assert.All(item["inputs"]!.AsArray(), input => Assert.True((bool)input!["isBrowsable"]!));
        });
        Assert.Equal("Demander les avis", Named(french, "Guichet.AskOpinions"));
        Assert.NotEqual(Named(french, "Guichet.AskOpinions"), Named(english, "Guichet.AskOpinions"));
    }

    [Fact]
    public async Task An_activity_without_declared_outcomes_has_no_ports_and_a_decision_has_two()
    {
        await using var api = await ServedStudioApi.StartAsync();

        Assert.Empty((await api.GetAsync("descriptors/activities/Elsa.WriteLine"))["ports"]!.AsArray());
        Assert.Equal(["True", "False"], (await api.GetAsync("descriptors/activities/Elsa.FlowDecision"))["ports"]!.AsArray().Select(port => (string?)port!["name"]));
    }

    [Theory]
    [InlineData("features/installed")]
    [InlineData("descriptors/expression-descriptors")]
    [InlineData("descriptors/variables")]
    [InlineData("descriptors/storage-drivers")]
    [InlineData("descriptors/incident-strategies")]
    [InlineData("descriptors/workflow-activation-strategies")]
    [InlineData("descriptors/log-persistence-strategies")]
    [InlineData("descriptors/commit-strategies/workflows")]
    [InlineData("descriptors/commit-strategies/activities")]
    [InlineData("descriptors/output-converters?sourceType=String&destinationType=String")]
    public async Task What_studio_asks_for_is_a_list(string address)
    {
        await using var api = await ServedStudioApi.StartAsync();

        Assert.IsType<JsonArray>((await api.GetAsync(address))["items"]);
    }

    [Fact]
    public async Task The_script_editor_is_told_the_names_of_the_workflow()
    {
        await using var api = await ServedStudioApi.StartAsync();
        var save = DefinitionApiTests.Save("wf", "Workflow", DefinitionApiTests.Activity("w", "Elsa.WriteLine"));
        save["model"]!["variables"] = new JsonArray(new JsonObject { ["id"] = "v", ["name"] = "total", ["typeName"] = "Int32" });
        save["model"]!["inputs"] = new JsonArray(new JsonObject { ["name"] = "Firm", ["type"] = "String" });
        await api.PostAsync("workflow-definitions", save);

        using var answer = await api.Client.PostAsync("scripting/javascript/type-definitions/wf", null);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("application/x-typescript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("declare function getTotal(): number;", text, StringComparison.Ordinal);
        Assert.Contains("declare function getFirm(): string;", text, StringComparison.Ordinal);
    }

    private static string? Named(JsonArray items, string type) => (string?)items.First(item => (string?)item!["typeName"] == type)!["displayName"];
}
