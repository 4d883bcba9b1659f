using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs its activities one after the other.</summary>
[Activity("Elsa.Sequence", Category = "Workflows", En = "Sequence", Fr = "Séquence", DescriptionEn = "Execute a set of activities in sequence.", DescriptionFr = "Exécute une suite d'activités, l'une après l'autre.", IsContainer = true)]
public sealed class Sequence : Activity
{
    /// <summary>The activities, in order.</summary>
    public readonly Children Activities = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => Next(context);

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        // A Break outside a loop ends the sequence (recording p25); inside one it ends the sequence on its way up.
        if (context.IsBreaking || child.Node.IsTerminal) context.Complete();
        else Next(context);
    }

    /// <inheritdoc/>
    protected internal override bool Break(ActivityContext context)
    {
        context.IsBreaking = true;
        return false;
    }

    private void Next(ActivityContext context)
    {
        var position = context.Counters(1);
        if (position[0] < Activities.Nodes.Count) context.Schedule(Activities.Nodes[position[0]++]);
        else context.Complete();
    }
}
