using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>When a join goes on.</summary>
public enum FlowJoinMode
{
    /// <summary>When the first branch arrives; the others are cancelled.</summary>
    WaitAny,

    /// <summary>When every branch arrived; a branch that can no longer arrive makes the join be skipped.</summary>
    WaitAll,

    /// <summary>When every branch that can still arrive has.</summary>
    WaitAllActive,
}

/// <summary>Brings branches together. The flowchart decides when it runs.</summary>
[Activity("Elsa.FlowJoin", Category = "Branching", En = "Join", Fr = "Jonction", DescriptionEn = "Merge multiple branches into a single branch of execution.", DescriptionFr = "Réunit plusieurs branches en une.")]
public sealed class FlowJoin : Activity
{
    /// <summary>When it goes on; WaitAny when not set.</summary>
    [Input(En = "Mode", Fr = "Mode", UIHint = "dropdown", Default = "WaitAny", Options = ["WaitAny", "WaitAll", "WaitAllActive"])]
    public readonly Input<FlowJoinMode> Mode = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (context.Get(Mode) == FlowJoinMode.WaitAny && context.Parent is { Node.Activity: Flowchart flowchart } parent)
            flowchart.CancelInbound(parent, Node);
    }

    /// <summary>The mode, read by the flowchart before the join runs.</summary>
    internal FlowJoinMode ModeIn(ActivityContext flowchart) => flowchart.Evaluate(Mode);
}
