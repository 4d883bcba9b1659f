using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Integrations.Runtime.Queues;

/// <summary>
/// How a hint stands in a queue: <c>{"m":123}</c>, <c>{"c":456}</c>, <c>{"m":[123,124],"c":[456]}</c> or
/// <c>{"due":"2026-11-24T08:15:02Z"}</c>, in Base64 as the queue trigger of
/// Azure Functions expects it. No payload, no name: whoever reads the queue learns nothing.
/// </summary>
public static class HintText
{
    /// <summary>The JSON of a hint.</summary>
    public static string Write(WorkHint hint) => hint switch
    {
        WorkHint.Message(var id) => string.Create(CultureInfo.InvariantCulture, $$"""{"m":{{id}}}"""),
        WorkHint.Command(var id) => string.Create(CultureInfo.InvariantCulture, $$"""{"c":{{id}}}"""),
        WorkHint.Rows(var rows) => Write(rows),
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
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root)
                return null;
            JsonProperty[] properties = [.. root.EnumerateObject()];
            if (properties.Length > 0 && Array.TrueForAll(properties, static property => property.Value.ValueKind == JsonValueKind.Array))
                return ReadRows(properties);
            return properties is not [var only] ? null : only.Name switch
            {
                "m" or "c" when Number(only.Value) is { } id => Row(only.Name, id),
                "due" when only.Value.ValueKind == JsonValueKind.String && only.Value.TryGetDateTimeOffset(out var at) => new WorkHint.Time(at.ToUniversalTime()),
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

    private static string Write(IReadOnlyList<WorkHint> rows)
    {
        var messages = rows.OfType<WorkHint.Message>().Select(row => row.Id).ToList();
        var commands = rows.OfType<WorkHint.Command>().Select(row => row.Id).ToList();
        return (messages, commands) switch
        {
            (_, []) => $$"""{"m":[{{Join(messages)}}]}""",
            ([], _) => $$"""{"c":[{{Join(commands)}}]}""",
            _ => $$"""{"m":[{{Join(messages)}}],"c":[{{Join(commands)}}]}""",
        };

        static string Join(List<long> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
    }

    private static WorkHint.Rows? ReadRows(JsonProperty[] kinds)
    {
        List<WorkHint> rows = [];
        foreach (var kind in kinds)
        {
            foreach (var number in kind.Value.EnumerateArray())
            {
                if (Number(number) is not { } id || Row(kind.Name, id) is not { } row)
                    return null;
                rows.Add(row);
            }
        }

        return rows.Count == 0 ? null : new WorkHint.Rows(rows);
    }

    private static WorkHint? Row(string kind, long id) => kind switch
    {
        "m" => new WorkHint.Message(id),
        "c" => new WorkHint.Command(id),
        _ => null,
    };

    private static long? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id) && id > 0 ? id : null;
}
