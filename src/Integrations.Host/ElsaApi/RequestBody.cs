using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Host.ElsaApi;

/// <summary>Reads the JSON of a request; what is no JSON, or no object, is a <see cref="JsonException"/>, which the API answers with 400.</summary>
internal static class RequestBody
{
    private static readonly JsonNodeOptions Names = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The object; an empty body is an empty object.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static async Task<JsonObject> ReadObjectAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Request.ContentLength == 0) return [];
        var node = await JsonNode.ParseAsync(context.Request.Body, Names, Reading, cancellation);
        RefuseTwins(node);
        return node as JsonObject ?? throw new JsonException("Un objet JSON est attendu.");
    }

    /// <summary>Members are read when they are first touched: a name that stands twice is found here, and not half way through a change.</summary>
    private static void RefuseTwins(JsonNode? node)
    {
        try
        {
            if (node is JsonArray list)
                foreach (var item in list) RefuseTwins(item);
            else if (node is JsonObject json)
                foreach (var (_, value) in json) RefuseTwins(value);
        }
        catch (ArgumentException twin)
        {
            throw new JsonException("Un nom de propriété figure deux fois dans le même objet.", twin);
        }
    }

    /// <summary>A list of ids in a member; empty when it is not there.</summary>
    /// <exception cref="JsonException">It is no list of texts.</exception>
    public static async Task<IReadOnlyList<string>> ReadIdsAsync(HttpContext context, string member, CancellationToken cancellation) =>
        Ids(await ReadObjectAsync(context, cancellation), member);

    /// <summary>A list of ids in a member; empty when it is not there.</summary>
    /// <exception cref="JsonException">It is no list of texts.</exception>
    public static IReadOnlyList<string> Ids(JsonObject body, string member)
    {
        if (body[member] is not { } node) return [];
        return node is JsonArray list && list.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? [.. list.Select(item => (string)item!)]
            : throw new JsonException($"« {member} » doit être une liste d'identifiants.");
    }

    /// <summary>A value that goes on to a workflow: names in it mean what they say, in upper or in lower case.</summary>
    public static JsonNode? Value(JsonNode? given) => given is null ? null : JsonNode.Parse(given.ToJsonString());

    /// <summary>A member that is an object of values for a workflow; null when it is not there.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static JsonObject? Values(JsonObject body, string member) => body[member] switch
    {
        null => null,
        JsonObject values => (JsonObject)Value(values)!,
        _ => throw new JsonException($"« {member} » doit être un objet."),
    };

    /// <summary>A member that is a text or a number, as a text; null when it is not there or empty.</summary>
    public static string? Text(JsonObject body, string member) =>
        body[member] is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number && body[member]!.ToString() is { Length: > 0 } text ? text : null;
}
