using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Execution;

/// <summary>
/// The values of a workflow: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>,
/// <see cref="string"/>, <see cref="DateTimeOffset"/>, <see cref="DateTime"/> (a JavaScript date), <see cref="TimeSpan"/>, <see cref="JsonObject"/>,
/// <see cref="JsonArray"/>. Json nodes are shared and never changed. Conversions are Elsa's.
/// </summary>
public static class Values
{
    /// <summary>Levels of objects and arrays that are written and read: more than any definition or value may have.</summary>
    public const int MaxJsonDepth = 1000;

    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxJsonDepth };

    /// <summary>Brings any .NET or JSON value to one of the kinds above.</summary>
    public static object? Normalize(object? value) => value switch
    {
        null or bool or long or double or decimal or string or DateTimeOffset or DateTime or TimeSpan or JsonObject or JsonArray => value,
        int number => (long)number,
        short or byte or sbyte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number => (double)number,
        JsonValue node => OfJson(node),
        JsonElement element => OfJson(element),
        Enum or Guid or Uri => value.ToString(),
        IDictionary<string, object?> map => ToJson(map),
        IEnumerable list => ToJson(list),
        _ => JsonSerializer.SerializeToNode(value, Json),
    };

    /// <summary>The value of a JSON node: scalars become .NET values, objects and arrays stay JSON.</summary>
    public static object? OfJson(JsonNode? node)
    {
        switch (node)
        {
            case null: return null;
            case JsonValue value:
                if (value.TryGetValue<string>(out var text)) return text;
                if (value.TryGetValue<bool>(out var flag)) return flag;
                if (value.TryGetValue<long>(out var integer)) return integer;
                if (value.TryGetValue<double>(out var number)) return number;
                if (value.TryGetValue<JsonElement>(out var element)) return OfJson(element);
                return Normalize(value.GetValue<object>());
            default: return node;
        }
    }

    /// <summary>The value of a JSON element.</summary>
    public static object? OfJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var integer) ? integer : element.GetDouble(),
        JsonValueKind.Object => JsonObject.Create(element),
        _ => JsonArray.Create(element),
    };

    /// <summary>A JSON node of its own (no parent) with this value.</summary>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        // JSON knows no infinity; JSON.stringify writes null as well.
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        decimal number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        DateTimeOffset instant => JsonValue.Create(instant),
        DateTime instant => JsonValue.Create(instant),
        TimeSpan span => JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)),
        IEnumerable<KeyValuePair<string, object?>> map => ToJson(map),
        IEnumerable list => ToJson(list),
        _ => JsonSerializer.SerializeToNode(value, Json),
    };

    /// <summary>Text of a value, invariant; objects and arrays as JSON. Null gives the empty string.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "True" : "False",
        JsonNode node => node.ToJsonString(Json),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Parses text as JSON, or gives null when it is none.</summary>
    public static JsonNode? TryParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Converts as Elsa does. False: it cannot be converted, and the result is the type's default (recording x01-faulty-input-type).</summary>
    public static bool TryConvert(object? value, Type target, out object? result)
    {
        target = Nullable.GetUnderlyingType(target) ?? target;
        value = Normalize(value);
        result = null;
        if (value is null) return true;
        if (target == typeof(object)) return Is(value, out result);
        if (target == typeof(string)) return Is(ToText(value), out result);
        if (target == typeof(bool)) return TryBoolean(value, out result);
        if (target == typeof(long)) return TryNumber(value, out result, isInteger: true) && Is(ToInteger(result!), out result);
        if (target == typeof(int)) return TryNumber(value, out result, isInteger: true) && TryInt32(result!, out result);
        if (target == typeof(double)) return TryNumber(value, out result) && Is(Convert.ToDouble(result, CultureInfo.InvariantCulture), out result);
        if (target == typeof(decimal)) return TryNumber(value, out result) && TryDecimal(result!, out result);
        if (target == typeof(TimeSpan)) return TryTimeSpan(value, out result);
        if (target == typeof(DateTimeOffset)) return TryInstant(value, out result);
        if (target == typeof(DateTime)) return TryInstant(value, out result) && Is(((DateTimeOffset)result!).UtcDateTime, out result);
        if (target.IsEnum) return TryEnum(value, target, out result);
        if (target == typeof(string[]) || target == typeof(IReadOnlyList<string>)) return Is(ToTexts(value), out result);
        if (target == typeof(IReadOnlyList<object?>)) return Is(ToList(value), out result);
        if (typeof(JsonNode).IsAssignableFrom(target)) return TryNode(value, target, out result);
        return false;
    }

    /// <summary>The elements of a list: an array, a JSON text of an array, or the value alone.</summary>
    public static IReadOnlyList<object?> ToList(object? value)
    {
        value = Normalize(value);
        if (value is string text && TryParseJson(text) is JsonArray parsed) value = parsed;
        if (value is JsonArray array)
        {
            var items = new object?[array.Count];
            for (var i = 0; i < items.Length; i++) items[i] = OfJson(array[i]);
            return items;
        }

        return value is null ? [] : [value];
    }

    private static string[] ToTexts(object? value)
    {
        var items = ToList(value);
        var texts = new string[items.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = ToText(items[i]);
        return texts;
    }

    private static bool Is(object? value, out object? result)
    {
        result = value;
        return true;
    }

    private static bool TryBoolean(object value, out object? result)
    {
        result = value switch
        {
            bool flag => flag,
            long number => number != 0,
            double number => number != 0,
            string text when bool.TryParse(text, out var flag) => flag,
            _ => null,
        };
        return result is not null;
    }

    /// <summary>A number is rounded to an integer, a text with a fraction is none.</summary>
    private static bool TryNumber(object value, out object? result, bool isInteger = false)
    {
        result = value switch
        {
            long or double or decimal => value,
            bool flag => flag ? 1L : 0L,
            string text when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) => integer,
            string text when !isInteger && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
        return result is not null;
    }

    private static long ToInteger(object number) => number switch
    {
        double value => (long)Math.Round(value),
        decimal value => (long)Math.Round(value),
        _ => (long)number,
    };

    private static bool TryInt32(object number, out object? result)
    {
        var integer = ToInteger(number);
        result = integer is >= int.MinValue and <= int.MaxValue ? (int)integer : null;
        return result is not null;
    }

    private static bool TryDecimal(object number, out object? result)
    {
        result = number is double value && (double.IsNaN(value) || Math.Abs(value) > 7.9e28)
            ? null
            : Convert.ToDecimal(number, CultureInfo.InvariantCulture);
        return result is not null;
    }

    private static bool TryTimeSpan(object value, out object? result)
    {
        result = value switch
        {
            TimeSpan span => span,
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => span,
            _ => null,
        };
        return result is not null;
    }

    private static bool TryInstant(object value, out object? result)
    {
        result = value switch
        {
            DateTimeOffset instant => instant,
            DateTime instant => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            // A date picked in the designer is written as the designer's language does: "05/11/2026 00:00:00" in French, which others write with AM or PM.
            string text when DateTimeOffset.TryParseExact(text, "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
            string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
            _ => null,
        };
        return result is not null;
    }

    private static bool TryEnum(object value, Type target, out object? result)
    {
        result = value switch
        {
            string text when Enum.TryParse(target, text, ignoreCase: true, out var parsed) => parsed,
            long number when Enum.IsDefined(target, (int)number) => Enum.ToObject(target, (int)number),
            _ => null,
        };
        return result is not null;
    }

    private static bool TryNode(object value, Type target, out object? result)
    {
        var node = value is string text ? TryParseJson(text) : value as JsonNode ?? ToJson(value);
        result = target.IsInstanceOfType(node) ? node : null;
        return result is not null;
    }

    private static JsonObject ToJson(IEnumerable<KeyValuePair<string, object?>> map)
    {
        var node = new JsonObject();
        foreach (var (key, item) in map) node[key] = ToJson(item);
        return node;
    }

    private static JsonArray ToJson(IEnumerable list)
    {
        var node = new JsonArray();
        foreach (var item in list) node.Add(ToJson(item));
        return node;
    }
}
