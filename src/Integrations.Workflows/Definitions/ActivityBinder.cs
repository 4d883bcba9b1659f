using System.Reflection;
using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Expressions;

namespace Integrations.Workflows.Definitions;

/// <summary>Binds the fields of one activity to its JSON while the plan is compiled.</summary>
public sealed class ActivityBinder
{
    private readonly WorkflowCompiler _compiler;
    private readonly List<InputField> _inputs = [];

    internal ActivityBinder(WorkflowCompiler compiler, ActivityNode node, JsonObject json)
    {
        _compiler = compiler;
        Node = node;
        Json = json;
    }

    /// <summary>The activity's place in the plan.</summary>
    public ActivityNode Node { get; }

    /// <summary>The activity as the designer saved it.</summary>
    public JsonObject Json { get; }

    /// <summary>Compiles a child activity that stands in a place of its own (a case of a Switch).</summary>
    public ActivityNode? Child(JsonNode? json) => json is JsonObject child ? _compiler.CompileActivity(child, Node) : null;

    /// <summary>Binds an input that stands outside the declared fields (the condition of a case).</summary>
    /// <param name="input">The input.</param>
    /// <param name="expression">{type, value}.</param>
    /// <param name="name">Name for messages.</param>
    public void BindExpression(InputField input, JsonNode? expression, string name)
    {
        input.Name = name;
        input.AutoEvaluate = false;
        input.IsPartOfStructure = true;
        if (expression is JsonObject json) Bind(input, json);
    }

    /// <summary>Says that something in the activity is wrong.</summary>
    /// <param name="code">Stable ASCII code.</param>
    /// <param name="place">Input, port or connection.</param>
    /// <param name="message">What is wrong and what to do, in French.</param>
    /// <param name="severity">Errors are refused at publish.</param>
    public void Problem(string code, string? place, string message, ProblemSeverity severity = ProblemSeverity.Error) =>
        _compiler.Problems.Add(new DefinitionProblem(code, Node.Id, place, 0, 0, message) { Severity = severity });

    internal void ScriptProblem(string input, ExpressionException exception) =>
        _compiler.Problems.Add(new DefinitionProblem(
            "expression-syntax",
            Node.Id,
            input,
            exception.Line,
            exception.Column,
            $"Le script « {input} » de « {Node.Id} » ne peut pas être lu, ligne {exception.Line}, colonne {exception.Column} : {exception.Message}"));

    internal VariableReference? Variable(string id) => Node.Scope.ById(id) ?? Node.Scope.ByName(id);

    internal void BindFields(ActivityDescriptor descriptor)
    {
        foreach (var field in descriptor.Fields)
        {
            var key = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
            switch (field.GetValue(Node.Activity))
            {
                case InputField input: BindInput(input, field.Name, Json[key], field.GetCustomAttribute<InputAttribute>()); break;
                case OutputField output: BindOutput(output, field.Name, Json[key]); break;
                case Child child: (child.Name, child.Node) = (field.Name, Child(Json[key])); break;
                case Children children: BindChildren(children, field, Json[key]); break;
                default: break;
            }
        }

        FixInputs();
        Node.Activity.Bind(this);
    }

    /// <summary>Binds an activity whose inputs and outputs are those of a workflow.</summary>
    internal void BindWorkflow(WorkflowDefinitionActivity activity)
    {
        activity.Bind(this);
        FixInputs();
    }

    internal void BindInput(InputField input, string name, JsonNode? json, InputAttribute? declared = null)
    {
        var declaration = declared ?? new InputAttribute();
        input.Name = name;
        input.AutoEvaluate = declaration.AutoEvaluate;
        input.IsSecret = declaration.IsSecret;
        _inputs.Add(input);
        switch (json)
        {
            case null: break;
            case JsonObject wrapped when !wrapped.ContainsKey("typeName"):
                Problem("input-without-type", name, $"L'entrée « {name} » de « {Node.Id} » n'a pas de typeName : Elsa la lit comme vide.");
                break;
            case JsonObject wrapped when wrapped["expression"] is JsonObject expression: Bind(input, expression); break;
            case JsonValue scalar: BindLiteral(input, Values.OfJson(scalar)); break;
            default: break;
        }

        if (!input.IsSet && declaration.Default is not null) input.TrySetConstant(declaration.Default);
        if (!input.IsSet && declaration.Required)
            Problem("input-required", name, $"L'entrée « {name} » de « {Node.Id} » est obligatoire.");
    }

    private void FixInputs()
    {
        Node.Inputs = [.. _inputs];
        Node.AutoInputs = [.. _inputs.Where(input => input.AutoEvaluate && !input.IsConstant && input.Expression is not null)];
        for (var slot = 0; slot < _inputs.Count; slot++) _inputs[slot].Slot = slot;
    }

    private void Bind(InputField input, JsonObject expression)
    {
        switch (ExpressionCompiler.Compile(expression, this, input.Name, out var problem))
        {
            case LiteralExpression literal when problem is null: BindLiteral(input, literal.Value); break;
            case { } compiled: input.Expression = compiled; break;
            default: break;
        }

        if (problem is not null) _compiler.Problems.Add(problem);
        if (input.Expression is JavaScriptExpression script) CheckNames(script, input.Name);
    }

    private void CheckNames(JavaScriptExpression script, string input)
    {
        foreach (var name in script.UnknownNames(_compiler.Definition.Inputs))
            Problem("unknown-name", input, $"Le script « {input} » de « {Node.Id} » utilise « {name} », qui n'existe pas : ni variable, ni entrée, ni fonction d'Elsa.", ProblemSeverity.Warning);
    }

    private void BindLiteral(InputField input, object? value)
    {
        if (value is null) return;
        if (!input.TrySetConstant(value) && value is not "")
            Problem("literal-type", input.Name, $"La valeur « {Values.ToText(value)} » de l'entrée « {input.Name} » de « {Node.Id} » n'est pas du type {input.ValueType.Name}.");
    }

    internal void BindOutput(OutputField output, string name, JsonNode? json)
    {
        output.Name = name;
        if (json is not JsonObject wrapped || wrapped["memoryReference"] is not JsonObject memory) return;
        if (new JsonFields(memory).Text("id") is not { Length: > 0 } id) return;
        output.Target = Variable(id);
        if (output.Target is null && _compiler.IsWorkflowOutput(id)) output.TargetOutput = id;
        else if (output.Target is null)
            Problem("unknown-variable", name, $"La sortie « {name} » de « {Node.Id} » est liée à une variable qui n'existe pas (« {id} »).", ProblemSeverity.Warning);
    }

    private void BindChildren(Children children, FieldInfo field, JsonNode? json)
    {
        children.Name = field.Name;
        if (json is not JsonArray array) return;
        var nodes = new List<ActivityNode>(array.Count);
        foreach (var item in array)
            if (Child(item) is { } child)
                nodes.Add(child);
        children.Nodes = nodes;
    }
}
