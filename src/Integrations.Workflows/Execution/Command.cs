namespace Integrations.Workflows.Execution;

/// <summary>A wish to act on the outside. The runtime writes it to the outbox in the burst's transaction.</summary>
/// <param name="Kind">Which adapter delivers it, for example "elsa.dispatch-workflow" or "guichet.notify".</param>
/// <param name="IdempotencyKey">The same command always has the same key, so that a retry does not do the thing twice.</param>
/// <param name="Payload">Ids and plain facts; no personal data.</param>
/// <param name="BookmarkId">The bookmark to resume with the reply, where a reply is awaited.</param>
public sealed record Command(string Kind, string IdempotencyKey, System.Text.Json.Nodes.JsonObject Payload, string? BookmarkId = null);

/// <summary>The commands that the runtime itself carries out.</summary>
public static class RuntimeCommands
{
    /// <summary>Start a child instance. Payload: definitionId, versionOptions?, instanceId, input, correlationId?, parentInstanceId.</summary>
    public const string DispatchWorkflow = "elsa.dispatch-workflow";

    /// <summary>Publish an event to waiting and startable workflows. Payload: eventName, payload?, correlationId?.</summary>
    public const string PublishEvent = "elsa.publish-event";

    /// <summary>Hand a task to whoever listens. Payload: taskId, taskName, payload.</summary>
    public const string RunTask = "elsa.run-task";
}
