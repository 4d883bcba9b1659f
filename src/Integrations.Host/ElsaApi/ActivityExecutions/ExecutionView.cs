using Integrations.Host.ElsaApi.Instances;
using Integrations.Runtime.Instances;

namespace Integrations.Host.ElsaApi.ActivityExecutions;

/// <summary>Executions of activities in the shapes of Elsa's server.</summary>
internal static class ExecutionView
{
    private static readonly object Nothing = new { };

    /// <summary>With values.</summary>
    public static object Whole(InstanceHistory instance, ActivityExecution execution)
    {
        (InstanceHistory, ActivityExecution)? above = instance.Find(instance.ParentOf(execution.Id)) is { } parent ? (instance, parent) : null;
        return InChain(instance, execution, instance.ChainTo(execution).Count - 1, above);
    }

    /// <summary>With values, as a step of what led to another.</summary>
    /// <param name="instance">Its instance.</param>
    /// <param name="execution">The step.</param>
    /// <param name="depth">Steps above it.</param>
    /// <param name="above">The step above it, perhaps of another instance; null: it is the first.</param>
    public static object InChain(InstanceHistory instance, ActivityExecution execution, int depth, (InstanceHistory Instance, ActivityExecution Execution)? above)
    {
        var node = instance.NodeOf(execution.ActivityKey);
        return new
        {
            workflowInstanceId = instance.Header.InstanceId,
            activityId = execution.ActivityId,
            activityNodeId = instance.NodeIdOf(execution.ActivityKey),
            activityType = execution.ActivityType,
            activityTypeVersion = node?.TypeVersion ?? 1,
            activityName = node is { Type: not "Elsa.Workflow" } ? node.Name : null,
            activityState = execution.Inputs,
            payload = execution.Outcomes is { } outcomes ? new Dictionary<string, object> { ["Outcomes"] = outcomes } : null,
            outputs = execution.Outputs,
            properties = Nothing,
            metadata = Nothing,
            exception = execution.Fault is { } fault ? InstanceView.Exception(fault, Detail(instance, execution, fault)) : null,
            startedAt = execution.StartedAt,
            hasBookmarks = execution.IsBlocked,
            status = execution.Status,
            aggregateFaultCount = execution.Status == ExecutionStatus.Faulted ? 1 : 0,
            completedAt = execution.CompletedAt,
            schedulingActivityExecutionId = above?.Execution.Id,
            schedulingActivityId = above?.Execution.ActivityId,
            schedulingWorkflowInstanceId = above is { } step && step.Instance.Header.InstanceId != instance.Header.InstanceId ? step.Instance.Header.InstanceId : null,
            callStackDepth = depth,
            id = execution.Id,
        };
    }

    /// <summary>Without values.</summary>
    public static object Summary(InstanceHistory instance, ActivityExecution execution)
    {
        var node = instance.NodeOf(execution.ActivityKey);
        return new
        {
            workflowInstanceId = instance.Header.InstanceId,
            activityId = execution.ActivityId,
            activityNodeId = instance.NodeIdOf(execution.ActivityKey),
            activityType = execution.ActivityType,
            activityTypeVersion = node?.TypeVersion ?? 1,
            activityName = node is { Type: not "Elsa.Workflow" } ? node.Name : null,
            startedAt = execution.StartedAt,
            hasBookmarks = execution.IsBlocked,
            status = execution.Status,
            metadata = Nothing,
            aggregateFaultCount = execution.Status == ExecutionStatus.Faulted ? 1 : 0,
            completedAt = execution.CompletedAt,
            id = execution.Id,
        };
    }

    /// <summary>The badges of the activities that ran: of those given, or of all.</summary>
    public static IEnumerable<object> Stats(InstanceHistory instance, IReadOnlySet<string>? nodeIds = null) =>
        from count in JournalReading.Counts(instance.Executions)
        let nodeId = instance.NodeIdOf(count.ActivityKey)
        where nodeIds is null || nodeIds.Contains(nodeId)
        select new
        {
            activityId = nodeId[(nodeId.LastIndexOf(':') + 1)..],
            activityNodeId = nodeId,
            startedCount = count.Started,
            completedCount = count.Completed,
            uncompletedCount = count.Uncompleted,
            isBlocked = count.IsBlocked,
            isFaulted = count.IsFaulted,
            aggregateFaultCount = count.IsFaulted ? 1 : 0,
            metadata = Nothing,
        };

    private static string? Detail(InstanceHistory instance, ActivityExecution execution, string fault) =>
        instance.State.Incidents.LastOrDefault(incident => incident.ActivityId == execution.ActivityId && incident.Message == fault)?.Detail;
}
