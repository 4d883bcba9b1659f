using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs its activities side by side and completes when all have.</summary>
[Activity("Elsa.Parallel", Category = "Workflows", En = "Parallel", Fr = "En parallèle", DescriptionEn = "Execute a set of activities in parallel.", DescriptionFr = "Exécute des activités côte à côte et attend qu'elles soient toutes finies.", IsContainer = true)]
public sealed class Parallel : Activity
{
    /// <summary>The activities.</summary>
    public readonly Children Activities = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (Activities.Nodes.Count == 0)
        {
            context.Complete();
            return;
        }

        context.Counters(1)[0] = Activities.Nodes.Count;
        foreach (var activity in Activities.Nodes) context.Schedule(activity);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (--context.Counters(1)[0] == 0) context.Complete();
    }
}
