using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Expressions;

namespace Integrations.Workflows.Activities;

/// <summary>Runs a script. The script may choose outcomes by setOutcome and setOutcomes (SEMANTICS 27).</summary>
[Activity("Elsa.RunJavaScript", Category = "Scripting", En = "Run JavaScript", Fr = "Exécuter du JavaScript", DescriptionEn = "Executes JavaScript code.", DescriptionFr = "Exécute du code JavaScript, borné en temps et en mémoire.")]
public sealed class RunJavaScript : Activity
{
    private JavaScriptExpression? _script;

    /// <summary>The script, as a literal.</summary>
    [Input(En = "Script", Fr = "Script", UIHint = "code-editor")]
    public readonly Input<string> Script = new();

    /// <summary>Outcomes that the designer draws.</summary>
    [Input(En = "Possible outcomes", Fr = "Issues possibles", UIHint = "dynamic-outcomes")]
    public readonly Input<string[]> PossibleOutcomes = new();

    /// <summary>Value of the last statement.</summary>
    [Output(En = "Result", Fr = "Résultat")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        if (!Script.IsConstant || Script.Constant is not { Length: > 0 } script) return;
        try
        {
            _script = new JavaScriptExpression(script, Node.Scope);
        }
        catch (ExpressionException exception)
        {
            binder.ScriptProblem("Script", exception);
        }
    }

    /// <summary>Any: only the script knows.</summary>
    protected internal override IReadOnlyList<string>? DrawnOutcomes() => null;

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var script = _script ?? new JavaScriptExpression(context.Get(Script) ?? "", Node.Scope);
        var outcomes = new List<string>();
        context.Set(Result, script.Run(context, outcomes)!);
        context.Complete(outcomes.Count > 0 ? [.. outcomes] : ["Done"]);
    }
}
