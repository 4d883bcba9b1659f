using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

/// <summary>Definitions that the real server ran or exported, opened in the designer, saved by it and exported: what they say is what they said.</summary>
public sealed class RoundTripTests
{
    /// <summary>The export says these anew: they are of this server, or of the moment.</summary>
    private static readonly HashSet<string> OfTheServer = ["id", "version", "createdAt", "toolVersion", "isLatest", "isPublished", "links", "$schema"];

    /// <summary>Their absence means false.</summary>
    private static readonly HashSet<string> Flags = ["isReadonly", "isSystem", "autoUpdateConsumingWorkflows", "canStartWorkflow", "runAsynchronously"];

    [Fact]
    public async Task Every_definition_of_the_real_server_survives_open_save_and_export()
    {
        await using var api = await ServedStudioApi.StartAsync();
        var differences = new List<string>();
        var travelled = 0;
        foreach (var (name, definition) in Definitions())
        {
            if (await TravelAsync(api, definition) is not { } exported) continue;
            travelled++;
            Compare(name, "", Meaning(definition), Meaning(exported), differences);
        }

        Assert.True(travelled > 300, $"Only {travelled} definitions were imported.");
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    /// <summary>Imports a file, opens it as the editor does, saves it as the editor does, and exports it. Null: it is refused, as the real server refused it.</summary>
    private static async Task<JsonObject?> TravelAsync(ServedStudioApi api, JsonObject definition)
    {
        using var import = await api.Client.PostAsJsonAsync("workflow-definitions/import", definition);
        if (!import.IsSuccessStatusCode) return null;
        var id = (string)(await import.Content.ReadFromJsonAsync<JsonObject>())!["definitionId"]!;
        var opened = (JsonObject)await api.GetAsync($"workflow-definitions/by-definition-id/{id}?versionOptions=Latest");
        SavedByStudio.Strip(opened);
        await api.PostAsync("workflow-definitions", new JsonObject { ["model"] = opened, ["publish"] = false });
        return (JsonObject)await api.GetAsync($"workflow-definitions/{id}/export?versionOptions=Latest&includeConsumingWorkflows=False");
    }

    private static IEnumerable<(string Name, JsonObject Definition)> Definitions()
    {
        foreach (var name in typeof(RoundTripTests).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var stream = typeof(RoundTripTests).Assembly.GetManifestResourceStream(name)!;
            var json = name.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.Parse(stream) : null;
            if (json is JsonObject recording && name.StartsWith("Recordings/", StringComparison.Ordinal)) yield return (name, recording["definition"]!.AsObject());
            if (json is JsonArray exchanges && name.StartsWith("Contract/", StringComparison.Ordinal))
                foreach (var (exchange, index) in exchanges.Select((exchange, index) => (exchange!, index)))
                    if ((string)exchange["path"]! is "/elsa/api/workflow-definitions/import" && exchange["request"] is JsonObject imported && exchange["status"]!.GetValue<int>() == 200)
                        yield return ($"{name}[{index}]", imported);
        }
    }

    /// <summary>A definition without what is of the server and without members that say nothing.</summary>
    private static JsonObject Meaning(JsonObject definition)
    {
        var meaning = new JsonObject();
        foreach (var (member, value) in definition)
            if (!OfTheServer.Contains(member) && !IsFlagDown(member, value) && Meaning(value) is { } kept) meaning[member] = kept;
        return meaning;
    }

    private static JsonNode? Meaning(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                var kept = new JsonObject();
                foreach (var (member, value) in json)
                    if (member != "nodeId" && !IsTypeOfInput(json, member) && !IsFlagDown(member, value) && Meaning(value) is { } meaning) kept[member] = meaning;
                return kept.Count > 0 ? kept : null;
            case JsonArray list:
                return list.Count > 0 ? new JsonArray([.. list.Select(item => Meaning(item) ?? new JsonObject())]) : null;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0:
                return null;
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>The editor does not send the type of an input back; the server gives that of the activity's declaration, whatever a file said.</summary>
    private static bool IsTypeOfInput(JsonObject json, string member) => member == "typeName" && json.ContainsKey("expression");

    private static bool IsFlagDown(string member, JsonNode? value) => Flags.Contains(member) && value?.GetValueKind() == JsonValueKind.False;

    private static void Compare(string name, string place, JsonNode? before, JsonNode? after, List<string> differences)
    {
        if (before is JsonObject one && after is JsonObject other)
        {
            foreach (var member in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)))
                Compare(name, $"{place}/{member}", one[member], other[member], differences);
        }
        else if (before is JsonArray many && after is JsonArray others && many.Count == others.Count)
        {
            for (var i = 0; i < many.Count; i++) Compare(name, $"{place}[{i}]", many[i], others[i], differences);
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            differences.Add($"{name}: {place}: {before?.ToJsonString() ?? "nothing"} became {after?.ToJsonString() ?? "nothing"}");
        }
    }
}
