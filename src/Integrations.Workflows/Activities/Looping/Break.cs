using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Leaves the loop around it; outside a loop it ends the sequence around it (recording p25).</summary>
[Activity("Elsa.Break", Category = "Looping", En = "Break", Fr = "Sortir de la boucle", DescriptionEn = "Break out of a loop.", DescriptionFr = "Quitte la boucle.", IsTerminal = true)]
public sealed class Break : Activity
{
    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        for (var above = context.Parent; above is not null; above = above.Parent)
            if (above.Node.Activity.Break(above))
                break;
    }
}
