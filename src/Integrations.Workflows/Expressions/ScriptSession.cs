using Integrations.Workflows.Execution;
using Jint;
using Jint.Native;

namespace Integrations.Workflows.Expressions;

/// <summary>One evaluation of a script: its engine and what it touches.</summary>
internal sealed class ScriptSession(Engine engine, ActivityContext context, List<string>? outcomes)
{
    private JsObject? _variables;
    private Dictionary<string, JsValue>? _initial;

    public Engine Engine { get; } = engine;

    public ActivityContext Context { get; } = context;

    public List<string>? Outcomes { get; } = outcomes;

    public JsValue GetVariable(string name) => JavaScriptValues.ToScript(Engine, Context.GetVariable(name));

    public void SetVariable(string name, JsValue value)
    {
        Context.SetVariable(name, JavaScriptValues.ToValue(value));
        if (_initial?.ContainsKey(name) is not true) return;
        _initial[name] = value;
        _variables!.Set(name, value);
    }

    /// <summary>The object `variables`: a copy of the variables that the script names; what it changes is written back after the evaluation.</summary>
    public JsObject Variables(IReadOnlyList<string> names)
    {
        if (_variables is not null) return _variables;
        _variables = new JsObject(Engine);
        _initial = new Dictionary<string, JsValue>(names.Count, StringComparer.Ordinal);
        foreach (var name in names)
        {
            var value = GetVariable(name);
            _initial[name] = value;
            _variables.Set(name, value);
        }

        return _variables;
    }

    public void WriteBackVariables()
    {
        if (_initial is null) return;
        foreach (var (name, before) in _initial)
        {
            var after = _variables!.Get(name);
            if (!after.IsObject() && after.Equals(before)) continue;
            Context.SetVariable(name, JavaScriptValues.ToValue(after));
        }
    }
}
