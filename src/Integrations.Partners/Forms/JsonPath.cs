using System.Globalization;
using System.Text.Json.Nodes;

namespace Integrations.Partners.Forms;

/// <summary>A JSON pointer (RFC 6901): <c>/sites/0/communeInsee</c>. The last segment "-" stands after the end of a list.</summary>
public sealed record JsonPath
{
    private readonly string[] _segments;

    private JsonPath(string text, string[] segments)
    {
        Text = text;
        _segments = segments;
    }

    /// <summary>The whole document.</summary>
    public static JsonPath Root { get; } = new("", []);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Reads a pointer; null when it does not start with "/" (and is not empty).</summary>
    public static JsonPath? TryParse(string text)
    {
        if (text.Length == 0)
            return Root;
        if (text[0] != '/')
            return null;
        var segments = text[1..].Split('/')
            .Select(segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return new JsonPath(text, [.. segments]);
    }

    /// <summary>The value at this place, null when there is none.</summary>
    public JsonNode? Read(JsonNode? root)
    {
        var node = root;
        foreach (var segment in _segments)
        {
            node = node switch
            {
                JsonObject item => item[segment],
                JsonArray list when Index(segment) is { } index && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Puts a value at this place and makes the objects and lists on the way. False when something else stands in the way.</summary>
    public bool Write(JsonObject root, JsonNode value)
    {
        JsonNode node = root;
        for (var i = 0; i < _segments.Length; i++)
        {
            var last = i == _segments.Length - 1;
            var next = last ? value : IsListSegment(_segments[i + 1]) ? new JsonArray() : (JsonNode)new JsonObject();
            switch (node)
            {
                case JsonObject item:
                    if (last || item[_segments[i]] is null)
                        item[_segments[i]] = next;
                    node = item[_segments[i]]!;
                    break;
                case JsonArray list when IsListSegment(_segments[i]):
                    var index = _segments[i] == "-" ? list.Count : Index(_segments[i])!.Value;
                    if (index > list.Count)
                        return false;
                    if (index == list.Count)
                        list.Add(next);
                    else if (last)
                        list[index] = next;
                    node = list[index]!;
                    break;
                default:
                    return false;
            }
        }

        return _segments.Length > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <inheritdoc/>
    public bool Equals(JsonPath? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    private static bool IsListSegment(string segment) => segment == "-" || Index(segment) is not null;

    private static int? Index(string segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
