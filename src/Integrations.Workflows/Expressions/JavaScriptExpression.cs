using Acornima;
using Acornima.Ast;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// JavaScript in Jint: prepared once, a new engine with lazy globals per evaluation (a pooled one would leak prototypes), bounded in
/// statements, memory, depth, array size, regular expressions and wall time. A script reaches no .NET type, no disk, no network.
/// </summary>
internal sealed class JavaScriptExpression : CompiledExpression
{
    private static readonly ScriptPreparationOptions Preparation = ScriptPreparationOptions.Default with
    {
        CollectReferencedGlobals = true,
        ParsingOptions = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true, RegexTimeout = ScriptLimits.RegexTimeout },
    };

    private readonly Prepared<Script> _script;
    private readonly ScriptGlobal[] _globals;
    private readonly string[] _getters;
    private readonly bool _isRandom;
    private readonly ScriptShape _shape;

    /// <exception cref="ExpressionException">The script cannot be parsed.</exception>
    public JavaScriptExpression(string script, VariableScope scope)
    {
        ScriptLimits.CheckLength(script);
        try
        {
            _script = Engine.PrepareScript(script, options: Preparation);
        }
        catch (ScriptPreparationException exception)
        {
            throw Syntax(exception);
        }
        catch (InsufficientExecutionStackException exception)
        {
            throw new ExpressionException("le script est trop profondément imbriqué", inner: exception);
        }

        _shape = ScriptShape.Of(_script.Program!);
        _globals = JavaScriptGlobals.For(_script.ReferencedGlobals!, scope, script);
        _isRandom = script.Contains("random", StringComparison.Ordinal);
        _getters = [.. _script.ReferencedGlobals!.Where(name => JavaScriptGlobals.IsUnknownGetter(name))];
    }

    /// <summary>Names that the script uses and that nothing gives it.</summary>
    public IEnumerable<string> UnknownNames(IReadOnlyList<InputDefinition> inputs)
    {
        foreach (var name in _script.ReferencedGlobals!)
            if (!JavaScriptGlobals.IsKnown(name, inputs) && !Array.Exists(_globals, global => global.Name == name))
                yield return name;
    }

    public override object? Evaluate(ActivityContext context) => Run(context, null);

    /// <summary>Runs the script; the outcomes that it chose are added to the list, where there is one.</summary>
    public object? Run(ActivityContext context, List<string>? outcomes)
    {
        var engine = new Engine(ScriptLimits.Options);
        var session = new ScriptSession(engine, context, outcomes);
        foreach (var global in _globals) engine.Advanced.AddLazyGlobal(global.Name, session, global.Make, Jint.Runtime.Descriptors.PropertyFlag.NonEnumerable);
        AddGetters(engine, session);
        if (!_shape.IsPlain) ScriptGuards.Install(engine, _shape);
        if (_isRandom) JavaScriptGlobals.SeedRandom(engine, session);
        using var clock = BurstClock.At(context.Now);
        try
        {
            var result = JavaScriptValues.ToValue(Settled(engine.Evaluate(_script)));
            session.WriteBackVariables();
            return result;
        }
        catch (JavaScriptException exception)
        {
            throw new ExpressionException(ScriptLimits.Shortened(exception.Message), exception.Location.Start.Line, exception.Location.Start.Column + 1, exception);
        }
        catch (Exception exception) when (ScriptLimits.Explain(exception) is { } message)
        {
            throw new ExpressionException(message, inner: exception);
        }
    }

    /// <summary>The value of a promise: all that a script can wait for has happened when it was evaluated.</summary>
    private static JsValue Settled(JsValue value) => value.IsPromise() ? value.UnwrapIfPromise(TimeSpan.FromMilliseconds(1)) : value;

    /// <summary>Getters of workflow inputs, and of the variables that a loop gives to its body: known only when the script runs.</summary>
    private void AddGetters(Engine engine, ScriptSession session)
    {
        foreach (var getter in _getters)
            if (JavaScriptGlobals.Getter(getter, session.Context) is { } global)
                engine.Advanced.AddLazyGlobal(getter, session, global.Make, Jint.Runtime.Descriptors.PropertyFlag.NonEnumerable);
    }

    private static ExpressionException Syntax(ScriptPreparationException exception) =>
        exception.InnerException is ParseErrorException parse
            ? new ExpressionException(parse.Description, parse.LineNumber, parse.Column + 1, exception)
            : new ExpressionException("le script est trop profondément imbriqué", inner: exception);
}
