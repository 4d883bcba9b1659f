using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs its body as long as the condition holds.</summary>
[Activity("Elsa.While", Category = "Looping", En = "While", Fr = "Tant que", DescriptionEn = "Execute an activity while a given condition evaluates to true.", DescriptionFr = "Répète une activité tant qu'une condition est vraie.")]
public sealed class While : Activity
{
    /// <summary>The condition, evaluated before each iteration.</summary>
    [Input(En = "Condition", Fr = "Condition", UIHint = "checkbox", AutoEvaluate = false)]
    public readonly Input<bool> Condition = new();

    /// <summary>The body.</summary>
    public readonly Child Body = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => Next(context);

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (context.IsBreaking) context.Complete();
        else Next(context);
    }

    /// <inheritdoc/>
    protected internal override bool Break(ActivityContext context) => context.IsBreaking = true;

    private void Next(ActivityContext context)
    {
        if (context.Evaluate(Condition) && Body.Node is { } body) context.Schedule(body);
        else context.Complete();
    }
}
