using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Ends the workflow at once: nothing that is scheduled or waits goes on (recording p16).</summary>
[Activity("Elsa.Finish", Category = "Primitives", En = "Finish", Fr = "Terminer le workflow", DescriptionEn = "Mark the workflow as finished.", DescriptionFr = "Termine le workflow tout de suite, sans attendre les autres branches.", IsTerminal = true)]
public sealed class Finish : Activity
{
    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => context.Run.Finish();
}
