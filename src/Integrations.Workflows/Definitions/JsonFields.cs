using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>Reads members of a JSON object that may be missing, null or of another kind.</summary>
internal readonly struct JsonFields(JsonObject json)
{
    public string? Text(string name) => Values.OfJson(json[name]) is { } value and not JsonNode ? Values.ToText(value) : null;

    public int? Integer(string name) => Values.TryConvert(Values.OfJson(json[name]), typeof(int), out var value) ? (int?)value : null;

    public bool Flag(string name) => Values.OfJson(json[name]) is true;

    public IEnumerable<JsonFields> Objects(string name) =>
        json[name] is JsonArray array ? array.OfType<JsonObject>().Select(item => new JsonFields(item)) : [];
}
