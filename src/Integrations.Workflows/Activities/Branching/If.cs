using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs one of two activities.</summary>
[Activity("Elsa.If", Category = "Branching", En = "If", Fr = "Si", DescriptionEn = "Evaluate a Boolean condition to determine which activity to execute next.", DescriptionFr = "Évalue une condition pour choisir l'activité suivante.")]
public sealed class If : Activity
{
    /// <summary>The condition.</summary>
    [Input(En = "Condition", Fr = "Condition", UIHint = "checkbox")]
    public readonly Input<bool> Condition = new();

    /// <summary>Runs when the condition is true.</summary>
    public readonly Child Then = new();

    /// <summary>Runs when it is false.</summary>
    public readonly Child Else = new();

    /// <summary>The value of the condition.</summary>
    [Output(En = "Result", Fr = "Résultat")]
    public readonly Output<bool> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var condition = context.Get(Condition);
        context.Set(Result, condition);
        if ((condition ? Then : Else).Node is { } next) context.Schedule(next);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes) => context.Complete();
}
