using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Completes the nearest composite with outcomes: the workflow, not the flowchart around it (SEMANTICS 9).</summary>
[Activity("Elsa.Complete", Category = "Composition", En = "Complete", Fr = "Compléter", DescriptionEn = "Signals the current composite activity to complete itself as a whole.", DescriptionFr = "Termine le workflow avec des issues.", IsTerminal = true)]
public sealed class Complete : Activity
{
    /// <summary>Outcomes of the composite: a list, or one name.</summary>
    [Input(En = "Outcomes", Fr = "Issues", UIHint = "outcome-picker")]
    public readonly Input<object> Outcomes = new();

    private static readonly Outcomes Done = new("Done");

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var composite = context;
        while (composite is { Node.Activity: not Workflow, Parent: { } above }) composite = above;

        // First this activity, so that the containers between are told; then the composite, which cancels what is left.
        composite.ChosenOutcomes = Chosen(context.Get(Outcomes));
        CancelLoops(context, composite);
        context.Complete();
        composite.Complete(composite.ChosenOutcomes);
    }

    /// <summary>A loop between goes first, with all that is below it, and so does not begin another iteration (Elsa's behaviour of loops).</summary>
    private static void CancelLoops(ActivityContext context, ActivityContext composite)
    {
        for (var above = context.Parent; above is not null && above != composite; above = above.Parent)
            if (above.Node.Activity is For or ForEach or While or DoWhile)
                context.Run.CancelExecution(above);
    }

    /// <summary>A list or one name; anything else is "Done", and says so in the journal.</summary>
    private static Outcomes Chosen(object? value) => value switch
    {
        JsonArray names => new Outcomes([.. names.Select(name => Values.ToText(Values.OfJson(name)))]),
        string { Length: > 0 } name => new Outcomes(name),
        _ => Done,
    };
}
