using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Goes on by the labels of the cases that hold, or by "Default".</summary>
[Activity("Elsa.FlowSwitch", Category = "Branching", En = "Switch", Fr = "Aiguillage", DescriptionEn = "Evaluate a set of case conditions and schedule the activity for a matching case.", DescriptionFr = "Évalue des cas et suit le chemin de celui qui convient.")]
[Outcomes("Default")]
public sealed class FlowSwitch : Activity
{
    private SwitchCase[] _cases = [];

    /// <summary>The cases: [{label, condition}].</summary>
    [Input(En = "Cases", Fr = "Cas", UIHint = "flow-switch-editor")]
    public readonly Plain<JsonArray> Cases = new();

    /// <summary>The first case that holds, or all that hold.</summary>
    [Input(En = "Mode", Fr = "Mode", UIHint = "dropdown", Default = "MatchFirst", Options = ["MatchFirst", "MatchAny"])]
    public readonly Input<SwitchMode> Mode = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        Cases.Value = binder.Json["cases"] as JsonArray;
        _cases = SwitchCase.Read(Cases.Value, binder);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string>? DrawnOutcomes() => [.. _cases.Select(c => c.Label), "Default"];

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var matching = SwitchCase.Matching(_cases, context.Get(Mode), context);
        context.Complete(matching.Count > 0 ? [.. matching.Select(c => c.Label)] : ["Default"]);
    }
}
