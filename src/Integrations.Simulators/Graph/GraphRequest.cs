using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Integrations.Simulators.Graph;

/// <summary>Reads what every request has, and writes what every answer has.</summary>
internal static class GraphRequest
{
    public static async Task<JsonObject> ReadBody(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new GraphErrorException(new GraphError(415, "UnsupportedMediaType", "A JSON Content-Type header is required."));
        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new GraphErrorException(GraphError.BadRequest("Unable to read JSON request payload."));
        }
    }

    public static bool WantsImmutableIds(HttpRequest request) =>
        request.Headers["Prefer"].ToString().Contains("IdType=\"ImmutableId\"", StringComparison.OrdinalIgnoreCase);

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>One entity.</summary>
    public static IResult Entity(HttpRequest request, string context, JsonObject value, int status = 200)
    {
        var shown = new JsonObject { ["@odata.context"] = Context(request, context + "/$entity") };
        foreach (var (name, content) in value)
            shown[name] = content?.DeepClone();
        return Json(shown, status);
    }

    /// <summary>A page of entities, filtered, with the properties asked for.</summary>
    /// <param name="request">With $filter, $top, $skip, $select.</param>
    /// <param name="context">Part of @odata.context after #.</param>
    /// <param name="items">All items as they are shown, in the order of the service.</param>
    /// <param name="defaultPage">Size of a page when $top is absent.</param>
    public static IResult Collection(HttpRequest request, string context, IEnumerable<JsonObject> items, int defaultPage)
    {
        var top = Number(request, "$top", defaultPage, 1, 1000);
        var skip = Number(request, "$skip", 0, 0, int.MaxValue);
        var page = items.Skip(skip).Take(top + 1).ToList();
        var select = request.Query["$select"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var answer = new JsonObject
        {
            ["@odata.context"] = Context(request, context),
            ["value"] = new JsonArray([.. page.Take(top).Select(item => Selected(item, select))]),
        };
        if (page.Count > top)
            answer["@odata.nextLink"] = NextLink(request, skip + top);
        return Json(answer, 200);
    }

    public static IResult Json(JsonNode value, int status) =>
        Results.Text(value.ToJsonString(), "application/json", System.Text.Encoding.UTF8, status);

    /// <summary>Without what is only ours.</summary>
    public static JsonObject Shown(JsonObject value, params string[] hidden)
    {
        var shown = new JsonObject();
        foreach (var (name, content) in value)
        {
            if (name[0] != '_' && !hidden.Contains(name))
                shown[name] = content?.DeepClone();
        }

        return shown;
    }

    private static JsonObject Selected(JsonObject item, string[] select)
    {
        if (select.Length == 0)
            return (JsonObject)item.DeepClone();
        var selected = new JsonObject();
        foreach (var (name, content) in item)
        {
            if (name == "id" || name[0] == '@' || select.Contains(name))
                selected[name] = content?.DeepClone();
        }

        return selected;
    }

    private static int Number(HttpRequest request, string name, int absent, int smallest, int largest)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
            return absent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest
            ? number
            : throw new GraphErrorException(GraphError.BadRequest($"Invalid value '{text}' for {name} query option found."));
    }

    private static string NextLink(HttpRequest request, int skip)
    {
        var options = request.Query.Where(option => option.Key != "$skip").Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value.ToString())}");
        return $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}?{string.Join('&', options.Append($"$skip={skip}"))}";
    }

    private static string Context(HttpRequest request, string context) => $"{request.Scheme}://{request.Host}{request.PathBase}/v1.0/$metadata#{context}";
}
