using Integrations.Host.ElsaApi.Instances;
using Integrations.Runtime.Instances;

namespace Integrations.Host.ElsaApi.ActivityExecutions;

/// <summary>What the activities of an instance did: badges, lists, single executions. A list of an instance that is not there is empty: Studio breaks on 404.</summary>
internal static class ExecutionLists
{
    /// <summary>Maps the executions.</summary>
    public static void MapActivityExecutions(this RouteGroupBuilder api)
    {
        var executions = api.MapGroup("/activity-executions").AddEndpointFilter(InstanceRefusals.AnswerAsync);
        executions.MapPost("/report", ReportAsync);
        executions.MapGet("/list", ([AsParameters] ExecutionQuery query, InstanceReading reading, CancellationToken cancellation) => ListAsync(query, ExecutionView.Whole, reading, cancellation));
        executions.MapGet("/by-id", (string? id, InstanceReading reading, CancellationToken cancellation) => OneAsync(id, reading, cancellation));
        executions.MapGet("/{executionId}", (string executionId, InstanceReading reading, CancellationToken cancellation) => OneAsync(executionId, reading, cancellation));
        executions.MapGet("/{executionId}/call-stack", CallStackAsync);
        api.MapGet("/activity-execution-summaries/list", ([AsParameters] ExecutionQuery query, InstanceReading reading, CancellationToken cancellation) => ListAsync(query, ExecutionView.Summary, reading, cancellation));
    }

    private static async Task<IResult> ReportAsync(HttpContext context, InstanceReading reading, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        var nodeIds = body["activityNodeIds"] is null ? null : RequestBody.Ids(body, "activityNodeIds").ToHashSet(StringComparer.Ordinal);
        var instance = await reading.FindAsync(body["workflowInstanceId"]?.ToString() ?? "", cancellation);
        return ElsaJson.Ok(new { stats = instance is null ? [] : ExecutionView.Stats(instance, nodeIds) });
    }

    private static async Task<IResult> ListAsync(ExecutionQuery query, Func<InstanceHistory, ActivityExecution, object> view, InstanceReading reading, CancellationToken cancellation) =>
        await reading.FindAsync(query.WorkflowInstanceId ?? "", cancellation) is { } instance
            ? ElsaJson.List(instance.Executions.Where(execution => query.Fits(execution, instance)).Select(execution => view(instance, execution)).ToList())
            : ElsaJson.List(Array.Empty<object>());

    private static async Task<IResult> OneAsync(string? executionId, InstanceReading reading, CancellationToken cancellation) =>
        await reading.FindOfExecutionAsync(executionId ?? "", cancellation) is { } instance && instance.Find(executionId) is { } execution
            ? ElsaJson.Ok(ExecutionView.Whole(instance, execution))
            : Results.NotFound();

    private static async Task<IResult> CallStackAsync(string executionId, bool? includeCrossWorkflowChain, InstanceReading reading, CancellationToken cancellation)
    {
        if (await reading.FindOfExecutionAsync(executionId, cancellation) is not { } instance || instance.Find(executionId) is not { } execution) return Results.NotFound();
        var chain = await CallStack.OfAsync(instance, execution, includeCrossWorkflowChain is true, reading, cancellation);
        var items = chain.Select((step, depth) => ExecutionView.InChain(step.Instance, step.Execution, depth, depth == 0 ? null : chain[depth - 1]));
        return ElsaJson.Ok(new { activityExecutionId = executionId, items, totalCount = chain.Count });
    }
}

/// <summary>Which executions to list.</summary>
internal sealed record ExecutionQuery
{
    public string? WorkflowInstanceId { get; init; }

    public string? ActivityNodeId { get; init; }

    public bool? Completed { get; init; }

    /// <summary>It is one of them.</summary>
    public bool Fits(ActivityExecution execution, InstanceHistory instance) =>
        (string.IsNullOrEmpty(ActivityNodeId) || instance.NodeIdOf(execution.ActivityKey) == ActivityNodeId)
        && (Completed is null || execution.CompletedAt is not null == Completed);
}
