using System.Text;
using Integrations.Workflows.Execution;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Integrations.Workflows.Expressions;

/// <summary>Elsa's helpers for bytes and base64. Bytes are an array of numbers: typed arrays are not offered.</summary>
internal static class ScriptBytes
{
    public static JsValue OfText(Engine engine, string text) => ToScript(engine, Encoding.UTF8.GetBytes(text));

    public static JsValue OfBase64(Engine engine, string text) => ToScript(engine, Decode(engine, text));

    public static string ToText(Engine engine, JsValue bytes) => Encoding.UTF8.GetString(Read(engine, bytes));

    public static string ToBase64(Engine engine, JsValue bytes) => Convert.ToBase64String(Read(engine, bytes));

    /// <exception cref="JavaScriptException">The text is not base64.</exception>
    public static byte[] Decode(Engine engine, string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : throw new JavaScriptException(engine.Intrinsics.TypeError, "le texte n'est pas en base64");
    }

    /// <summary>A file that came in stands as bytes or as base64 text.</summary>
    public static JsValue OfStream(Engine engine, JsValue stream) => stream.IsString() ? OfBase64(engine, stream.AsString()) : ToScript(engine, Read(engine, stream));

    private static byte[] Read(Engine engine, JsValue value)
    {
        if (JavaScriptValues.ToValue(value) is not System.Text.Json.Nodes.JsonArray array) throw NoBytes(engine);
        var bytes = new byte[array.Count];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = Values.OfJson(array[i]) is long and >= 0 and <= 255 and var number ? (byte)number : throw NoBytes(engine);
        return bytes;
    }

    private static JavaScriptException NoBytes(Engine engine) => new(engine.Intrinsics.TypeError, "des octets sont attendus : un tableau de nombres de 0 à 255");

    private static JsArray ToScript(Engine engine, byte[] bytes)
    {
        if (bytes.Length > ScriptLimits.MaxArraySize) throw new ExpressionException($"plus de {ScriptLimits.MaxArraySize} octets");
        var items = new JsValue[bytes.Length];
        for (var i = 0; i < items.Length; i++) items[i] = JsNumber.Create(bytes[i]);
        return new JsArray(engine, items);
    }
}
