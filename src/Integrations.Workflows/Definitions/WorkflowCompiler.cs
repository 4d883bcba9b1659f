using System.Reflection;
using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions.Validation;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>Makes a plan of a definition. All reflection happens here, once per version.</summary>
public sealed class WorkflowCompiler
{
    /// <summary>Workflows used as activities are part of the plan, again for each use: here a drawing that multiplies itself ends.</summary>
    private const int MaxNodes = 20_000;

    private readonly ActivityRegistry _registry;
    private readonly WorkflowActivitySource? _workflows;
    private readonly List<ActivityNode> _nodes;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly WorkflowDefinition _definition;

    /// <summary>The compiler of the workflow that uses this one as an activity.</summary>
    private readonly WorkflowCompiler? _above;

    /// <summary>The activity by which it is used.</summary>
    private readonly ActivityNode? _consumer;

    /// <summary>Ids of this definition and of those below it: Elsa gives the workflow itself the first "WorkflowN" that is free among them.</summary>
    private readonly HashSet<string> _idsBelow = new(StringComparer.Ordinal);

    /// <summary>Activities that do not say themselves have their values kept in the journal.</summary>
    private readonly bool _keepsValues;

    private WorkflowCompiler(WorkflowDefinition definition, ActivityRegistry registry, WorkflowActivitySource? workflows)
    {
        _definition = definition;
        _registry = registry;
        _workflows = workflows;
        _nodes = [];
        _keepsValues = KeptValues.Default(Custom(definition), inherited: false);
    }

    private WorkflowCompiler(WorkflowDefinition definition, WorkflowCompiler above, ActivityNode consumer)
        : this(definition, above._registry, above._workflows)
    {
        _above = above;
        _consumer = consumer;
        _nodes = above._nodes;
        _keepsValues = KeptValues.Default(Custom(definition), above._keepsValues);
    }

    internal WorkflowDefinition Definition => _definition;

    internal List<DefinitionProblem> Problems { get; } = [];

    /// <summary>
    /// Compiles. It never refuses: what cannot run (an unknown activity type, a script with a syntax error) faults when it is reached, so that
    /// an imported definition stays readable. <see cref="WorkflowPlan.Problems"/> says what is wrong; a host publishes only without errors.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="registry">The activity types.</param>
    /// <param name="workflows">Finds the workflows that are used as activities; null: there are none.</param>
    public static WorkflowPlan Compile(WorkflowDefinition definition, ActivityRegistry registry, WorkflowActivitySource? workflows = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(registry);
        var compiler = new WorkflowCompiler(definition, registry, workflows);
        compiler.CompileWorkflow(null);
        var plan = new WorkflowPlan([.. compiler._nodes])
        {
            DefinitionId = definition.DefinitionId,
            DefinitionVersionId = definition.Id,
            Version = definition.Version,
            Name = definition.Name ?? definition.DefinitionId,
            Inputs = definition.Inputs,
            Outputs = definition.Outputs,
            IsUsableAsActivity = definition.IsUsableAsActivity,
            Outcomes = definition.Outcomes,
            IncidentStrategy = definition.IncidentStrategy,
            Activation = definition.Activation,
            FlowchartMode = definition.FlowchartMode,
        };
        plan.Journal = LevelOf(definition, compiler._nodes);
        plan.Triggers = TriggerFinder.Find(plan, compiler.Problems);
        PlanChecks.Run(plan, definition, registry, compiler.Problems);
        plan.Problems = compiler.Problems;
        return plan;
    }

    /// <summary>What a designer must mend before the definition can be published, and what he should look at.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, ActivityRegistry registry, WorkflowActivitySource? workflows = null) =>
        Compile(definition, registry, workflows).Problems;

    private static JsonObject? Custom(WorkflowDefinition definition) => definition.Source["customProperties"] as JsonObject;

    private static JournalLevel LevelOf(WorkflowDefinition definition, List<ActivityNode> nodes)
    {
        if (Custom(definition) is { } custom && new JsonFields(custom).Text("journalLevel") == nameof(JournalLevel.Faults)) return JournalLevel.Faults;
        return nodes.Exists(node => node.Kept is not null) ? JournalLevel.Values : JournalLevel.Activities;
    }

