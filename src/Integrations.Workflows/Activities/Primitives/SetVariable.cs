using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Gives a variable a value, converted to the variable's type.</summary>
[Activity("Elsa.SetVariable", Category = "Primitives", En = "Set Variable", Fr = "Affecter une variable", DescriptionEn = "Assign a value to a workflow variable.", DescriptionFr = "Donne une valeur à une variable.")]
public sealed class SetVariable : Activity
{
    private VariableReference? _target;
    private string? _wanted;

    /// <summary>The variable: {id, name}.</summary>
    [Input(En = "Variable", Fr = "Variable", UIHint = "variable-picker")]
    public readonly Plain<JsonObject> Variable = new();

    /// <summary>The value.</summary>
    [Input(En = "Value", Fr = "Valeur")]
    public readonly Input<object> Value = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        Variable.Value = binder.Json["variable"] as JsonObject;
        if (Variable.Value is null)
        {
            binder.Problem("input-required", "Variable", $"« {Node.Id} » ne dit pas quelle variable affecter.");
            return;
        }

        _wanted = new JsonFields(Variable.Value).Text("id") ?? new JsonFields(Variable.Value).Text("name");
        _target = _wanted is null ? null : binder.Variable(_wanted);
        if (_target is null)
            binder.Problem("unknown-variable", "Variable", $"« {Node.Id} » affecte une variable qui n'existe pas (« {_wanted} »).");
    }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (_target is { } target) context.SetVariable(target, context.Get(Value));
        else if (_wanted is not null) context.Fault($"Variable '{_wanted}' not found.");
    }
}
