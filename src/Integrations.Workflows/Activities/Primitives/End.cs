using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Ends its flowchart. What was already scheduled before it has run (recording p18).</summary>
[Activity("Elsa.End", Category = "Primitives", En = "End", Fr = "Fin", DescriptionEn = "A milestone activity that marks the end of a flowchart.", DescriptionFr = "Marque la fin d'un organigramme.", IsTerminal = true)]
public sealed class End : Activity
{
    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
    }
}
