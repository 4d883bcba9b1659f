using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>Finds what starts new instances: the activities with canStartWorkflow, their inputs evaluated outside any instance.</summary>
internal static class TriggerFinder
{
    public static IReadOnlyList<WorkflowTrigger> Find(WorkflowPlan plan, List<DefinitionProblem> problems)
    {
        List<WorkflowTrigger>? triggers = null;
        foreach (var node in plan.Nodes)
        {
            if (!node.CanStartWorkflow) continue;
            try
            {
                foreach (var trigger in node.Activity.GetTriggers(Outside(plan, node)))
                    (triggers ??= []).Add(new WorkflowTrigger(node.Id, node.Type, trigger));
            }
            catch (ActivityFaultException exception)
            {
                problems.Add(new DefinitionProblem("trigger", node.Id, null, 0, 0, $"Le déclencheur « {node.Id} » ne peut pas être évalué : {exception.Message}"));
            }
        }

        return triggers ?? [];
    }

    private static ActivityContext Outside(WorkflowPlan plan, ActivityNode node)
    {
        var context = new BurstContext { Now = DateTimeOffset.UnixEpoch, NewId = () => "" };
        var run = new BurstRun(plan, InstanceState.New(plan, ""), context);
        var workflow = new ActivityContext(run, plan.Root, null, 0) { VariableValues = plan.Root.Variables?.Select(v => v.Default).ToArray() };
        return new ActivityContext(run, node, workflow, 1);
    }
}
