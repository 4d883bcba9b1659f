using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>The workflow itself: runs its root activity. Every plan begins with it.</summary>
[Activity("Elsa.Workflow", Category = "Composition", En = "Workflow", Fr = "Workflow", IsHidden = true)]
internal sealed class Workflow : Activity
{
    public readonly Child Root = new();

    protected internal override void Execute(ActivityContext context)
    {
        if (Root.Node is { } root) context.Schedule(root);
    }

    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes) => context.Complete();
}
