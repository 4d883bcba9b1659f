using Integrations.Workflows.Activities;
using Integrations.Workflows.Expressions;

namespace Integrations.Workflows.Execution;

internal static class InputEvaluation
{
    /// <summary>
    /// Evaluates an input and converts it. A failure names the activity, the input, the line and the script's message; it starts with the
    /// engine's sentence (SEMANTICS 12), so that whoever looks for it finds it.
    /// </summary>
    public static object? Evaluate(ActivityContext context, InputField input)
    {
        if (input.Expression is null) return null;
        try
        {
            return input.Convert(input.Expression.Evaluate(context));
        }
        catch (ExpressionException exception)
        {
            throw new ActivityFaultException(Message(context, input, exception), exception);
        }
    }

    private static string Message(ActivityContext context, InputField input, ExpressionException exception)
    {
        var position = exception.Line > 0 ? $", ligne {exception.Line}, colonne {exception.Column}" : "";
        if (input.IsPartOfStructure) return $"{exception.Message} (activité '{context.Node.Id}', {input.Name}{position})";
        return $"Failed to evaluate activity input '{input.Name}' (activité '{context.Node.Id}'{position}) : {exception.Message}";
    }
}
