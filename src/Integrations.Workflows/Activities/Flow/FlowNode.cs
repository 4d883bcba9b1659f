using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Holds one activity as a node of a flowchart.</summary>
[Activity("Elsa.FlowNode", Category = "Flow", En = "Flow Node", Fr = "Nœud", DescriptionEn = "A node that holds another activity.", DescriptionFr = "Un nœud qui contient une activité.")]
public sealed class FlowNode : Activity
{
    /// <summary>The activity.</summary>
    public readonly Child Body = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (Body.Node is { } body) context.Schedule(body);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes) => context.Complete();
}
