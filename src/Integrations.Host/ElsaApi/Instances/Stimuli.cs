using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>What wakes instances from outside: a task is complete, an event came, a bookmark is resumed by hand. What waits for nothing of the kind is no error.</summary>
internal static class Stimuli
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Maps the stimuli.</summary>
    public static void MapStimuli(this RouteGroupBuilder api)
    {
        var acts = api.MapGroup("").RequireAuthorization(Policies.Operate).AddEndpointFilter(InstanceRefusals.AnswerAsync);
        acts.MapPost("/tasks/{taskId}/complete", CompleteTaskAsync);
        acts.MapPost("/events/{eventName}/trigger", TriggerAsync);
        acts.MapPost("/bookmarks/resume", ResumeAsync);
    }

    private static async Task<IResult> CompleteTaskAsync(string taskId, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        var input = (JsonObject)Values.ToJson(StimulusInput.ForTask(RequestBody.Value(body["result"])))!;
        await runtime.ReceiveAsync(Message(new PublishStimulus(StimulusKey.ForTask(taskId), null, input), runtime), cancellation);
        return Results.Ok();
    }

    private static async Task<IResult> TriggerAsync(string eventName, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        var input = (JsonObject)Values.ToJson(StimulusInput.ForEvent(RequestBody.Value(body["input"])))!;
        var stimulus = new PublishStimulus(StimulusKey.ForEvent(eventName), RequestBody.Text(body, "correlationId"), input)
        {
            InstanceId = RequestBody.Text(body, "workflowInstanceId"),
        };
        if (RequestBody.Text(body, "workflowExecutionMode") == "Synchronous") await PublishAndWaitAsync(stimulus, runtime, cancellation);
        else await runtime.ReceiveAsync(Message(stimulus, runtime), cancellation);
        return Results.Ok();
    }

    /// <summary>Elsa's token is not known here: a bookmark is named by its id, and by somebody who may act.</summary>
    private static async Task<IResult> ResumeAsync(string? t, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        if (t is not null) return ElsaProblems.BadRequest("Jeton invalide : reprenez un signet par son identifiant (bookmarkId).");
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (RequestBody.Text(body, "bookmarkId") is not { } bookmarkId) return ElsaProblems.BadMember("bookmarkId", "L'identifiant du signet (bookmarkId) manque.");
        await runtime.ResumeAsync(new ResumeBookmark(bookmarkId, RequestBody.Values(body, "input")), cancellation);
        return Results.Ok();
    }

    /// <summary>Those who waited when the event came have moved when this returns, unless they take very long. One resumes at once, many each on their own.</summary>
    private static async Task PublishAndWaitAsync(PublishStimulus stimulus, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var waiting = (await runtime.Store.FindBookmarksAsync(stimulus.Key, stimulus.CorrelationId, cancellation))
            .Where(bookmark => stimulus.InstanceId is null || bookmark.InstanceId == stimulus.InstanceId)
            .Select(bookmark => bookmark.Id)
            .ToList();
        await runtime.HandleAsync(Message(stimulus, runtime), cancellation);
        var begun = TimeProvider.System.GetTimestamp();
        while (await AnyAsync(waiting, runtime.Store, cancellation) && TimeProvider.System.GetElapsedTime(begun) < LongestWait)
            await Task.Delay(BetweenLooks, cancellation);
    }

    private static async Task<bool> AnyAsync(List<string> bookmarks, IWorkflowStore store, CancellationToken cancellation)
    {
        while (bookmarks.Count > 0)
        {
            if (await store.GetBookmarkAsync(bookmarks[^1], cancellation) is not null) return true;
            bookmarks.RemoveAt(bookmarks.Count - 1);
        }

        return false;
    }

    private static NewInboxMessage Message(PublishStimulus stimulus, WorkflowRuntime runtime) =>
        stimulus.ToMessage(new DedupeKey("elsa-api", Guid.CreateVersion7().ToString("N")), runtime.Time.GetUtcNow());
}
