using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Integrations.Runtime.Queues;

/// <summary>
/// How a hint stands in a queue: <c>{"m":123}</c>, <c>{"m":[123,124]}</c>, <c>{"c":456}</c> or <c>{"due":"2026-11-24T08:15:02Z"}</c>, in Base64 as the queue trigger of
/// Azure Functions expects it. No payload, no name: whoever reads the queue learns nothing.
/// </summary>
public static class HintText
{
    /// <summary>The JSON of a hint.</summary>
    public static string Write(WorkHint hint) => hint switch
    {
        WorkHint.Message(var id) => string.Create(CultureInfo.InvariantCulture, $$"""{"m":{{id}}}"""),
        WorkHint.Messages(var ids) => $$"""{"m":[{{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}}]}""",
        WorkHint.Command(var id) => string.Create(CultureInfo.InvariantCulture, $$"""{"c":{{id}}}"""),
        WorkHint.Time(var at) => string.Create(CultureInfo.InvariantCulture, $$"""{"due":"{{at.UtcDateTime:O}}"}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(hint), hint, null),
    };

    /// <summary>The text of a queue message.</summary>
    public static string Encode(WorkHint hint) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Write(hint)));

    /// <summary>Reads a hint, in Base64 or not.</summary>
    /// <returns>Null: not a hint of ours.</returns>
    public static WorkHint? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Plain(text));
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || root.GetPropertyCount() != 1)
                return null;
            var property = root.EnumerateObject().First();
            return property.Name switch
            {
                "m" when Number(property.Value) is { } id => new WorkHint.Message(id),
                "m" when property.Value.ValueKind == JsonValueKind.Array && Numbers(property.Value) is { } ids => new WorkHint.Messages(ids),
                "c" when Number(property.Value) is { } id => new WorkHint.Command(id),
                "due" when property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetDateTimeOffset(out var at) => new WorkHint.Time(at.ToUniversalTime()),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a message of a queue says: the text in Base64, or the message itself where it is not Base64.</summary>
    public static string Plain(string text)
    {
        if (!Base64.IsValid(text))
            return text;
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    private static IReadOnlyList<long>? Numbers(JsonElement values)
    {
        var numbers = values.EnumerateArray().Select(Number).ToList();
        return numbers.Count > 0 && numbers.TrueForAll(number => number is not null) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    private static long? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id) && id > 0 ? id : null;
}
