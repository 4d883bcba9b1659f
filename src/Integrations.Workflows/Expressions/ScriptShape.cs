using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// What can be told of a script before it runs. A plain script reaches no native function that does much at once: it names none, computes no
/// member name, builds no nested array. It runs without <see cref="ScriptGuards"/>, which saves half the time of a short expression.
/// </summary>
internal static class ScriptShape
{
    private static readonly HashSet<string> HarmlessGlobals = new(StringComparer.Ordinal)
    {
        "undefined", "NaN", "Infinity", "Math", "Date", "Number", "Boolean", "parseInt", "parseFloat", "isNaN", "isFinite",
    };

    private static readonly HashSet<string> HarmlessMembers = new(StringComparer.Ordinal)
    {
        "length", "name", "message", "size", "value", "toUpperCase", "toLowerCase", "trim", "trimStart", "trimEnd", "substring", "charAt", "charCodeAt",
        "startsWith", "endsWith", "test", "toFixed", "isInteger", "toISOString", "getTime", "getFullYear", "getMonth", "getDate", "getDay", "getHours",
        "getMinutes", "getSeconds", "getMilliseconds", "getUTCFullYear", "getUTCMonth", "getUTCDate", "getUTCDay", "getUTCHours", "getUTCMinutes",
        "getUTCSeconds", "setFullYear", "setMonth", "setDate", "setHours", "setMinutes", "setSeconds", "setUTCFullYear", "setUTCMonth", "setUTCDate",
        "setUTCHours", "setUTCMinutes", "setUTCSeconds", "now", "abs", "ceil", "floor", "round", "trunc", "sign", "min", "max", "sqrt", "pow", "random", "PI",
    };

    private static readonly HashSet<string> Globals = [];
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal);

    static ScriptShape()
    {
        var global = new Engine().Global;
        foreach (var (key, _) in global.GetOwnProperties())
            if (key.IsString())
                Globals.Add(key.AsString());
        Collect(global, [], Members);
    }

    /// <summary>JavaScript's own globals.</summary>
    public static IReadOnlySet<string> StandardGlobals => Globals;

    /// <exception cref="ExpressionException">The script has a BigInt, or imports a module.</exception>
    public static bool IsPlain(Script program)
    {
        var isPlain = true;
        foreach (var node in program.DescendantNodes())
        {
            if (node is BigIntLiteral) throw Refusal(node, "les nombres BigInt ne sont pas admis");
            if (node is ImportExpression) throw Refusal(node, "un script n'importe rien");
            isPlain = isPlain && IsHarmless(node);
        }

        return isPlain;
    }

    private static bool IsHarmless(Node node) => node switch
    {
        MemberExpression { Computed: true, Property: NumericLiteral } => true,
        MemberExpression { Computed: true, Property: StringLiteral text } => IsHarmlessMember(text.Value),
        MemberExpression { Computed: true } => false,
        MemberExpression { Property: Identifier name } => IsHarmlessMember(name.Name),
        Property { Computed: true } => false,
        ObjectPattern or SpreadElement or ThisExpression or TaggedTemplateExpression or ClassBody or YieldExpression or AwaitExpression or WithStatement => false,
        ArrayExpression array => array.Elements.All(element => element is Literal),
        ArrayPattern => false,
        Identifier name => !Globals.Contains(name.Name) || HarmlessGlobals.Contains(name.Name) || HarmlessMembers.Contains(name.Name),
        _ => true,
    };

    private static bool IsHarmlessMember(string name) => HarmlessMembers.Contains(name) || !Members.Contains(name);

    private static ExpressionException Refusal(Node node, string message) => new(message, node.Location.Start.Line, node.Location.Start.Column + 1);

    private static void Collect(ObjectInstance target, HashSet<ObjectInstance> seen, HashSet<string> names)
    {
        if (!seen.Add(target)) return;
        foreach (var (key, property) in target.GetOwnProperties())
        {
            if (key.IsString()) names.Add(key.AsString());
            if (property.IsDataDescriptor() && property.Value is ObjectInstance inner) Collect(inner, seen, names);
        }

        if (target.Prototype is { } prototype) Collect(prototype, seen, names);
    }
}
