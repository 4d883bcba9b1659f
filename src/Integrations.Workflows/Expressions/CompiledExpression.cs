using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Expressions;

/// <summary>An expression made ready when the plan is compiled.</summary>
internal abstract class CompiledExpression
{
    /// <summary>The value, of one of the kinds of <see cref="Values"/>.</summary>
    /// <exception cref="ExpressionException">The script failed.</exception>
    public abstract object? Evaluate(ActivityContext context);
}

/// <summary>A script failed. The message is the script's own, with line and column where known.</summary>
internal sealed class ExpressionException(string message, int line = 0, int column = 0, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Line in the expression, from 1; 0 when unknown.</summary>
    public int Line { get; } = line;

    /// <summary>Column in the expression, from 1; 0 when unknown.</summary>
    public int Column { get; } = column;
}

internal sealed class LiteralExpression(object? value) : CompiledExpression
{
    public object? Value { get; } = value;

    public override object? Evaluate(ActivityContext context) => Value;
}

internal sealed class VariableExpression(VariableReference variable) : CompiledExpression
{
    public override object? Evaluate(ActivityContext context) => context.GetVariable(variable);
}

internal sealed class WorkflowInputExpression(string name) : CompiledExpression
{
    public override object? Evaluate(ActivityContext context) => context.GetInput(name);
}

/// <summary>The output of an activity that completed in this burst; null before. Without a name, "Result" or else its first output.</summary>
internal sealed class ActivityOutputExpression(string activityId, string? outputName) : CompiledExpression
{
    /// <summary>Id or name of the activity.</summary>
    public string ActivityId { get; } = activityId;

    public override object? Evaluate(ActivityContext context) => context.Run.Outputs.Get(ActivityId, outputName);
}
