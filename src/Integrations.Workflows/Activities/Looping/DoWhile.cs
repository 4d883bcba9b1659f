using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs its body, then again as long as the condition holds. Elsa 3 has none; it stands here in its name, beside While.</summary>
[Activity("Elsa.DoWhile", Category = "Looping", En = "Do While", Fr = "Répéter tant que", DescriptionEn = "Runs an activity once, and again as long as a condition holds.", DescriptionFr = "Exécute une activité une fois, puis encore tant qu'une condition est vraie.")]
public sealed class DoWhile : Activity
{
    /// <summary>The condition, evaluated after each iteration.</summary>
    [Input(En = "Condition", Fr = "Condition", UIHint = "checkbox", AutoEvaluate = false)]
    public readonly Input<bool> Condition = new();

    /// <summary>The body.</summary>
    public readonly Child Body = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (Body.Node is { } body) context.Schedule(body);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (!context.IsBreaking && context.Evaluate(Condition)) context.Schedule(Body.Node!);
        else context.Complete();
    }

    /// <inheritdoc/>
    protected internal override bool Break(ActivityContext context) => context.IsBreaking = true;
}
