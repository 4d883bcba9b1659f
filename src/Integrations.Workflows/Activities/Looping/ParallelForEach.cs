using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs its body for all items side by side. Each branch sees the variables CurrentValue and CurrentIndex (SEMANTICS 16).</summary>
[Activity("Elsa.ParallelForEach", Category = "Looping", En = "Parallel For Each", Fr = "Pour chaque, en parallèle", DescriptionEn = "Schedule an activity for each item in parallel.", DescriptionFr = "Exécute une activité pour chaque élément, côte à côte.")]
public sealed class ParallelForEach : Activity
{
    /// <summary>The items.</summary>
    [Input(En = "Items", Fr = "Éléments")]
    public readonly Input<IReadOnlyList<object?>> Items = new();

    /// <summary>The body.</summary>
    public readonly Child Body = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var items = context.Get(Items) ?? [];
        if (Body.Node is not { } body) return;
        context.Counters(1)[0] = items.Count;
        for (var i = 0; i < items.Count; i++) context.Schedule(body, i, [("CurrentValue", items[i]), ("CurrentIndex", (long)i)]);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (--context.Counters(1)[0] == 0) context.Complete();
    }
}
