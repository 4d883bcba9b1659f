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
    public static async Task<IReadOnlyList<string>> ReadIdsAsync(HttpContext context, string member, CancellationToken cancellation)
    {
        if ((await ReadObjectAsync(context, cancellation))[member] is not { } node) return [];
        return node is JsonArray list && list.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? [.. list.Select(item => (string)item!)]
            : throw new JsonException($"« {member} » doit être une liste d'identifiants.");
    }
}
