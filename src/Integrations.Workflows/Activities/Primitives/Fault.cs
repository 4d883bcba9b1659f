using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Faults on purpose.</summary>
[Activity("Elsa.Fault", Category = "Primitives", En = "Fault", Fr = "Échouer", DescriptionEn = "Faults the workflow.", DescriptionFr = "Arrête le workflow avec un incident.")]
public sealed class Fault : Activity
{
    /// <summary>Code of the fault.</summary>
    [Input(En = "Code", Fr = "Code")]
    public readonly Input<string> Code = new();

    /// <summary>Category, for example "HTTP".</summary>
    [Input(En = "Category", Fr = "Catégorie")]
    public readonly Input<string> Category = new();

    /// <summary>Type, for example "System" or "Business".</summary>
    [Input(En = "Type", Fr = "Type")]
    public readonly Input<string> FaultType = new();

    /// <summary>Message of the incident.</summary>
    [Input(En = "Message", Fr = "Message")]
    public readonly Input<string> Message = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => context.Fault(context.Get(Message) ?? "");
}
