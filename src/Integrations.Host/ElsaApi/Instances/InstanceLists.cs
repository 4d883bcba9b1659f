using Integrations.Runtime.Processing;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Lists and single instances.</summary>
internal static class InstanceLists
{
    /// <summary>Maps the reading of instances.</summary>
    public static void MapInstanceLists(this RouteGroupBuilder api)
    {
        var instances = api.MapGroup("/workflow-instances").AddEndpointFilter(InstanceRefusals.AnswerAsync);
        instances.MapPost("/", async (HttpContext context, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation) =>
            await ListAsync(InstanceQuery.Of(await RequestBody.ReadObjectAsync(context, cancellation)), runtime, reading, cancellation));
        instances.MapGet("/", (HttpContext context, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation) =>
            ListAsync(InstanceQuery.Of(context.Request.Query), runtime, reading, cancellation));
        instances.MapGet("/{instanceId}", OneAsync);
        instances.MapGet("/{instanceId}/execution-state", ExecutionStateAsync);
        instances.MapGet("/{instanceId}/variables", VariablesAsync);
    }

    private static async Task<IResult> ListAsync(InstanceQuery query, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation)
    {
        var found = await runtime.Store.ListInstancesAsync(query.Filter(), query.Page(), cancellation);
        var version = await reading.VersionsOfAsync([.. found.Items], cancellation);
        return ElsaJson.Ok(new { items = found.Items.Select(header => InstanceView.Row(header, version(header))), totalCount = found.Total });
    }

    private static async Task<IResult> OneAsync(string instanceId, InstanceReading reading, CancellationToken cancellation) =>
        await reading.FindAsync(instanceId, cancellation) is { } instance ? ElsaJson.Ok(InstanceView.Whole(instance)) : Results.NotFound();

    private static async Task<IResult> ExecutionStateAsync(string instanceId, WorkflowRuntime runtime, CancellationToken cancellation) =>
        await runtime.Store.GetInstanceAsync(instanceId, cancellation) is { Header: var header }
            ? ElsaJson.Ok(new { status = header.Status, subStatus = header.SubStatus, updatedAt = header.UpdatedAt })
            : Results.NotFound();

    private static async Task<IResult> VariablesAsync(string instanceId, InstanceReading reading, CancellationToken cancellation) =>
        InstanceView.Variables(await reading.FindAsync(instanceId, cancellation));
}
