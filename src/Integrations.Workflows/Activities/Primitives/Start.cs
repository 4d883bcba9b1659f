using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Where a flowchart begins.</summary>
[Activity("Elsa.Start", Category = "Primitives", En = "Start", Fr = "Début", DescriptionEn = "A milestone activity that marks the start of a flowchart.", DescriptionFr = "Marque le début d'un organigramme.", IsStart = true)]
public sealed class Start : Activity
{
    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
    }
}
