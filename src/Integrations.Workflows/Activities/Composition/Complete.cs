using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Completes the nearest composite with outcomes: the workflow, not the flowchart around it (SEMANTICS 9).</summary>
[Activity("Elsa.Complete", Category = "Composition", En = "Complete", Fr = "Compléter", DescriptionEn = "Signals the current composite activity to complete itself as a whole.", DescriptionFr = "Termine le workflow avec des issues.", IsTerminal = true)]
public sealed class Complete : Activity
{
    /// <summary>Outcomes of the composite.</summary>
    [Input(En = "Outcomes", Fr = "Issues", UIHint = "outcome-picker")]
    public readonly Input<IReadOnlyList<string>> Outcomes = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var composite = context;
        while (composite.Parent is { } above) composite = above;

        // First this activity, so that the containers between are told; then the composite, which cancels what is left.
        context.Complete();
        composite.Complete();
    }
}
