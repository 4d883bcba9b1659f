using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Starts instances. Only what is published runs: a draft does not, and Studio is told in the way it knows.</summary>
internal static class InstanceStarts
{
    private const int MaxStarts = 1_000;

    /// <summary>Maps the starts. Elsa's GET that runs a workflow is left out: a link must not run anything.</summary>
    public static void MapInstanceStarts(this RouteGroupBuilder api)
    {
        var starts = api.MapGroup("/workflow-definitions/{definitionId}").RequireAuthorization(Policies.Operate).AddEndpointFilter(InstanceRefusals.AnswerAsync);
        starts.MapPost("/execute", ExecuteAsync);
        starts.MapPost("/dispatch", DispatchAsync);
        starts.MapPost("/bulk-dispatch", DispatchManyAsync);
    }

    /// <summary>
    /// Runs the first burst in the caller's time. A run that faults is answered with 200: it took place, and its state says how (Elsa's server
    /// answers 500, which any client takes for a server that is down).
    /// </summary>
    private static async Task<IResult> ExecuteAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, InstanceReading reading, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (await runtime.Store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is not [var newest]) return Results.NotFound();
        if (Runnable(body, newest, runtime) is not { } version) return CannotStart(context);
        try
        {
            var request = Request(body, version, RequestBody.Text(body, "instanceId") ?? NewId());
            var started = await runtime.StartInstanceAsync(request, cancellation);
            if (started.DefinitionId != definitionId) return Taken(started);
            context.Response.Headers["x-elsa-workflow-instance-id"] = started.InstanceId;
            context.Response.Headers["x-elsa-workflow-cannot-start"] = bool.FalseString;
            context.Response.Headers["x-elsa-response"] = "true";
            return ElsaJson.Ok(new { workflowState = InstanceView.State((await reading.FindAsync(started.InstanceId, cancellation))!) });
        }
        catch (ActivationRefusedException)
        {
            return CannotStart(context);
        }
    }

    private static async Task<IResult> DispatchAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (await runtime.Store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is not [var newest]) return Results.NotFound();
        if (Runnable(body, newest, runtime) is not { } version) return NothingPublished(newest);
        var instanceId = RequestBody.Text(body, "instanceId") ?? NewId();
        if (await runtime.Store.GetInstanceAsync(instanceId, cancellation) is { } there && there.Header.DefinitionId != definitionId) return Taken(there.Header);
        await runtime.ReceiveAsync(Message(Request(body, version, instanceId), runtime), cancellation);
        return ElsaJson.Ok(new { workflowInstanceId = instanceId });
    }

    private static async Task<IResult> DispatchManyAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (await runtime.Store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is not [var newest]) return Results.NotFound();
        if (Runnable(body, newest, runtime) is not { } version) return NothingPublished(newest);
        if (!int.TryParse(RequestBody.Text(body, "count"), out var count) || count is < 1 or > MaxStarts)
            return ElsaProblems.BadMember("count", $"Le nombre d'instances (count) doit être compris entre 1 et {MaxStarts}.");
        string[] ids = [.. Enumerable.Range(0, count).Select(_ => NewId())];
        await runtime.CommitAsync(new() { Messages = [.. ids.Select(id => Message(Request(body, version, id), runtime))] }, cancellation);
        return ElsaJson.Ok(new { workflowInstanceIds = ids });
    }

    /// <summary>The version that is meant, when it may run.</summary>
    private static DefinitionVersion? Runnable(JsonObject body, DefinitionVersion newest, WorkflowRuntime runtime)
    {
        var text = RequestBody.Text(body, "versionOptions") ?? nameof(DefinitionScope.Published);
        if (!VersionOptions.TryParse(text, out var options)) throw new InstanceQueryException("versionOptions", $"« {text} » n'est pas une version.");
        if (runtime.Definitions.FindPublished(newest.DefinitionId) is not { } published) return null;
        var isMeant = options switch
        {
            { Version: { } number } => number == published.Version,
            { Scope: DefinitionScope.Published or DefinitionScope.LatestOrPublished } => true,
            { Scope: DefinitionScope.Draft } => false,
            _ => newest.VersionId == published.VersionId,
        };
        return isMeant ? published : null;
    }

    private static StartInstance Request(JsonObject body, DefinitionVersion version, string instanceId) => new(version.DefinitionId, instanceId)
    {
        VersionId = version.VersionId,
        CorrelationId = RequestBody.Text(body, "correlationId"),
        TriggerActivityId = RequestBody.Text(body, "triggerActivityId"),
        Input = RequestBody.Values(body, "input"),
        Name = RequestBody.Text(body, "name"),
    };

    private static NewInboxMessage Message(StartInstance request, WorkflowRuntime runtime) =>
        request.ToMessage(new DedupeKey("elsa-api", "start:" + request.InstanceId), runtime.Time.GetUtcNow());

    private static IResult CannotStart(HttpContext context)
    {
        context.Response.Headers["x-elsa-workflow-cannot-start"] = bool.TrueString;
        return ElsaJson.Ok(new { });
    }

    private static IResult NothingPublished(DefinitionVersion newest) => ElsaProblems.BadRequest(
        $"La version demandée du workflow « {newest.Name ?? newest.DefinitionId} » n'est pas publiée : seule la version publiée peut être exécutée.");

    private static IResult Taken(InstanceHeader header) =>
        ElsaProblems.BadMember("instanceId", $"L'identifiant « {header.InstanceId} » est déjà celui d'une instance du workflow « {header.DefinitionId} ».");

    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
