using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>States joined by transitions. Without a state it completes at once (recording p31).</summary>
[Activity("Elsa.StateMachine", Category = "Flow", En = "State Machine", Fr = "Machine à états", DescriptionEn = "A state machine.", DescriptionFr = "Des états reliés par des transitions.")]
public sealed class StateMachine : Activity
{
    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
    }
}
