using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs its body for each item, one after the other.</summary>
[Activity("Elsa.ForEach", Category = "Looping", En = "For Each", Fr = "Pour chaque", DescriptionEn = "Iterate over a set of values.", DescriptionFr = "Répète une activité pour chaque élément d'une liste.")]
public sealed class ForEach : Activity
{
    /// <summary>The items: a list, or the JSON text of one (recording p27).</summary>
    [Input(En = "Items", Fr = "Éléments")]
    public readonly Input<IReadOnlyList<object?>> Items = new();

    /// <summary>The body.</summary>
    public readonly Child Body = new();

    /// <summary>The item of the iteration.</summary>
    [Output(En = "Current value", Fr = "Élément courant")]
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
        var position = context.Counters(1);
        var items = context.Get(Items);
        if (items is null || position[0] >= items.Count)
        {
            context.Complete();
            return;
        }

        var index = position[0]++;
        context.Set(CurrentValue, items[index]!);
        if (Body.Node is { } body) context.Schedule(body, locals: [("CurrentValue", items[index]), ("CurrentIndex", (long)index)]);
        else context.Complete();
    }
}
