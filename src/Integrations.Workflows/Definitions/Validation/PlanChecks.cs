using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Expressions;

namespace Integrations.Workflows.Definitions.Validation;

/// <summary>What can only be seen once the whole definition is compiled. Workflows used as activities are checked where they are published.</summary>
internal static class PlanChecks
{
    /// <summary>Activities of a flowchart up to which its ways are followed: the work grows with the square, and nobody draws more on one canvas.</summary>
    private const int MaxDrawing = 500;

    public static void Run(WorkflowPlan plan, WorkflowDefinition definition, ActivityRegistry registry, List<DefinitionProblem> problems)
    {
        problems.AddRange(FlagCheck.Of(definition.Root));
        foreach (var node in plan.Nodes)
        {
            if (node.Consumer is not null) continue;
            CheckForbidden(node, problems);
            CheckOutputs(plan, node, problems);
            CheckTrigger(plan, node, registry, problems);
            if (node.Activity is RunJavaScript { Script: { Expression: not null } script })
                problems.Add(Warning("script-not-literal", node, script.Name, $"Le script de « {node.Id} » est lui-même une expression : il est évalué une première fois, sans setOutcome. Saisissez-le comme valeur."));
            if (node.Activity is not Flowchart { Activities.Nodes.Count: <= MaxDrawing } flowchart || flowchart.GraphFrom(null) is not { } graph) continue;
            if (plan.FlowchartMode == FlowchartMode.Token) problems.AddRange(TokenStalls.Of(graph, flowchart.Activities.Nodes));
            problems.AddRange(EndlessCycles.Of(graph, flowchart.Activities.Nodes));
        }

        if (plan.IncidentStrategy == IncidentStrategy.Continue && plan.Nodes.FirstOrDefault(MayFault) is { } fault)
            problems.Add(Warning("stall", null, "IncidentStrategy", $"Après un incident (par exemple dans « {fault.Id} »), la stratégie « continuer malgré les incidents » laisse l'instance suspendue pour toujours : elle ne se termine jamais seule."));
        if (plan.Root.Activity is Workflow { Root.Node: { } root } && IsEmpty(root))
            problems.Add(Warning("no-start", root, null, $"« {root.Id} » ne contient aucune activité : le workflow se termine aussitôt."));
    }

    private static void CheckForbidden(ActivityNode node, List<DefinitionProblem> problems)
    {
        if (node.Type is not ("Elsa.RunCSharp" or "Elsa.RunPython")) return;
        problems.RemoveAll(problem => problem.Code == "unknown-activity" && problem.ActivityId == node.Id);
        problems.Add(new DefinitionProblem("activity-forbidden", node.Id, null, 0, 0, $"« {node.Id} » ({node.Type}) exécuterait du code sur le serveur : utilisez Exécuter du JavaScript."));
    }

    private static void CheckOutputs(WorkflowPlan plan, ActivityNode node, List<DefinitionProblem> problems)
    {
        foreach (var input in node.Inputs)
            if (input.Expression is ActivityOutputExpression output && !plan.Nodes.Any(other => other.Id == output.ActivityId || other.Name == output.ActivityId))
                problems.Add(new DefinitionProblem("unknown-output", node.Id, input.Name, 0, 0, $"L'entrée « {input.Name} » de « {node.Id} » lit la sortie d'une activité qui n'existe pas (« {output.ActivityId} »)."));
    }

    /// <summary>Elsa refuses a trigger from which it can make nothing that starts the workflow ("Trigger should have a payload").</summary>
    private static void CheckTrigger(WorkflowPlan plan, ActivityNode node, ActivityRegistry registry, List<DefinitionProblem> problems)
    {
        if (!node.CanStartWorkflow || !registry.TryGet(node.Type, out var descriptor) || descriptor.Kind != ActivityKind.Trigger) return;
        if (plan.Triggers.Any(trigger => trigger.ActivityId == node.Id)) return;
        if (problems.Exists(problem => problem.ActivityId == node.Id && problem.Severity == ProblemSeverity.Error)) return;
        problems.Add(new DefinitionProblem("trigger-empty", node.Id, null, 0, 0, $"« {node.Id} » doit démarrer le workflow, mais rien ne dit quand : complétez ses entrées (une durée doit être positive)."));
    }

    private static bool MayFault(ActivityNode node) =>
        node.Activity is Fault or NotFoundActivity or RunJavaScript or HttpCallActivity or HttpEndpoint or SendEmail or DispatchWorkflow or ExecuteWorkflow or BulkDispatch or WorkflowDefinitionActivity || node.Inputs.Any(input => input.Expression is not null);

    private static bool IsEmpty(ActivityNode root) =>
        root.Activity is Flowchart { Activities.Nodes.Count: 0 } or Sequence { Activities.Nodes.Count: 0 };

    private static DefinitionProblem Warning(string code, ActivityNode? node, string? place, string message) =>
        new(code, node?.Id, place, 0, 0, message) { Severity = ProblemSeverity.Warning };
}
