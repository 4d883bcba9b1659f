using System.Diagnostics;
using System.Text.Json;
using Integrations.Guichet.Activities;
using Integrations.Host.Api;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;
using Microsoft.Extensions.Options;

namespace Integrations.Host.HttpWorkflows;

/// <summary>
/// The addresses that workflows open by HttpEndpoint. A request is a message of the inbox that is handled in the caller's time; what the
/// workflow wrote is answered once its burst is durable. While the workflow waits for a call, a mail or a new file of its own, the caller waits too.
/// </summary>
internal static class HttpWorkflowEndpoints
{
    /// <summary>Names the instance that took the request.</summary>
    public const string InstanceHeader = "x-elsa-workflow-instance-id";

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>Adds what the addresses need. <see cref="PendingAnswers.Give"/> is to be bound to the runtime's answers.</summary>
    public static IServiceCollection AddHttpWorkflows(this IServiceCollection services)
    {
        services.AddOptions<HttpWorkflowSettings>().BindConfiguration(HttpWorkflowSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PendingAnswers>();
        services.AddSingleton<HttpTargets>();
        return services;
    }

    /// <summary>Maps the addresses. Each says itself whom it serves.</summary>
    public static void MapHttpWorkflows(this IEndpointRouteBuilder routes)
    {
        var basePath = routes.ServiceProvider.GetRequiredService<IOptions<HttpWorkflowSettings>>().Value.BasePath;
        routes.Map(basePath + "/{**path}", TakeAsync).DisableAntiforgery().AllowAnonymous();
    }

    private static async Task<IResult> TakeAsync(
        HttpContext context, HttpTargets targets, PendingAnswers answers, WorkflowRuntime runtime, IOptions<HttpWorkflowSettings> options, CancellationToken cancellation)
    {
        var settings = options.Value;
        var path = context.Request.Path.Value![settings.BasePath.Length..] is { Length: > 0 } below ? below : "/";
        var correlationId = Selector(context.Request, "x-correlation-id", "correlationId");
        var found = await targets.FindAsync(context.Request.Method, path, correlationId, Selector(context.Request, "x-workflow-instance-id", "workflowInstanceId"), cancellation);
        if (found.Count != 1) return found.Count == 0 ? await NobodyAsync(context, targets, path, cancellation) : Ambiguous();
        var target = found[0];
        if (await HttpAccess.RefusalAsync(context, target) is { } refusal) return refusal;

        HttpRequestData request;
        try
        {
            request = await RequestReading.ReadAsync(context.Request, Guid.CreateVersion7().ToString("N"), path, settings.MaxRequestBytes, cancellation);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "workflow.unreadable", "Corps illisible", "Le corps de la requête n'est pas du type qu'il annonce.");
        }

        if (target.Rules is var rules && rules.BrokenBy(request) is { } violation && target.Start is not null && !rules.Exposed.Contains(violation))
            return AnswerResult.Refusal(violation);

        using var waiting = answers.Expect(request.Id);
        var (message, instanceId) = MessageOf(target, request, context, correlationId, runtime.Time.GetUtcNow());
        var receipt = await runtime.HandleAsync(message, cancellation);
        context.Response.Headers[InstanceHeader] = instanceId;
        var answer = await AnswerAsync(waiting, runtime, instanceId, target.RequestTimeout ?? settings.AnswerTimeout, cancellation);
        return answer is null ? await WithoutAnswerAsync(runtime, instanceId, receipt.MessageId, cancellation)
            : answer.Refused is { } broken ? AnswerResult.Refusal(broken)
            : new AnswerResult(answer);
    }

