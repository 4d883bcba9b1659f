using Integrations.Workflows.Execution;
using Integrations.Workflows.Expressions;

namespace Integrations.Workflows.Activities;

/// <summary>An input of an activity, bound to its expression when the plan is compiled.</summary>
public abstract class InputField
{
    private protected InputField()
    {
    }

    /// <summary>Name as declared, for example "Text"; in the definition it starts with a small letter.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The definition (or the declaration's default) gives a value.</summary>
    public bool IsSet => IsConstant || Expression is not null;

    internal abstract Type ValueType { get; }

    internal int Slot { get; set; } = -1;

    internal bool IsConstant { get; private protected set; }

    /// <summary>The value of a constant input.</summary>
    internal abstract object? ConstantValue { get; }

    internal bool AutoEvaluate { get; set; } = true;

    /// <summary>Its value is never written to the journal.</summary>
    internal bool IsSecret { get; set; }

    /// <summary>The condition of a case or of a transition: no input in Elsa's sense, and its failure has no sentence of the engine.</summary>
    internal bool IsPartOfStructure { get; set; }

    internal CompiledExpression? Expression { get; set; }

    internal abstract bool TrySetConstant(object? value);

    internal abstract object? Convert(object? value);
}

/// <summary>An input that holds an expression. Read it with <see cref="ActivityContext.Get{T}(Input{T})"/>: that is the only way.</summary>
/// <typeparam name="T">Type wanted by the activity; what the expression gives is converted to it as Elsa does.</typeparam>
public sealed class Input<T> : InputField
{
    internal T? Constant { get; private set; }

    internal override Type ValueType => typeof(T);

    internal override object? ConstantValue => Constant;

    internal override bool TrySetConstant(object? value)
    {
        var converted = Values.TryConvert(value, typeof(T), out var result);
        Constant = result is T typed ? typed : default;
        IsConstant = true;
        return converted;
    }

    internal override object? Convert(object? value) =>
        value is T typed ? typed : Values.TryConvert(value, typeof(T), out var result) ? result : default(T);
}

/// <summary>A part of the definition that is plain JSON and not an expression (Elsa's "not wrapped" inputs), read by <see cref="Activity.Bind"/>.</summary>
/// <typeparam name="T">Type of the value, for the descriptor.</typeparam>
public sealed class Plain<T>
{
    /// <summary>The value, set while the plan is compiled.</summary>
    public T? Value { get; set; }
}

/// <summary>An output of an activity. Write it with <see cref="ActivityContext.Set{T}(Output{T}, T)"/>.</summary>
public abstract class OutputField
{
    private protected OutputField()
    {
    }

    /// <summary>Name as declared, for example "Result".</summary>
    public string Name { get; internal set; } = "";

    internal abstract Type ValueType { get; }

    internal VariableReference? Target { get; set; }

    /// <summary>Name of the workflow output it is bound to, where it is bound to one.</summary>
    internal string? TargetOutput { get; set; }
}

/// <summary>An output of an activity; the definition may bind it to a variable.</summary>
/// <typeparam name="T">Type of the value, for the descriptor.</typeparam>
public sealed class Output<T> : OutputField
{
    internal override Type ValueType => typeof(T);
}

/// <summary>A place for one child activity (Elsa's embedded port), for example "Then".</summary>
public sealed class Child
{
    /// <summary>Name as declared.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The child in the plan, or null when the designer left the place empty.</summary>
    public ActivityNode? Node { get; internal set; }
}

/// <summary>A place for a list of child activities, for example "Activities" or "Branches".</summary>
public sealed class Children
{
    /// <summary>Name as declared.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The children in the plan, in order.</summary>
    public IReadOnlyList<ActivityNode> Nodes { get; internal set; } = [];
}
