using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Integrations.Workflows.Expressions;

/// <summary>Values between the workflow and a script. Objects and arrays are copied both ways.</summary>
internal static class JavaScriptValues
{
    private const double MaxSafeInteger = 9007199254740991;
    private const double MinDate = -62135596800000;
    private const double MaxDate = 253402300800000;

    public static JsValue ToScript(Engine engine, object? value)
    {
        switch (value)
        {
            case null: return JsValue.Null;
            case string text: return new JsString(text);
            case bool flag: return flag ? JsBoolean.True : JsBoolean.False;
            case long number: return JsNumber.Create(number);
            case double number: return JsNumber.Create(number);
            case decimal number: return JsNumber.Create((double)number);
            case DateTimeOffset instant: return new JsDate(engine, instant.UtcDateTime);
            case DateTime instant: return new JsDate(engine, instant);
            case JsonArray array:
                var items = new JsValue[array.Count];
                for (var i = 0; i < items.Length; i++) items[i] = ToScript(engine, Values.OfJson(array[i]));
                return new JsArray(engine, items);
            case JsonObject json:
                var target = new JsObject(engine);
                foreach (var (name, member) in json) target.Set(name, ToScript(engine, Values.OfJson(member)));
                return target;
            default: return new JsString(Values.ToText(value));
        }
    }

    /// <exception cref="ExpressionException">The value refers to itself or is nested too deep.</exception>
    public static object? ToValue(JsValue value) => value switch
    {
        _ when value.IsNull() || value.IsUndefined() => null,
        _ when value.IsBoolean() => value.AsBoolean(),
        _ when value.IsNumber() && IsInteger(value.AsNumber()) => (long)value.AsNumber(),
        _ when value.IsNumber() => value.AsNumber(),
        _ when value.IsString() => Text(value.AsString()),
        JsDate date => Instant(date),
        JsBigInt => throw new ExpressionException("les nombres BigInt ne sont pas admis"),
        _ => Values.OfJson(new Copy().ToNode(value, 0)),
    };

    private static bool IsInteger(double number) => number == Math.Floor(number) && Math.Abs(number) <= MaxSafeInteger;

    private static string Text(string text) => text.Length <= ScriptLimits.MaxTextLength ? text : throw TooLong();

    private static ExpressionException TooLong() => new($"le texte renvoyé dépasse {ScriptLimits.MaxTextLength} caractères");

    /// <summary>.NET knows no date after the year 9999, JavaScript does.</summary>
    private static DateTime? Instant(JsDate date) =>
        double.IsNaN(date.DateValue) ? null
        : date.DateValue is >= MinDate and < MaxDate ? date.ToDateTime()
        : throw new ExpressionException("la date renvoyée n'est pas entre les années 1 et 9999");

    /// <summary>Copies a script's object or array to JSON, within limits of depth and size.</summary>
    private sealed class Copy
    {
        private int _nodes;
        private int _characters;

        public JsonNode? ToNode(JsValue value, int depth)
        {
            if (depth > ScriptLimits.MaxDepth) throw new ExpressionException("la valeur renvoyée se contient elle-même ou est trop profonde");
            if (++_nodes > ScriptLimits.MaxNodes) throw new ExpressionException($"la valeur renvoyée a plus de {ScriptLimits.MaxNodes} éléments");
            switch (value)
            {
                case JsArray array:
                    var list = new JsonArray();
                    foreach (var item in array) list.Add(ToNode(item, depth + 1));
                    return list;
                case JsDate: return Values.ToJson(ToValue(value));
                case Jint.Native.Function.Function or JsSymbol: return null;
                case ObjectInstance target when value.IsObject():
                    var json = new JsonObject();
                    foreach (var (key, descriptor) in target.GetOwnProperties())
                        if (descriptor.Enumerable && key.IsString())
                            json[key.AsString()] = ToNode(target.Get(key), depth + 1);
                    return json;
                case JsString text:
                    _characters += text.Length;
                    if (_characters > ScriptLimits.MaxTextLength) throw TooLong();
                    return JsonValue.Create(text.ToString());
                case JsNumber when !double.IsFinite(value.AsNumber()): return null;
                default: return Values.ToJson(ToValue(value));
            }
        }
    }
}