    /// <summary>
    /// The message that starts or resumes. A caller who repeats a request under one Idempotency-Key finds the instance of the first one. A
    /// correlation id opens a file: a stranger may wait on one by it, but not start something in its name.
    /// </summary>
    private static (NewInboxMessage Message, string InstanceId) MessageOf(HttpTarget target, HttpRequestData request, HttpContext context, string? correlationId, DateTimeOffset now)
    {
        var key = new DedupeKey("http", request.Id);
        if (target.Start is not { } start)
            return (new ResumeBookmark(target.BookmarkId!, request.ToInput()).ToMessage(key, now) with { Ephemeral = true }, target.InstanceId!);
        var instanceId = context.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } repeated] ? InstanceIdOf(start.DefinitionId, repeated, context) : request.Id;
        var message = new StartInstance(start.DefinitionId, instanceId)
        {
            VersionId = start.VersionId,
            TriggerActivityId = start.ActivityId,
            CorrelationId = context.User.Identity is { IsAuthenticated: true } ? correlationId : null,
            Input = request.ToInput(),
        }.ToMessage(key, now);
        return (message with { Ephemeral = true }, instanceId);
    }

    /// <summary>A key is one caller's: another who uses the same word means something else.</summary>
    private static string InstanceIdOf(string definitionId, string key, HttpContext context) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{definitionId}\n{context.Request.Method}\n{context.Request.Path}\n{context.User.Identity?.Name ?? context.Connection.RemoteIpAddress?.ToString()}\n{key}")))[..32];

    private static async Task<HttpAnswer?> AnswerAsync(PendingAnswers.Waiting waiting, WorkflowRuntime runtime, string instanceId, TimeSpan timeout, CancellationToken cancellation)
    {
        if (waiting.Answer is not null || !await IsAtWorkAsync(runtime, instanceId, cancellation)) return waiting.Answer;
        var started = Stopwatch.GetTimestamp();
        var look = FirstLook;
        while (Stopwatch.GetElapsedTime(started) < timeout && await waiting.WaitAsync(look, cancellation) is null && await IsAtWorkAsync(runtime, instanceId, cancellation))
            look = look * 2 < LongestLook ? look * 2 : LongestLook;

        // The burst of another worker is seen a moment before its answer is handed over.
        return await waiting.WaitAsync(FirstLook, cancellation);
    }

    /// <summary>It waits for something of its own that is done within the request.</summary>
    private static async Task<bool> IsAtWorkAsync(WorkflowRuntime runtime, string instanceId, CancellationToken cancellation) =>
        (await runtime.Store.GetBookmarksOfAsync(instanceId, cancellation)).Any(bookmark => HttpCommands.IsWithinRequest(bookmark.Name) || bookmark.Name == OpenFile.BookmarkName);

    /// <summary>200 when the workflow ended without a word, 202 when it goes on or is tried again, 409 when it starts only once, 500 when it failed.</summary>
    private static async Task<IResult> WithoutAnswerAsync(WorkflowRuntime runtime, string instanceId, long messageId, CancellationToken cancellation)
    {
        var header = (await runtime.Store.GetInstanceAsync(instanceId, cancellation))?.Header;
        if (header is null && await runtime.Store.GetMessageAsync(messageId, cancellation) is null)
            return Problems.Of(StatusCodes.Status409Conflict, "workflow.running", "Déjà en cours", "Ce workflow est déjà en cours et ne démarre qu'une fois à la fois.");
        return header?.SubStatus switch
        {
            WorkflowSubStatus.Faulted => Problems.Of(StatusCodes.Status500InternalServerError, "workflow.faulted", "Le traitement a échoué", "Le guichet voit l'incident et peut reprendre le traitement."),
            WorkflowSubStatus.Finished => TypedResults.Ok(),
            _ => TypedResults.Json(new { workflowInstanceId = instanceId }, statusCode: StatusCodes.Status202Accepted),
        };
    }

    private static async Task<IResult> NobodyAsync(HttpContext context, HttpTargets targets, string path, CancellationToken cancellation)
    {
        var allowed = await targets.MethodsAsync(path, cancellation);
        if (allowed.Count == 0) return Problems.Of(StatusCodes.Status404NotFound, "workflow.no_address", "Adresse inconnue", "Aucun workflow n'attend de requête à cette adresse.");
        context.Response.Headers.Allow = string.Join(", ", allowed);
        return Problems.Of(StatusCodes.Status405MethodNotAllowed, "workflow.method", "Méthode refusée", "Cette adresse existe, mais pas pour cette méthode.");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Ambiguous() =>
        Problems.Of(StatusCodes.Status409Conflict, "workflow.ambiguous", "Plusieurs destinataires", "Plusieurs workflows attendent une requête à cette adresse : précisez l'instance ou la corrélation.");

    private static string? Selector(HttpRequest request, string header, string query) =>
        request.Headers[header] is [{ Length: > 0 } named] ? named : request.Query[query] is [{ Length: > 0 } asked] ? asked : null;
}
