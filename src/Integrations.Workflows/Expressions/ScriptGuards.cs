using System.Text.RegularExpressions;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Bounds the native functions of JavaScript that do a great deal of work in one call, between two checks of the engine's own limits:
/// repeat, padStart, join, concat, replaceAll, JSON.stringify... Typed arrays and BigInt are not offered.
/// </summary>
internal sealed partial class ScriptGuards
{
    /// <summary>Characters and nodes that one evaluation may produce in native calls.</summary>
    private const long Budget = 8_000_000;

    private static readonly string[] Removed =
    [
        "ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array", "Int8Array", "Uint8Array",
        "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array", "Float64Array",
    ];

    private readonly Engine _engine;
    private long _left = Budget;

    private ScriptGuards(Engine engine) => _engine = engine;

    /// <summary>A script that names none of these, and computes no member name, cannot reach a dangerous call; it needs no guard.</summary>
    public static bool AreNeededFor(string script) => Risky().IsMatch(script);

    /// <exception cref="ExpressionException">The script has a BigInt.</exception>
    public static void Refuse(Script program)
    {
        foreach (var node in program.DescendantNodes())
            if (node is BigIntLiteral { Location.Start: var start })
                throw new ExpressionException("les nombres BigInt ne sont pas admis", start.Line, start.Column + 1);
    }

    public static void Install(Engine engine)
    {
        var guards = new ScriptGuards(engine);
        var global = engine.Global;
        foreach (var name in Removed) global.Delete(name);
        var text = Prototype(engine, "String");
        guards.Wrap(text, "repeat", (self, a) => Length(self) * Number(a, 0));
        guards.Wrap(text, "padStart", (_, a) => Number(a, 0));
        guards.Wrap(text, "padEnd", (_, a) => Number(a, 0));
        guards.Wrap(text, "concat", (self, a) => Length(self) + a.Sum(Length));
        guards.Wrap(text, "replace", Replaced);
        guards.Wrap(text, "replaceAll", Replaced);
        guards.Wrap(text, "split", (self, _) => Length(self));
        guards.Wrap(text, "normalize", (self, _) => 4 * Length(self));
        var array = Prototype(engine, "Array");
        guards.Wrap(array, "join", Joined);
        guards.Wrap(array, "toString", Joined);
        guards.Wrap(array, "toLocaleString", Joined);
        guards.Wrap(array, "concat", (self, a) => Items(self) + a.Sum(Items));
        guards.Wrap(array, "flat", (self, _) => guards.Nodes(self, 0));
        guards.Wrap(array, "indexOf", (self, _) => Items(self));
        guards.Wrap(array, "lastIndexOf", (self, _) => Items(self));
        guards.Wrap(array, "includes", (self, _) => Items(self));
        guards.Wrap(engine.GetValue("JSON").AsObject(), "stringify", (_, a) => a.Length == 0 ? 0 : guards.Nodes(a[0], 0));
    }

    private static ObjectInstance Prototype(Engine engine, string type) => engine.GetValue(type).AsObject().Get("prototype").AsObject();

    private void Wrap(ObjectInstance target, string name, Func<JsValue, JsValue[], double> cost)
    {
        var original = target.Get(name);
        target.Set(name, new ClrFunction(_engine, name, (self, arguments) =>
        {
            Spend(cost(self, arguments));
            return original.Call(self, arguments);
        }));
    }

    private void Spend(double cost)
    {
        if (double.IsNaN(cost) || cost < 0) return;
        _left -= (long)Math.Min(cost, Budget + 1) + 1;
        if (_left < 0) throw new ExpressionException($"le script produit plus de {Budget / 1_000_000} millions de caractères ou d'éléments");
    }

    private static double Length(JsValue value) => value.IsString() ? value.AsString().Length : 32;

    private static double Number(JsValue[] arguments, int index) =>
        index < arguments.Length && arguments[index].IsNumber() ? arguments[index].AsNumber() : index < arguments.Length ? Budget : 0;

    private static double Items(JsValue value) => value is JsArray array ? array.Length : 1;

    private static double Replaced(JsValue self, JsValue[] arguments) =>
        Length(self) + ((Length(self) + 1) * (arguments.Length > 1 && arguments[1].IsString() ? arguments[1].AsString().Length : 1));

    private static double Joined(JsValue self, JsValue[] arguments)
    {
        if (self is not JsArray array) return 32;
        double total = array.Length * (arguments.Length > 0 ? Length(arguments[0]) : 1);
        foreach (var item in array) total += Length(item);
        return total;
    }

    /// <summary>Nodes below a value, counted as a tree: what is shared counts each time, as it is written each time.</summary>
    private double Nodes(JsValue value, int depth)
    {
        if (depth > ScriptLimits.MaxDepth) throw new ExpressionException("une valeur se contient elle-même ou est trop profonde");
        Spend(1);
        if (value is JsArray array)
        {
            foreach (var item in array) Nodes(item, depth + 1);
        }
        else if (value is ObjectInstance target && value is not Jint.Native.Function.Function)
        {
            foreach (var (_, property) in target.GetOwnProperties())
                if (property.IsDataDescriptor())
                    Nodes(property.Value, depth + 1);
        }

        return 0;
    }

    [GeneratedRegex(@"\[|\\u|Array|Buffer|DataView|Atomics|BigInt|Reflect|Proxy|Object\.|repeat|pad|join|concat|replace|split|normalize|stringify|flat|toJson|ndexOf|includes|toString|toLocaleString")]
    private static partial Regex Risky();
}
