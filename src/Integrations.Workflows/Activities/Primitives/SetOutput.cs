using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Gives an output of the workflow its value.</summary>
[Activity("Elsa.SetOutput", Category = "Composition", En = "Set Output", Fr = "Affecter une sortie", DescriptionEn = "Sets an output value on the workflow.", DescriptionFr = "Donne sa valeur à une sortie du workflow.")]
public sealed class SetOutput : Activity
{
    /// <summary>Name of the output.</summary>
    [Input(En = "Output", Fr = "Sortie", UIHint = "output-picker")]
    public readonly Input<string> OutputName = new();

    /// <summary>The value.</summary>
    [Input(En = "Value", Fr = "Valeur")]
    public readonly Input<object> OutputValue = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (context.Get(OutputName) is { Length: > 0 } name) context.SetOutput(name, context.Get(OutputValue));
    }
}
