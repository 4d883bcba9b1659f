using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Runs the activities of the cases that hold, or the default one.</summary>
[Activity("Elsa.Switch", Category = "Branching", En = "Switch (embedded)", Fr = "Aiguillage (imbriqué)", DescriptionEn = "Evaluate a set of case conditions and execute the activity of a matching case.", DescriptionFr = "Évalue des cas et exécute l'activité de celui qui convient.")]
public sealed class Switch : Activity
{
    private SwitchCase[] _cases = [];

    /// <summary>The cases: [{label, condition, activity}].</summary>
    [Input(En = "Cases", Fr = "Cas", UIHint = "switch-editor")]
    public readonly Plain<JsonArray> Cases = new();

    /// <summary>The first case that holds, or all that hold.</summary>
    [Input(En = "Mode", Fr = "Mode", UIHint = "dropdown", Default = "MatchFirst", Options = ["MatchFirst", "MatchAny"])]
    public readonly Input<SwitchMode> Mode = new();

    /// <summary>Runs when no case holds.</summary>
    public readonly Child Default = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        Cases.Value = binder.Json["cases"] as JsonArray;
        _cases = SwitchCase.Read(Cases.Value, binder);
    }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var matching = SwitchCase.Matching(_cases, context.Get(Mode), context);
        foreach (var taken in matching)
            if (taken.Activity is { } activity)
                context.Schedule(activity);
        if (matching.Count == 0 && Default.Node is { } otherwise) context.Schedule(otherwise);
    }
}
