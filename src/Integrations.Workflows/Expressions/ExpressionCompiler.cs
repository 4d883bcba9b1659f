using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Expressions;

/// <summary>Makes an expression of the definition ready. A script that cannot be parsed gives a problem and an expression that always fails.</summary>
internal static class ExpressionCompiler
{
    public static CompiledExpression? Compile(JsonObject json, ActivityBinder binder, string input, out DefinitionProblem? problem)
    {
        problem = null;
        var type = new JsonFields(json).Text("type") ?? "Literal";
        var value = json["value"];
        try
        {
            switch (type)
            {
                // An Object is the JSON text itself; the input's type parses it (an input of type object keeps the text, recording p41.token).
                case "Literal" or "Object": return new LiteralExpression(Values.OfJson(value));
                case "Variable": return Variable(value, binder, input, out problem);
                case "Json": return Json(value, binder, input, out problem);
                case "Output": return Output(value, binder, input, out problem);
                case "Input": return Reference(value, "name") is { } name ? new WorkflowInputExpression(name) : null;
                case "JavaScript": return new JavaScriptExpression(Script(value), binder.Node.Scope);
                case "Liquid": return new LiquidExpression(Script(value));
                case "Scriban": return new ScribanExpression(Script(value), binder.Node.Scope);
                case "CSharp" or "Python":
                    problem = Problem(binder, input, "expression-forbidden", $"Les expressions {type} exécutent du code sur le serveur : elles sont refusées. Utilisez JavaScript, Liquid ou Scriban.");
                    return null;
                default:
                    problem = Problem(binder, input, "unknown-expression", $"Le type d'expression « {type} » de l'entrée « {input} » de « {binder.Node.Id} » est inconnu ; elle est lue comme vide.");
                    return null;
            }
        }
        catch (ExpressionException exception)
        {
            problem = new DefinitionProblem(
                "expression-syntax",
                binder.Node.Id,
                input,
                exception.Line,
                exception.Column,
                $"L'expression {type} de l'entrée « {input} » de « {binder.Node.Id} » ne peut pas être lue, ligne {exception.Line}, colonne {exception.Column} : {exception.Message}");
            return new FailingExpression(exception);
        }
    }

    private static DefinitionProblem Problem(ActivityBinder binder, string input, string code, string message) => new(code, binder.Node.Id, input, 0, 0, message);

    private static string Script(JsonNode? value) => Values.ToText(Values.OfJson(value));

    private static VariableExpression? Variable(JsonNode? value, ActivityBinder binder, string input, out DefinitionProblem? problem)
    {
        problem = null;
        if (Reference(value, "id") is not { } id) return null;
        if (binder.Variable(id) is { } variable) return new VariableExpression(variable);
        problem = Problem(binder, input, "unknown-variable", $"L'entrée « {input} » de « {binder.Node.Id} » lit une variable qui n'existe pas (« {id} »).");
        return null;
    }

    /// <summary>Json is parsed where it stands; text that is none is named.</summary>
    private static LiteralExpression? Json(JsonNode? value, ActivityBinder binder, string input, out DefinitionProblem? problem)
    {
        problem = null;
        if (Values.OfJson(value) is not string text || text.Length == 0) return new LiteralExpression(Values.OfJson(value));
        if (Values.TryParseJson(text) is { } parsed) return new LiteralExpression(Values.OfJson(parsed));
        problem = Problem(binder, input, "literal-type", $"L'entrée « {input} » de « {binder.Node.Id} » n'est pas du JSON.");
        return null;
    }

    /// <summary>
    /// The output of an activity: {activityId, outputName}, the id alone, or Elsa's memory reference ({memoryReference: {id}}), which names the
    /// variable that the output is bound to.
    /// </summary>
    private static CompiledExpression? Output(JsonNode? value, ActivityBinder binder, string input, out DefinitionProblem? problem)
    {
        problem = null;
        if (value is JsonObject json && json["memoryReference"] is { } reference) return Variable(reference, binder, input, out problem);
        if ((Reference(value, "activityId") ?? Reference(value, "activity")) is { Length: > 0 } activity)
            return new ActivityOutputExpression(activity, value is JsonObject named ? Reference(named, "outputName") ?? Reference(named, "output") : null);
        problem = Problem(binder, input, "unknown-output", $"L'entrée « {input} » de « {binder.Node.Id} » ne dit pas de quelle activité elle lit la sortie.");
        return null;
    }

    private static string? Reference(JsonNode? value, string member) =>
        value is JsonObject json ? new JsonFields(json).Text(member) : Values.OfJson(value) as string;
}

/// <summary>A script that could not be parsed: it fails when it is reached.</summary>
internal sealed class FailingExpression(ExpressionException exception) : CompiledExpression
{
    public override object? Evaluate(ActivityContext context) => throw new ExpressionException(exception.Message, exception.Line, exception.Column, exception);
}
