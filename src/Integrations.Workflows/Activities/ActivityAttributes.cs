namespace Integrations.Workflows.Activities;

/// <summary>Names an activity and says where the designer's toolbox shows it. The descriptor is derived from it.</summary>
/// <param name="typeName">Stable type name in the definition, for example "Elsa.WriteLine".</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string typeName) : Attribute
{
    /// <summary>Stable type name in the definition.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>Category of the toolbox, in Elsa's words ("Flow", "Primitives") or ours ("Guichet").</summary>
    public required string Category { get; init; }

    /// <summary>Name shown to English readers.</summary>
    public required string En { get; init; }

    /// <summary>Name shown to French readers.</summary>
    public required string Fr { get; init; }

    /// <summary>What it does, in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>What it does, in French.</summary>
    public string DescriptionFr { get; init; } = "";

    /// <summary>Elsa's kind: an action, a trigger (may start a workflow), a task or a job.</summary>
    public ActivityKind Kind { get; init; } = ActivityKind.Action;

    /// <summary>Version of the activity type.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Holds other activities on a canvas of its own.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Where a flowchart begins.</summary>
    public bool IsStart { get; init; }

    /// <summary>A flowchart ends with it: no outgoing connection.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Used by the engine only; not offered to designers.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Elsa's kinds of activity.</summary>
public enum ActivityKind
{
    /// <summary>Runs in the burst.</summary>
    Action,

    /// <summary>May start a workflow (canStartWorkflow) or wait inside one.</summary>
    Trigger,

    /// <summary>Elsa may run it in the background; here it runs in the burst, effects go through commands.</summary>
    Task,

    /// <summary>Elsa always runs it in the background; here as <see cref="Task"/>.</summary>
    Job,
}

/// <summary>Describes an <see cref="Input{T}"/> or <see cref="Plain{T}"/> field to the designer.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Label in English; the field's name when empty.</summary>
    public string En { get; init; } = "";

    /// <summary>Label in French; the English one when empty.</summary>
    public string Fr { get; init; } = "";

    /// <summary>Help in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>Help in French.</summary>
    public string DescriptionFr { get; init; } = "";

    /// <summary>Editor in Studio: "singleline", "multiline", "dropdown", "checkbox", "dynamic-outcomes"...</summary>
    public string UIHint { get; init; } = "singleline";

    /// <summary>Value used when the definition gives none, as a literal.</summary>
    public object? Default { get; init; }

    /// <summary>Syntax proposed first by the editor: "JavaScript", "Liquid"; null for Literal.</summary>
    public string? DefaultSyntax { get; init; }

    /// <summary>False: the activity evaluates it when it wants (<see cref="Execution.ActivityContext.Evaluate{T}"/>), for example once per iteration.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>A password or a token: never written to the journal, whatever the definition says.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Publishing is refused when it has no value.</summary>
    public bool Required { get; init; }

    /// <summary>Values offered by a dropdown.</summary>
    public string[] Options { get; init; } = [];
}

/// <summary>Describes an <see cref="Output{T}"/> field to the designer.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Label in English; the field's name when empty.</summary>
    public string En { get; init; } = "";

    /// <summary>Label in French; the English one when empty.</summary>
    public string Fr { get; init; } = "";

    /// <summary>Help in English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>Help in French.</summary>
    public string DescriptionFr { get; init; } = "";
}

/// <summary>The outcomes (flow ports) of an activity; without it there is the single outcome "Done".</summary>
/// <param name="names">Outcome names, case-sensitive, in the order of the designer.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OutcomesAttribute(params string[] names) : Attribute
{
    /// <summary>Outcome names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
