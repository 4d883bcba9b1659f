using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Counts from a start to an end; the end is included unless said otherwise (SEMANTICS 16).</summary>
[Activity("Elsa.For", Category = "Looping", En = "For", Fr = "Pour", DescriptionEn = "Iterate over a sequence of steps between a start and an end number.", DescriptionFr = "Répète une activité en comptant d'un nombre à un autre.")]
public sealed class For : Activity
{
    /// <summary>First value.</summary>
    [Input(En = "Start", Fr = "Début")]
    public readonly Input<int> Start = new();

    /// <summary>Last value.</summary>
    [Input(En = "End", Fr = "Fin")]
    public readonly Input<int> End = new();

    /// <summary>Step, may be negative.</summary>
    [Input(En = "Step", Fr = "Pas", Default = 1)]
    public readonly Input<int> Step = new();

    /// <summary>The end is one of the values.</summary>
    [Input(En = "Outer bound inclusive", Fr = "Fin comprise", Default = true, UIHint = "checkbox")]
    public readonly Input<bool> OuterBoundInclusive = new();

    /// <summary>The body.</summary>
    public readonly Child Body = new();

    /// <summary>The value of the iteration.</summary>
    [Output(En = "Current value", Fr = "Valeur courante")]
    public readonly Output<object> CurrentValue = new();

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
        var iteration = context.Counters(1);
        var step = context.Get(Step);
        var end = context.Get(End);
        var value = context.Get(Start) + ((long)iteration[0] * step);
        var inside = context.Get(OuterBoundInclusive) ? (step < 0 ? value >= end : value <= end) : step < 0 ? value > end : value < end;
        if (!inside || Body.Node is not { } body)
        {
            context.Complete();
            return;
        }

        iteration[0]++;
        context.Set(CurrentValue, value);
        context.Schedule(body, locals: [("CurrentValue", value)]);
    }
}
