using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Goes on by True or False.</summary>
[Activity("Elsa.FlowDecision", Category = "Branching", En = "Decision", Fr = "Décision", DescriptionEn = "Evaluate a Boolean condition to determine which path to execute next.", DescriptionFr = "Évalue une condition pour choisir le chemin.")]
[Outcomes("True", "False")]
public sealed class FlowDecision : Activity
{
    private static readonly Outcomes True = new("True");
    private static readonly Outcomes False = new("False");

    /// <summary>The condition.</summary>
    [Input(En = "Condition", Fr = "Condition", UIHint = "checkbox")]
    public readonly Input<bool> Condition = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => context.Complete(context.Get(Condition) ? True : False);
}
