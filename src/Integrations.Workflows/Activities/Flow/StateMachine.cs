using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>States joined by transitions. Without a state it completes at once (recording p31); one with states cannot run yet, and says so.</summary>
[Activity("Elsa.StateMachine", Category = "Flow", En = "State Machine", Fr = "Machine à états", DescriptionEn = "A state machine.", DescriptionFr = "Des états reliés par des transitions.")]
public sealed class StateMachine : Activity
{
    private bool _hasStates;

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        _hasStates = binder.Json["states"] is JsonArray { Count: > 0 };
        if (_hasStates) binder.Problem("unsupported-activity", "States", $"La machine à états « {Node.Id} » ne peut pas encore être exécutée : dessinez un organigramme.");
    }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (_hasStates) context.Fault($"State machine '{Node.Id}' has states, which cannot run here.");
    }
}
