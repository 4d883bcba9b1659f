using System.Reflection;
using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>Makes a plan of a definition. All reflection happens here, once per version.</summary>
public sealed class WorkflowCompiler
{
    private readonly ActivityRegistry _registry;
    private readonly List<ActivityNode> _nodes = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private readonly WorkflowDefinition _definition;

    private WorkflowCompiler(WorkflowDefinition definition, ActivityRegistry registry)
    {
        _definition = definition;
        _registry = registry;
    }

    internal WorkflowDefinition Definition => _definition;

    internal List<DefinitionProblem> Problems { get; } = [];

    /// <summary>
    /// Compiles. It never refuses: what cannot run (an unknown activity type, a script with a syntax error) faults when it is reached, so that
    /// an imported definition stays readable. <see cref="WorkflowPlan.Problems"/> says what is wrong; a host publishes only without errors.
    /// </summary>
    public static WorkflowPlan Compile(WorkflowDefinition definition, ActivityRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(registry);
        var compiler = new WorkflowCompiler(definition, registry);
        compiler.CompileWorkflow();
        var plan = new WorkflowPlan([.. compiler._nodes])
        {
            DefinitionId = definition.DefinitionId,
            DefinitionVersionId = definition.Id,
            Version = definition.Version,
            Name = definition.Name ?? definition.DefinitionId,
            Inputs = definition.Inputs,
            Outputs = definition.Outputs,
            Outcomes = definition.Outcomes,
            IncidentStrategy = definition.IncidentStrategy,
            FlowchartMode = definition.FlowchartMode,
        };
        plan.Triggers = TriggerFinder.Find(plan, compiler.Problems);
        plan.Problems = compiler.Problems;
        return plan;
    }

    /// <summary>What a designer must mend before the definition can be published, and what he should look at.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, ActivityRegistry registry) =>
        Compile(definition, registry).Problems;

    internal ActivityNode CompileActivity(JsonObject json, ActivityNode parent)
    {
        var fields = new JsonFields(json);
        var type = fields.Text("type") ?? "";
        var id = UniqueId(fields.Text("id"), type);
        var custom = json["customProperties"] as JsonObject;
        var activity = CreateActivity(type, id, fields.Integer("version") ?? 0, out var descriptor);
        var index = _nodes.Count;
        var variables = Declare(json["variables"] as JsonArray, id);
        var node = new ActivityNode
        {
            Index = index,
            Id = id,
            Name = fields.Text("name") is { Length: > 0 } name ? name : id,
            Type = type,
            Activity = activity,
            Parent = parent,
            CanStartWorkflow = (custom is not null && new JsonFields(custom).Flag("canStartWorkflow")) || fields.Flag("canStartWorkflow"),
            DeclaredOutcomes = descriptor?.Outcomes,
            IsTerminal = descriptor?.Declaration.IsTerminal ?? false,
            MergeMode = custom is not null && Enum.TryParse<MergeMode>(new JsonFields(custom).Text("mergeMode"), ignoreCase: true, out var mergeMode) ? mergeMode : MergeMode.Stream,
            Variables = variables,
            Scope = variables is null ? parent.Scope : parent.Scope.With(index, variables),
        };
        _nodes.Add(node);
        activity.Node = node;
        if (descriptor is not null) new ActivityBinder(this, node, json).BindFields(descriptor);
        return node;
    }

    internal bool IsWorkflowOutput(string name)
    {
        foreach (var output in _definition.Outputs)
            if (output.Name == name)
                return true;
        return false;
    }

    private void CompileWorkflow()
    {
        var variables = Declare(_definition.Variables, null);
        var workflow = new Workflow();
        var node = new ActivityNode
        {
            Index = 0,
            Id = UniqueId("Workflow1", "Elsa.Workflow"),
            Name = "Workflow1",
            Type = "Elsa.Workflow",
            Activity = workflow,
            Variables = variables,
            Scope = variables is null ? VariableScope.Empty : VariableScope.Empty.With(0, variables),
        };
        _nodes.Add(node);
        workflow.Node = node;
        if (_definition.Root is { } root) workflow.Root.Node = CompileActivity(root, node);
        else Problems.Add(new DefinitionProblem("no-root", null, null, 0, 0, "Le workflow est vide : ajoutez au moins une activité."));
    }

    private Activity CreateActivity(string type, string id, int version, out ActivityDescriptor? descriptor)
    {
        if (_registry.TryGet(type, out descriptor)) return descriptor.Create();
        Problems.Add(new DefinitionProblem("unknown-activity", id, null, 0, 0, $"Le type d'activité « {type} » est inconnu ici ; l'activité « {id} » échouera si elle est atteinte."));
        return new NotFoundActivity(type);
    }

    private string UniqueId(string? id, string type)
    {
        var wanted = string.IsNullOrEmpty(id) ? type[(type.LastIndexOf('.') + 1)..] + (_nodes.Count + 1) : id;
        if (_ids.Add(wanted)) return wanted;
        Problems.Add(new DefinitionProblem("duplicate-id", wanted, null, 0, 0, $"Deux activités portent l'identifiant « {wanted} » ; chaque identifiant doit être unique."));
        var next = 2;
        while (!_ids.Add($"{wanted}~{next}")) next++;
        return $"{wanted}~{next}";
    }

    private VariableDeclaration[]? Declare(JsonArray? json, string? activityId) => Declare(WorkflowDefinitionJson.ReadVariables(json), activityId);

    private VariableDeclaration[]? Declare(IReadOnlyList<VariableDefinition> variables, string? activityId)
    {
        if (variables.Count == 0) return null;
        var declarations = new VariableDeclaration[variables.Count];
        for (var i = 0; i < declarations.Length; i++)
        {
            var variable = variables[i];
            var type = new VariableType(variable.TypeName, variable.IsArray);
            var given = Values.OfJson(variable.Value);
            var value = type.Convert(given);
            declarations[i] = new VariableDeclaration(variable.Id, variable.Name, type, value);
            if (given is not null and not "" && value is null)
                Problems.Add(new DefinitionProblem("variable-default", activityId, variable.Name, 0, 0, $"La valeur par défaut de la variable « {variable.Name} » n'est pas du type {variable.TypeName}."));
        }

        return declarations;
    }
}
