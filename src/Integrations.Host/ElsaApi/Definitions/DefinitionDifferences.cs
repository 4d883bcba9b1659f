using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>One difference between two versions.</summary>
/// <param name="Place">Where, for example "root/ask/text" (activities by their ids).</param>
/// <param name="Kind">"added", "removed" or "changed".</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there.</param>
internal sealed record DefinitionDifference(string Place, string Kind, JsonNode? Before, JsonNode? After);

/// <summary>What changed between two versions, without what changes by itself (ids of the version, positions on the canvas).</summary>
internal static class DefinitionDifferences
{
    private static readonly string[] Silent = ["id", "version", "isLatest", "isPublished", "createdAt", "toolVersion", "metadata", "nodeId", "links", "$schema"];

    /// <summary>The differences, in the order of the drawing.</summary>
    public static IEnumerable<DefinitionDifference> Between(DefinitionVersion before, DefinitionVersion after) =>
        Between("", JsonNode.Parse(before.Json), JsonNode.Parse(after.Json));

    private static IEnumerable<DefinitionDifference> Between(string place, JsonNode? before, JsonNode? after)
    {
        if (JsonNode.DeepEquals(before, after)) return [];
        return (before, after) switch
        {
            (JsonObject left, JsonObject right) => OfObjects(place, left, right),
            (JsonArray left, JsonArray right) => OfLists(place, left, right),
            (null, _) => [new DefinitionDifference(place, "added", null, after?.DeepClone())],
            (_, null) => [new DefinitionDifference(place, "removed", before.DeepClone(), null)],
            _ => [new DefinitionDifference(place, "changed", before.DeepClone(), after.DeepClone())],
        };
    }

    private static IEnumerable<DefinitionDifference> OfObjects(string place, JsonObject left, JsonObject right) =>
        left.Select(member => member.Key).Union(right.Select(member => member.Key), StringComparer.Ordinal)
            .Where(name => !Silent.Contains(name, StringComparer.Ordinal))
            .SelectMany(name => Between(Below(place, name), left[name], right[name]));

    /// <summary>What has an id or a name is compared with its namesake, wherever it stands in the list.</summary>
    private static IEnumerable<DefinitionDifference> OfLists(string place, JsonArray left, JsonArray right)
    {
        if (!left.Concat(right).All(item => Key(item) is not null)) return [new DefinitionDifference(place, "changed", left.DeepClone(), right.DeepClone())];
        var (before, after) = (left.ToLookup(Key), right.ToLookup(Key));
        return left.Concat(right).Select(Key).Distinct().SelectMany(key => Between(Below(place, key!), before[key].FirstOrDefault(), after[key].FirstOrDefault()));
    }

    private static string? Key(JsonNode? item) => item switch
    {
        JsonObject connection when connection["source"] is { } source && connection["target"] is { } target => $"{Text(source)} > {Text(target)}",
        JsonObject json => Text(json["id"]) ?? Text(json["name"]) ?? Text(json["label"]),
        _ => null,
    };

    private static string? Text(JsonNode? node) => node switch
    {
        JsonObject end => $"{Text(end["activity"])}.{Text(end["port"])}",
        JsonValue value => value.ToString(),
        _ => null,
    };

    private static string Below(string place, string name) => place.Length == 0 ? name : $"{place}/{name}";
}
