using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Bounds the native functions of JavaScript that do a great deal of work in one call, between two checks of the engine's own limits:
/// repeat, padStart, join, concat, replaceAll, JSON.stringify... Typed arrays, BigInt, Temporal (which makes BigInts) are not offered.
/// </summary>
internal sealed class ScriptGuards
{
    private const int MaxPattern = 10_000;

    /// <summary>Globals that no script sees.</summary>
    public static IReadOnlySet<string> Removed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array", "Int8Array", "Uint8Array", "ShadowRealm",
        "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "Temporal",
    };

    /// <summary>A pattern is compiled in one call: its length is bounded before.</summary>
    private static readonly Prepared<Acornima.Ast.Script> BoundedPatterns = Engine.PrepareScript(
        """
        (check => {
          const Native = RegExp, construct = Reflect.construct, apply = Reflect.apply;
          const Bounded = new Proxy(Native, {
            construct(target, given, type) { check(given[0]); return construct(target, given, type); },
            apply(target, self, given) { check(given[0]); return apply(target, self, given); },
          });
          Native.prototype.constructor = Bounded;
          return Bounded;
        })
        """);

    private readonly Engine _engine;
    private readonly WorkBudget _budget = new();

    private readonly ScriptShape _shape;

    private ScriptGuards(Engine engine, ScriptShape shape)
    {
        _engine = engine;
        _shape = shape;
    }

    /// <summary>Guards what the script can reach.</summary>
    public static void Install(Engine engine, ScriptShape shape)
    {
        var guards = new ScriptGuards(engine, shape);
        foreach (var name in Removed)
            if (shape.Reaches(name))
                engine.Global.Delete(name);
        guards.GuardTexts(Prototype(engine, "String"));
        guards.GuardArrays(Prototype(engine, "Array"));
        if (shape.Reaches("drop")) guards.Wrap(Prototype(engine, "Iterator"), "drop", (_, a) => Number(a, 0));
        if (shape.Reaches("stringify")) guards.Wrap(engine.GetValue("JSON").AsObject(), "stringify", (_, a) => a.Length == 0 ? 0 : guards.Nodes(a[0], 0));
        if (shape.Reaches("RegExp") || shape.Reaches("compile")) guards.GuardPatterns();
        if (shape.Reaches("match") || shape.Reaches("matchAll")) guards.GuardMatches();
    }

    private static ObjectInstance Prototype(Engine engine, string type) => engine.GetValue(type).AsObject().Get("prototype").AsObject();

    private void GuardTexts(ObjectInstance text)
    {
        WrapText(text, "repeat", (self, a) => self.Length * AsNumber(a, 0));
        WrapText(text, "padStart", (_, a) => AsNumber(a, 0));
        WrapText(text, "padEnd", (_, a) => AsNumber(a, 0));
        WrapText(text, "concat", (self, a) => self.Length + a.Sum(Length));
        WrapText(text, "replace", Replaced);
        WrapText(text, "replaceAll", Replaced);
        WrapText(text, "split", (self, _) => 8d * self.Length);
        WrapText(text, "normalize", (self, _) => 4d * self.Length);
        WrapText(text, "match", Matched);
        WrapText(text, "matchAll", Matched);
        WrapText(text, "search", Matched);
    }

    private void GuardArrays(ObjectInstance array)
    {
        // An array that stands where a text is wanted is joined without being asked by name.
        foreach (var name in new[] { "join", "toString", "toLocaleString" }) Wrap(array, name, Joined, isAlwaysReached: true);
        foreach (var name in new[] { "indexOf", "lastIndexOf", "includes", "fill", "reverse", "sort", "copyWithin", "toSorted", "toReversed", "toSpliced", "with", "splice", "unshift", "shift" })
            Wrap(array, name, (self, _) => Items(self));
        Wrap(array, "concat", (self, a) => Items(self) + a.Sum(Items));
        Wrap(array, "flat", (self, _) => Nodes(self, 0));
    }

    private void GuardPatterns()
    {
        var prototype = Prototype(_engine, "RegExp");
        var check = new ClrFunction(_engine, "check", (_, a) =>
        {
            CheckPattern(a);
            return JsValue.Undefined;
        });
        Wrap(prototype, "compile", (_, a) => CheckPattern(a));
        _engine.Global.Set("RegExp", _engine.Evaluate(BoundedPatterns).Call(JsValue.Undefined, [check]));
    }

    private void GuardMatches()
    {
        var prototype = Prototype(_engine, "RegExp");
        var symbols = _engine.GetValue("Symbol").AsObject();
        foreach (var name in new[] { "match", "matchAll" }) Wrap(prototype, symbols.Get(name), (_, a) => 8 * (a.Length == 0 ? 0 : Length(a[0])), isAlwaysReached: true);
    }

    private void Wrap(ObjectInstance target, JsValue name, Func<JsValue, JsValue[], double> cost, bool isAlwaysReached = false)
    {
        if (!isAlwaysReached && !_shape.Reaches(name.AsString())) return;
        var original = target.Get(name);
        target.Set(name, new ClrFunction(_engine, name.ToString(), (self, arguments) =>
        {
            _budget.Spend(cost(self, arguments));
            return original.Call(self, arguments);
        }));
    }

    /// <summary>The text is made once, so that the cost is that of the text which the function sees.</summary>
    private void WrapText(ObjectInstance target, string name, Func<string, JsValue[], double> cost)
    {
        if (!_shape.Reaches(name)) return;
        var original = target.Get(name);
        target.Set(name, new ClrFunction(_engine, name, (self, arguments) =>
        {
            if (self.IsNull() || self.IsUndefined()) return original.Call(self, arguments);
            var text = self as JsString ?? new JsString(TypeConverter.ToString(self));
            _budget.Spend(cost(text.ToString(), arguments));
            return original.Call(text, arguments);
        }));
    }

    private static double Length(JsValue value) => value.IsString() ? value.AsString().Length : 32;

    private static double Number(JsValue[] arguments, int index) => index < arguments.Length ? TypeConverter.ToNumber(arguments[index]) : 0;

    /// <summary>A number, put in the place of what gives it: a valueOf that gives another number the next time is not asked again.</summary>
    private static double AsNumber(JsValue[] arguments, int index)
    {
        if (index >= arguments.Length) return 0;
        var number = TypeConverter.ToNumber(arguments[index]);
        arguments[index] = JsNumber.Create(number);
        return number;
    }

    private static double Replaced(string self, JsValue[] arguments) =>
        self.Length + ((self.Length + 1d) * (arguments.Length > 1 && arguments[1].IsString() ? Math.Max(1, arguments[1].AsString().Length) : 1));

    private static double Matched(string self, JsValue[] arguments) => CheckPattern(arguments) + (8d * self.Length);

    private static double CheckPattern(JsValue[] arguments)
    {
        if (arguments.Length > 0 && arguments[0].IsString() && arguments[0].AsString().Length > MaxPattern)
            throw new ExpressionException($"une expression régulière a plus de {MaxPattern} caractères");
        return 0;
    }

    /// <summary>Elements that a function of arrays walks over: a length that is only said counts as well.</summary>
    private static double Items(JsValue value) => value switch
    {
        JsArray array => array.Length,
        ObjectInstance like when value is not Jint.Native.Function.Function => TypeConverter.ToNumber(like.Get("length")) is var length && length > 0 ? length : 1,
        _ => 1,
    };

    private static double Joined(JsValue self, JsValue[] arguments)
    {
        if (self is not JsArray array)
            return Items(self) <= 1 ? 32 : throw new ExpressionException("seul un tableau peut être joint en texte");
        var total = array.Length * (arguments.Length > 0 ? Length(arguments[0]) + 1 : 1);
        if (total < ScriptLimits.MaxWork)
            foreach (var item in array) total += Length(item);
        return total;
    }

    /// <summary>Nodes below a value, counted as a tree: what is shared counts each time, as it is written each time.</summary>
    private double Nodes(JsValue value, int depth)
    {
        if (depth > ScriptLimits.MaxDepth) throw new ExpressionException("une valeur se contient elle-même ou est trop profonde");
        _budget.Spend(value.IsString() ? value.AsString().Length : 1);
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
}