    internal ActivityNode CompileActivity(JsonObject json, ActivityNode parent)
    {
        var fields = new JsonFields(json);
        var type = fields.Text("type") ?? "";
        var id = UniqueId(fields.Text("id"), type);
        var custom = json["customProperties"] as JsonObject;
        var activity = CreateActivity(type, id, json, out var descriptor);
        var index = _nodes.Count;
        var variables = Declare(json["variables"] as JsonArray, id);
        var node = new ActivityNode
        {
            Index = index,
            Id = id,
            Key = KeyOf(id),
            Name = fields.Text("name") is { Length: > 0 } name ? name : id,
            Type = type,
            Activity = activity,
            Parent = parent,
            Consumer = _consumer,
            CanStartWorkflow = _consumer is null && ((custom is not null && new JsonFields(custom).Flag("canStartWorkflow")) || fields.Flag("canStartWorkflow")),
            DeclaredOutcomes = descriptor?.Outcomes,
            IsTerminal = descriptor?.Declaration.IsTerminal ?? false,
            MergeMode = custom is not null && Enum.TryParse<MergeMode>(new JsonFields(custom).Text("mergeMode"), ignoreCase: true, out var mergeMode) ? mergeMode : MergeMode.Stream,
            Variables = variables,
            Kept = KeptValues.Of(custom, _keepsValues),
            Scope = variables is null ? parent.Scope : parent.Scope.With(index, variables),
        };
        _nodes.Add(node);
        activity.Node = node;
        if (descriptor is not null) new ActivityBinder(this, node, json).BindFields(descriptor);
        if (activity is WorkflowDefinitionActivity workflow) CompileUse(workflow, node, json);
        return node;
    }

    /// <summary>A workflow used as an activity: bound like any activity, and its own activities compiled below it.</summary>
    private void CompileUse(WorkflowDefinitionActivity activity, ActivityNode node, JsonObject json)
    {
        new ActivityBinder(this, node, json).BindWorkflow(activity);
        if (UsesItself(activity.Definition))
        {
            Problems.Add(new DefinitionProblem("workflow-contains-itself", node.Id, null, 0, 0, $"Le workflow « {activity.Definition.Name} » se contient lui-même, par « {node.Id} » : il ne finirait jamais."));
            return;
        }

        var compiler = new WorkflowCompiler(activity.Definition, this, node);
        activity.Workflow = compiler.CompileWorkflow(node);
        _idsBelow.UnionWith(compiler._idsBelow);
        Problems.AddRange(compiler.Problems.Where(problem => problem.Code == "plan-too-large"));
    }

    private bool UsesItself(WorkflowDefinition used)
    {
        for (var above = this; above is not null; above = above._above)
            if (above._definition.DefinitionId == used.DefinitionId)
                return true;
        return false;
    }

    private string KeyOf(string id) => _consumer is null ? id : $"{_consumer.Key}/{id}";

    internal bool IsWorkflowOutput(string name)
    {
        foreach (var output in _definition.Outputs)
            if (output.Name == name)
                return true;
        return false;
    }

    private ActivityNode CompileWorkflow(ActivityNode? consumer)
    {
        var index = _nodes.Count;
        var outer = consumer?.Scope ?? VariableScope.Empty;
        var variables = Declare(_definition.Variables, null);
        var workflow = new Workflow();
        var node = new ActivityNode
        {
            Index = index,
            Name = "Workflow1",
            Type = "Elsa.Workflow",
            Activity = workflow,
            Parent = consumer,
            Consumer = consumer,
            Variables = variables,
            Scope = variables is null ? outer : outer.With(index, variables),
        };
        _nodes.Add(node);
        workflow.Node = node;
        if (_nodes.Count > MaxNodes) Problems.Add(new DefinitionProblem("plan-too-large", null, null, 0, 0, $"Le workflow compte plus de {MaxNodes} activités avec celles des workflows qu'il utilise."));
        else if (_definition.Root is { } root) workflow.Root.Node = CompileActivity(root, node);
        else Problems.Add(new DefinitionProblem("no-root", null, null, 0, 0, "Le workflow est vide : ajoutez au moins une activité."));

        _idsBelow.UnionWith(_ids);
        var number = 1;
        while (!_idsBelow.Add($"Workflow{number}")) number++;
        node.Id = $"Workflow{number}";
        node.Key = KeyOf(node.Id);
        return node;
    }

    private Activity CreateActivity(string type, string id, JsonObject json, out ActivityDescriptor? descriptor)
    {
        if (_registry.TryGet(type, out descriptor)) return descriptor.Create();
        if (_workflows?.Invoke(WorkflowActivityReference.Of(type, json)) is { } workflow) return new WorkflowDefinitionActivity(workflow);
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
