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

    private static string? Reference(JsonNode? value, string member) =>
        value is JsonObject json ? new JsonFields(json).Text(member) : Values.OfJson(value) as string;
}

/// <summary>A script that could not be parsed: it fails when it is reached.</summary>
internal sealed class FailingExpression(ExpressionException exception) : CompiledExpression
{
    public override object? Evaluate(ActivityContext context) => throw new ExpressionException(exception.Message, exception.Line, exception.Column, exception);
}
