using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Integrations.Workflows.Execution;
using Jint;
using Jint.Native;
using Jint.Runtime.Interop;

namespace Integrations.Workflows.Expressions;

/// <summary>A global of a script, made the first time the script reads it.</summary>
internal sealed record ScriptGlobal(string Name, Func<Engine, ScriptSession, JsValue> Make);

/// <summary>Elsa's globals: only those that a script names are installed.</summary>
internal static partial class JavaScriptGlobals
{
    private delegate JsValue Body(ScriptSession session, JsValue[] arguments);

    /// <summary>Elsa's toJson escapes what could end a script or an attribute of HTML: quotes, ampersands, angle brackets.</summary>
    private static readonly JsonSerializerOptions ScriptJson = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), MaxDepth = Values.MaxJsonDepth };

    private static readonly Dictionary<string, ScriptGlobal> Fixed = new[]
    {
        Function("getVariable", (s, a) => s.GetVariable(Text(a, 0))),
        Function("setVariable", (s, a) => Do(() => s.SetVariable(Text(a, 0), At(a, 1)))),
        Function("getInput", (s, a) => JavaScriptValues.ToScript(s.Engine, s.Context.GetInput(Text(a, 0)))),
        Function("getOutputFrom", (s, a) => JavaScriptValues.ToScript(s.Engine, s.Context.Run.Outputs.Get(Text(a, 0), a.Length > 1 ? Text(a, 1) : null))),
        Function("getLastResult", (s, _) => JavaScriptValues.ToScript(s.Engine, s.Context.Run.Outputs.LastResult)),
        Function("getWorkflowDefinitionId", (s, _) => Js(s.Context.Plan.DefinitionId)),
        Function("getWorkflowDefinitionVersionId", (s, _) => Js(s.Context.Plan.DefinitionVersionId)),
        Function("getWorkflowDefinitionVersion", (s, _) => JsNumber.Create(s.Context.Plan.Version)),
        Function("getWorkflowInstanceId", (s, _) => Js(s.Context.InstanceId)),
        Function("getCorrelationId", (s, _) => Js(s.Context.CorrelationId)),
        Function("setCorrelationId", (s, a) => Do(() => s.Context.CorrelationId = Text(a, 0))),
        Function("getWorkflowInstanceName", (s, _) => Js(s.Context.InstanceName)),
        Function("setWorkflowInstanceName", (s, a) => Do(() => s.Context.InstanceName = Text(a, 0))),
        Function("setOutcome", (s, a) => Do(() => s.Outcomes?.Add(Text(a, 0)))),
        Function("setOutcomes", (s, a) => Do(() => s.Outcomes?.AddRange(Values.ToList(JavaScriptValues.ToValue(At(a, 0))).Select(Values.ToText)))),
        Function("isNullOrWhiteSpace", (_, a) => string.IsNullOrWhiteSpace(Text(a, 0)) ? JsBoolean.True : JsBoolean.False),
        Function("isNullOrEmpty", (_, a) => string.IsNullOrEmpty(Text(a, 0)) ? JsBoolean.True : JsBoolean.False),
        Function("toJson", (_, a) => Js(Values.ToJson(JavaScriptValues.ToValue(At(a, 0)))?.ToJsonString(ScriptJson) ?? "null")),
        Function("parseGuid", (_, a) => Js(Guid.TryParse(Text(a, 0), out var guid) ? guid.ToString() : null)),
        Function("newGuid", (s, _) => Js(NewGuid(s).ToString())),
        Function("newGuidString", (s, _) => Js(NewGuid(s).ToString())),
        Function("newShortGuid", (s, _) => Js(Short(NewGuid(s)))),
        Function("getGuidString", (s, _) => Js(NewGuid(s).ToString())),
        Function("getShortGuid", (s, _) => Js(Short(NewGuid(s)))),
        Function("stringToBase64", (_, a) => Js(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a, 0))))),
        Function("stringFromBase64", (s, a) => Js(Encoding.UTF8.GetString(ScriptBytes.Decode(s.Engine, Text(a, 0))))),
        Function("bytesFromString", (s, a) => ScriptBytes.OfText(s.Engine, Text(a, 0))),
        Function("bytesToString", (s, a) => Js(ScriptBytes.ToText(s.Engine, At(a, 0)))),
        Function("bytesFromBase64", (s, a) => ScriptBytes.OfBase64(s.Engine, Text(a, 0))),
        Function("bytesToBase64", (s, a) => Js(ScriptBytes.ToBase64(s.Engine, At(a, 0)))),
        Function("streamToBytes", (s, a) => ScriptBytes.OfStream(s.Engine, At(a, 0))),
        Function("streamToBase64", (s, a) => Js(ScriptBytes.ToBase64(s.Engine, ScriptBytes.OfStream(s.Engine, At(a, 0))))),
    }.ToDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>The globals for a script of this scope that names these free identifiers.</summary>
    public static ScriptGlobal[] For(ReferencedGlobals referenced, VariableScope scope, string script)
    {
        var globals = new List<ScriptGlobal>();
        foreach (var name in referenced)
        {
            if (Accessor(name, scope) is { } accessor) globals.Add(accessor);
            else if (Fixed.TryGetValue(name, out var known)) globals.Add(known);
            else if (name == "variables") globals.Add(Variables(script, scope));
            else if (OutputAccessor().Match(name) is { Success: true } match) globals.Add(OutputOf(name, match));
        }

        return [.. globals];
    }

    /// <summary>JavaScript's own globals, Elsa's, the getters of inputs and of loop variables.</summary>
    public static bool IsKnown(string name, IReadOnlyList<Definitions.InputDefinition> inputs) =>
        ScriptShape.StandardGlobals.Contains(name) || Fixed.ContainsKey(name) || name is "getCurrentValue" or "getCurrentIndex" or "arguments"
        || (name.StartsWith("get", StringComparison.Ordinal) && inputs.Any(input => input.Name == name[3..] || ScriptNames.IsAccessor(input.Name, name.AsSpan(3))));

    /// <summary>A getter that may be of a workflow input or of a loop's variable: only the run can tell.</summary>
    public static bool IsUnknownGetter(string global) =>
        global.Length > 3 && global.StartsWith("get", StringComparison.Ordinal) && !Fixed.ContainsKey(global);

    /// <summary>
    /// getTotal() reads the input Total (it wins over a variable of that name), or what is given from above: a loop's CurrentValue, the inputs of
    /// a workflow used as an activity (total and Total alike); null when there is neither.
    /// </summary>
    public static ScriptGlobal? Getter(string global, ActivityContext context)
    {
        var name = global[3..];
        foreach (var declared in context.Plan.Inputs)
            if (declared.Name == name)
                return Function(global, (s, _) => JavaScriptValues.ToScript(s.Engine, s.Context.GetInput(name)));
        return context.FindLocal(local => ScriptNames.IsAccessor(local, name)) is { } given ? Function(global, (s, _) => s.GetVariable(given)) : null;
    }

    private static ScriptGlobal? Accessor(string global, VariableScope scope)
    {
        if (global.Length < 4 || (!global.StartsWith("get", StringComparison.Ordinal) && !global.StartsWith("set", StringComparison.Ordinal))) return null;
        foreach (var (name, _) in scope.Visible)
        {
            if (!ScriptNames.IsAccessor(name, global.AsSpan(3))) continue;
            return global[0] == 'g'
                ? Function(global, (s, _) => s.GetVariable(name))
                : Function(global, (s, a) => Do(() => s.SetVariable(name, At(a, 0))));
        }

        return null;
    }

    private static ScriptGlobal Variables(string script, VariableScope scope)
    {
        var names = VariableMember().Matches(script).Select(match => match.Groups[1].Value).Distinct().ToList();
        if (VariableIndexer().IsMatch(script)) names = [.. scope.Visible.Keys];
        names.RemoveAll(name => scope.ByName(name) is null);
        return new ScriptGlobal("variables", (_, session) => session.Variables(names));
    }

    private static ScriptGlobal OutputOf(string global, Match match)
    {
        var (output, activity) = (match.Groups[1].Value, match.Groups[2].Value);
        return Function(global, (s, _) =>
        {
            foreach (var node in s.Context.Plan.Nodes)
                if (ScriptNames.IsPascal(node.Name, activity))
                    return JavaScriptValues.ToScript(s.Engine, s.Context.Run.Outputs.Get(node.Id, output));
            throw new ExpressionException($"{global} is not defined");
        });
    }

    private static ScriptGlobal Function(string name, Body body) =>
        new(name, (engine, session) => new ClrFunction(engine, name, (_, arguments) => body(session, arguments)));

    /// <summary>Random numbers that are the same when the burst is run again: the seed is the execution and the instant.</summary>
    public static void SeedRandom(Engine engine, ScriptSession session)
    {
        var random = BurstRandom.Of(session.Context);
        engine.GetValue("Math").AsObject().Set("random", new ClrFunction(engine, "random", (_, _) => JsNumber.Create(random.NextDouble())));
    }

    private static Guid NewGuid(ScriptSession session) => BurstRandom.NewGuid(session.Context);

    private static string Short(Guid guid) => Convert.ToBase64String(guid.ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static JsValue At(JsValue[] arguments, int index) => index < arguments.Length ? arguments[index] : JsValue.Undefined;

    private static string Text(JsValue[] arguments, int index) => Values.ToText(JavaScriptValues.ToValue(At(arguments, index)));

    private static JsValue Js(string? text) => text is null ? JsValue.Null : new JsString(text);

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }

    [GeneratedRegex(@"variables\.(\w+)")]
    private static partial Regex VariableMember();

    [GeneratedRegex(@"variables\b(?!\s*\.)")]
    private static partial Regex VariableIndexer();

    [GeneratedRegex(@"^get([\w$]+?)From([\w$]+)$")]
    private static partial Regex OutputAccessor();
}
