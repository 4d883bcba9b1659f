using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Names the instance.</summary>
[Activity("Elsa.SetName", Category = "Primitives", En = "Set Name", Fr = "Nommer l'instance", DescriptionEn = "Set the name of the workflow instance to a specified value.", DescriptionFr = "Donne un nom à l'instance, visible dans la liste.")]
public sealed class SetName : Activity
{
    /// <summary>The name.</summary>
    [Input(En = "Value", Fr = "Nom")]
    public readonly Input<string> Value = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => context.InstanceName = context.Get(Value);
}
