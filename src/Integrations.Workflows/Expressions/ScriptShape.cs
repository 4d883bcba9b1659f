using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// What can be told of a script before it runs: which native functions it can reach. A plain script reaches none that does much at once: it
/// names none, computes no member name, builds no nested array, and so it runs without <see cref="ScriptGuards"/>. Most others reach only those
/// that they name. From an opaque one (it computes names, or looks into prototypes) anything can be reached.
/// </summary>
internal sealed class ScriptShape
{
    /// <summary>Ways to a native function that do not say its name.</summary>
    private static readonly HashSet<string> Reflection = new(StringComparer.Ordinal)
    {
        "Reflect", "Proxy", "Function", "Symbol", "globalThis", "eval", "Iterator", "Temporal", "ShadowRealm", "constructor", "prototype", "__proto__", "getPrototypeOf",
        "getOwnPropertyDescriptor", "getOwnPropertyDescriptors", "getOwnPropertyNames", "getOwnPropertySymbols", "__lookupGetter__", "toTemporalInstant", "WebAssembly",
    };

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

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _isOpaque;

    /// <summary>Nothing in it needs a guard.</summary>
    public bool IsPlain { get; private set; } = true;

    /// <summary>The script can reach something of this name.</summary>
    public bool Reaches(string name) => _isOpaque || _names.Contains(name);

    /// <exception cref="ExpressionException">The script has a BigInt, or imports a module.</exception>
    public static ScriptShape Of(Script program)
    {
        var shape = new ScriptShape();
        foreach (var node in program.DescendantNodes()) shape.Add(node);
        return shape;
    }

    private void Add(Node node)
    {
        IsPlain = IsPlain && IsHarmless(node);
        switch (node)
        {
            case BigIntLiteral: throw Refusal(node, "les nombres BigInt ne sont pas admis");
            case ImportExpression: throw Refusal(node, "un script n'importe rien");
            case Identifier { Name: var name }: Name(name); break;
            case StringLiteral { Value: var text }: Name(text); break;
            case MemberExpression { Computed: true, Property: not (NumericLiteral or StringLiteral) }: _isOpaque = true; break;
            case Property { Computed: true, Key: not StringLiteral } or ThisExpression or WithStatement: _isOpaque = true; break;
            default: break;
        }
    }

    private void Name(string name)
    {
        _names.Add(name);
        _isOpaque = _isOpaque || Reflection.Contains(name) || ScriptGuards.Removed.Contains(name);
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
