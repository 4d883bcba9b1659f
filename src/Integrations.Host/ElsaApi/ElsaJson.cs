using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Host.ElsaApi;

/// <summary>JSON as Elsa Studio reads and writes it: camelCase, enums by name, what is null left out.</summary>
internal static class ElsaJson
{
    /// <summary>The options of every answer of this API.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>200 with this body.</summary>
    public static IResult Ok<T>(T body) => Results.Json(body, Options);

    /// <summary>A list in one piece: {items, count}.</summary>
    public static IResult List<T>(IReadOnlyCollection<T> items) => Ok(new { items, count = items.Count });
}
