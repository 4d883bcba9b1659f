using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Cancelling, deleting, setting variables.</summary>
internal static class InstanceChanges
{
    /// <summary>More are cancelled by messages, soon after the answer.</summary>
    private const int AtOnce = 100;

    /// <summary>Maps the changes.</summary>
    public static void MapInstanceChanges(this RouteGroupBuilder api)
    {
        var changes = api.MapGroup("").RequireAuthorization(Policies.Operate).AddEndpointFilter(InstanceRefusals.AnswerAsync);
        changes.MapPost("/workflow-instances/{instanceId}/variables", SetVariablesAsync);
        changes.MapPost("/cancel/workflow-instances/{instanceId}", CancelAsync);
        changes.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync);
        changes.MapDelete("/workflow-instances/{instanceId}", DeleteAsync);
        changes.MapPost("/bulk-actions/delete/workflow-instances/by-id", DeleteManyAsync);
    }

    private static async Task<IResult> SetVariablesAsync(string instanceId, HttpContext context, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (body["variables"] is not JsonArray variables) throw new JsonException("« variables » doit être une liste de variables.");
        if (await runtime.Store.GetInstanceAsync(instanceId, cancellation) is { Header: { SubStatus: not WorkflowSubStatus.Suspended } header })
            return ElsaProblems.BadRequest($"L'instance « {header.InstanceId} » n'attend rien : ses variables ne peuvent plus être changées.");
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var variable in variables.OfType<JsonObject>())
            if (RequestBody.Text(variable, "id") is { } id)
                values[id] = Values.OfJson(RequestBody.Value(variable["value"]));
        await runtime.SetVariablesAsync(new SetVariables(instanceId, values, context.User.Author()), cancellation);
        return InstanceView.Variables(await reading.FindAsync(instanceId, cancellation));
    }

    /// <summary>One that is not there, or is finished, is cancelled already: as Elsa's server sees it, and Studio would break on 404.</summary>
    private static async Task<IResult> CancelAsync(string instanceId, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        await runtime.CancelAsync(new CancelInstance(instanceId), cancellation);
        return Results.Ok();
    }

    private static async Task<IResult> CancelManyAsync(HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        var ids = await RunningAsync(body, runtime.Store, cancellation);
        if (ids.Count > AtOnce)
        {
            var now = runtime.Time.GetUtcNow();
            await runtime.CommitAsync(
                new UnitOfWork { Messages = [.. ids.Select(id => new CancelInstance(id).ToMessage(new DedupeKey("elsa-api", $"cancel:{id}:{now.UtcTicks}"), now) with { Ephemeral = true })] }, cancellation);
        }
        else
        {
            foreach (var id in ids) await runtime.CancelAsync(new CancelInstance(id), cancellation);
        }

        return ElsaJson.Ok(new { cancelled = ids.Count });
    }

    private static async Task<IResult> DeleteAsync(string instanceId, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation)
    {
        if (await runtime.Store.GetInstanceAsync(instanceId, cancellation) is not { Header: var header }) return Results.NotFound();
        if (await reading.WhyKeptAsync(header, cancellation) is { } reason) return ElsaProblems.BadRequest(reason);
        return await runtime.DeleteInstanceAsync(instanceId, cancellation) ? Results.NoContent() : Results.NotFound();
    }

    /// <summary>Those that must be kept stay, and the others go: the answer counts. When all stay, it says why.</summary>
    private static async Task<IResult> DeleteManyAsync(HttpContext context, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation)
    {
        var ids = await RequestBody.ReadIdsAsync(context, "ids", cancellation);
        var (deleted, kept) = (0, new List<string>());
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await runtime.Store.GetInstanceAsync(id, cancellation) is not { Header: var header }) continue;
            if (await reading.WhyKeptAsync(header, cancellation) is { } reason) kept.Add(reason);
            else if (await runtime.DeleteInstanceAsync(id, cancellation)) deleted++;
        }

        return deleted == 0 && kept.Count > 0 ? ElsaProblems.BadRequest([.. kept]) : ElsaJson.Ok(new { deleted, kept });
    }

    private static async Task<IReadOnlyList<string>> RunningAsync(JsonObject body, IWorkflowStore store, CancellationToken cancellation)
    {
        var running = new InstanceFilter { Status = WorkflowStatus.Running };
        if (RequestBody.Ids(body, "ids") is { Count: > 0 } ids) running = running with { InstanceIds = ids };
        else if (RequestBody.Text(body, "definitionVersionId") is { } versionId) running = running with { DefinitionVersionId = versionId };
        else if (RequestBody.Text(body, "definitionId") is { } definitionId) running = running with { DefinitionId = definitionId };
        else return [];
        var found = (await store.ListInstancesAsync(running, new PageRequest(0, int.MaxValue), cancellation)).Items;
        if (running.DefinitionId is null || RequestBody.Text(body, "versionOptions") is not { } text) return [.. found.Select(header => header.InstanceId)];
        if (!VersionOptions.TryParse(text, out var options)) throw new InstanceQueryException("versionOptions", $"« {text} » n'est pas une version.");
        var filter = new DefinitionFilter { DefinitionIds = [running.DefinitionId], Scope = options.Scope, Version = options.Version };
        var versions = await store.ListDefinitionsAsync(filter, new PageRequest(0, int.MaxValue), cancellation);
        var meant = versions.Items.Select(version => version.VersionId).ToHashSet(StringComparer.Ordinal);
        return [.. found.Where(header => meant.Contains(header.DefinitionVersionId)).Select(header => header.InstanceId)];
    }
}
