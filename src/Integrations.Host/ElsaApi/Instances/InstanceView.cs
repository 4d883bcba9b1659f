using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Instances in the shapes of Elsa's server.</summary>
internal static class InstanceView
{
    /// <summary>A row of a list.</summary>
    public static object Row(InstanceHeader header, int version) => new
    {
        id = header.InstanceId,
        definitionId = header.DefinitionId,
        definitionVersionId = header.DefinitionVersionId,
        version,
        status = header.Status,
        subStatus = header.SubStatus,
        correlationId = header.CorrelationId,
        name = header.Name,
        incidentCount = header.IncidentCount,
        createdAt = header.CreatedAt,
        updatedAt = header.UpdatedAt,
        finishedAt = header.FinishedAt,
    };

    /// <summary>The whole instance.</summary>
    public static object Whole(InstanceHistory instance) => new
    {
        id = instance.Header.InstanceId,
        definitionId = instance.Header.DefinitionId,
        definitionVersionId = instance.Header.DefinitionVersionId,
        version = instance.Version,
        parentWorkflowInstanceId = instance.Header.ParentInstanceId,
        workflowState = State(instance),
        status = instance.Header.Status,
        subStatus = instance.Header.SubStatus,
        isExecuting = false,
        correlationId = instance.Header.CorrelationId,
        name = instance.Header.Name,
        incidentCount = instance.Header.IncidentCount,
        isSystem = false,
        createdAt = instance.Header.CreatedAt,
        updatedAt = instance.Header.UpdatedAt,
        finishedAt = instance.Header.FinishedAt,
    };

    /// <summary>The state of the workflow.</summary>
    public static object State(InstanceHistory instance) => new
    {
        id = instance.Header.InstanceId,
        definitionId = instance.Header.DefinitionId,
        definitionVersionId = instance.Header.DefinitionVersionId,
        definitionVersion = instance.Version,
        correlationId = instance.Header.CorrelationId,
        parentWorkflowInstanceId = instance.Header.ParentInstanceId,
        name = instance.Header.Name,
        status = instance.Header.Status,
        subStatus = instance.Header.SubStatus,
        isExecuting = false,
        bookmarks = instance.State.Bookmarks.Select(bookmark => Bookmark(instance, bookmark)),
        incidents = instance.State.Incidents.Select(incident => Incident(instance, incident)),
        isSystem = false,
        completionCallbacks = Array.Empty<object>(),
        activityExecutionContexts = instance.Open.Reverse().Select(open => Context(instance, open)),
        scheduledActivities = Array.Empty<object>(),
        executionLogSequence = instance.Lines.Count,
        input = Values.ToJson(instance.State.Input),
        output = Values.ToJson(instance.State.Output),
        properties = new { },
        createdAt = instance.Header.CreatedAt,
        updatedAt = instance.Header.UpdatedAt,
        finishedAt = instance.Header.FinishedAt,
    };

    /// <summary>The workflow's own variables.</summary>
    public static IResult Variables(InstanceHistory? instance) =>
        ElsaJson.List((instance?.Variables ?? []).Select(variable => new { id = variable.Id, name = variable.Name, value = Values.ToJson(variable.Value) }).ToList());

    /// <summary>An exception of which only the message is known, or the place too.</summary>
    public static object Exception(string message, string? stackTrace) => new { type = "Exception", message, stackTrace };

    private static object Bookmark(InstanceHistory instance, Bookmark bookmark)
    {
        var executionId = instance.State.ExecutionOf(bookmark);
        var open = instance.Open.FirstOrDefault(execution => execution.Id == executionId);
        return new
        {
            id = bookmark.Id,
            name = bookmark.Name,
            hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(bookmark.StimulusKey))),
            payload = bookmark.Payload,
            activityId = bookmark.ActivityId,
            activityNodeId = open is null ? instance.NodeIdOfActivity(bookmark.ActivityId) : instance.NodeIdOf(open.ActivityKey),
            activityInstanceId = executionId,
            createdAt = instance.Find(executionId)?.StartedAt ?? instance.Header.UpdatedAt,
            autoBurn = bookmark.AutoBurn,
            autoComplete = true,
        };
    }

    private static object Incident(InstanceHistory instance, Incident incident)
    {
        var execution = instance.Executions.LastOrDefault(execution => execution.ActivityId == incident.ActivityId && execution.Fault == incident.Message);
        return new
        {
            activityId = incident.ActivityId,
            activityNodeId = execution is null ? instance.NodeIdOfActivity(incident.ActivityId) : instance.NodeIdOf(execution.ActivityKey),
            activityInstanceId = execution?.Id,
            activityType = incident.ActivityType,
            message = incident.Message,
            exception = Exception(incident.Message, incident.Detail),
            timestamp = incident.At,
        };
    }

    private static object Context(InstanceHistory instance, OpenExecution open)
    {
        var execution = instance.Find(open.Id);
        var properties = new JsonObject();
        if (open.ParentId is null && instance.Variables is { Count: > 0 } variables)
            properties["Variables"] = new JsonObject(variables.Select(variable => KeyValuePair.Create(variable.Id, Values.ToJson(variable.Value))));
        return new
        {
            id = open.Id,
            callStackDepth = Depth(instance, open),
            parentContextId = open.ParentId,
            scheduledActivityNodeId = instance.NodeIdOf(open.ActivityKey),
            ownerActivityNodeId = instance.Open.FirstOrDefault(above => above.Id == open.ParentId) is { } owner ? instance.NodeIdOf(owner.ActivityKey) : null,
            properties,
            metadata = new { },
            activityState = execution?.Inputs ?? [],
            dynamicVariables = Array.Empty<object>(),
            status = open switch
            {
                { IsFaulted: true } => ExecutionStatus.Faulted,
                { ParentId: null } when instance.Header.SubStatus == WorkflowSubStatus.Finished => ExecutionStatus.Completed,
                { ParentId: null } when instance.Header.SubStatus == WorkflowSubStatus.Cancelled => ExecutionStatus.Canceled,
                _ => ExecutionStatus.Running,
            },
            isExecuting = false,
            faultCount = open.IsFaulted ? 1 : 0,
            startedAt = execution?.StartedAt ?? instance.Header.CreatedAt,
            completedAt = execution?.CompletedAt,
        };
    }

    private static int Depth(InstanceHistory instance, OpenExecution open)
    {
        var depth = 0;
        for (var above = open.ParentId; above is not null; above = instance.Open.FirstOrDefault(execution => execution.Id == above)?.ParentId) depth++;
        return depth;
    }
}
