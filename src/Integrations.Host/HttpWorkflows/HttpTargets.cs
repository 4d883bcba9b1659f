using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Host.HttpWorkflows;

/// <summary>Who takes a request: a workflow that it starts, or an instance that waits for it.</summary>
internal sealed class HttpTargets(WorkflowRuntime runtime)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS"];

    /// <summary>
    /// Finds all who take a request at the most literal template that fits it. As in Elsa a workflow that it starts goes before an instance
    /// that waits.
    /// </summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Below the base path.</param>
    /// <param name="correlationId">Only instances with this correlation id; null: all.</param>
    /// <param name="instanceId">Only this instance; null: all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<HttpTarget>> FindAsync(string method, string path, string? correlationId, string? instanceId, CancellationToken cancellation)
    {
        foreach (var key in HttpPathTemplate.KeysFor(method, path))
        {
            if (await StartsAsync(key, path, cancellation) is { Count: > 0 } starts) return starts;
        }

        foreach (var key in HttpPathTemplate.KeysFor(method, path))
        {
            if (await WaitsAsync(key, path, correlationId, instanceId, cancellation) is { Count: > 0 } waits) return waits;
        }

        return [];
    }

    /// <summary>The methods by which a path starts a workflow.</summary>
    public async Task<IReadOnlyList<string>> MethodsAsync(string path, CancellationToken cancellation)
    {
        var allowed = new List<string>();
        foreach (var method in Methods)
        {
            foreach (var key in HttpPathTemplate.KeysFor(method, path))
            {
                if ((await StartsAsync(key, path, cancellation)).Count == 0) continue;
                allowed.Add(method);
                break;
            }
        }

        return allowed;
    }

    private async Task<IReadOnlyList<HttpTarget>> StartsAsync(string key, string path, CancellationToken cancellation)
    {
        await runtime.Definitions.FreshenAsync(cancellation);
        var startable = runtime.Definitions.FindTriggers(key);
        if (startable.Count == 0) return [];
        var targets = new List<HttpTarget>(startable.Count);
        foreach (var trigger in startable)
        {
            var plan = await runtime.Definitions.FindPlanAsync(trigger.VersionId, cancellation);
            var payload = plan?.Triggers.FirstOrDefault(t => t.ActivityId == trigger.ActivityId && t.Trigger.StimulusKey == key)?.Trigger.Payload;
            if (payload is not null && Fits(payload, path)) targets.Add(new HttpTarget(payload) { Start = trigger });
        }

        return targets;
    }

    private async Task<IReadOnlyList<HttpTarget>> WaitsAsync(string key, string path, string? correlationId, string? instanceId, CancellationToken cancellation)
    {
        var waiting = await runtime.Store.FindBookmarksAsync(key, correlationId, cancellation);
        var targets = new List<HttpTarget>();
        foreach (var bookmark in waiting.Where(bookmark => instanceId is null || bookmark.InstanceId == instanceId))
        {
            // Two are as ambiguous as a thousand.
            if (targets.Count == 2) break;
            if (await runtime.Store.GetInstanceAsync(bookmark.InstanceId, cancellation) is not { } row) continue;
            var state = InstanceStateSerializer.Read(row.State.Span);
            if (state.Bookmarks.FirstOrDefault(open => open.Id == bookmark.Id)?.Payload is { } payload && Fits(payload, path))
                targets.Add(new HttpTarget(payload) { BookmarkId = bookmark.Id, InstanceId = bookmark.InstanceId });
        }

        return targets;
    }

    private static bool Fits(JsonObject payload, string path) =>
        HttpPathTemplate.TryParse((string?)payload["path"], out var template, out _) && template.Match(path) is not null;
}

/// <summary>Who takes a request, and what its HttpEndpoint says about it.</summary>
/// <param name="Payload">Elsa's {path, method, policy, authorize, requestTimeout, requestSizeLimit}, and for a trigger the rules of uploads.</param>
internal sealed record HttpTarget(JsonObject Payload)
{
    /// <summary>What it starts; null: it resumes.</summary>
    public StartableTrigger? Start { get; init; }

    /// <summary>The bookmark that it resumes.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The instance that waits.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Only for callers whom the host knows.</summary>
    public bool Authorize => (bool?)Payload["authorize"] ?? false;

    /// <summary>A policy that must hold.</summary>
    public string? Policy => (string?)Payload["policy"] is { Length: > 0 } policy ? policy : null;

    /// <summary>How long the caller waits.</summary>
    public TimeSpan? RequestTimeout =>
        TimeSpan.TryParse((string?)Payload["requestTimeout"], CultureInfo.InvariantCulture, out var timeout) ? timeout : null;

    /// <summary>The rules by which a start is refused at the door. An instance that waits applies its own.</summary>
    public HttpUploadRules Rules => HttpUploadRules.Read(Start is null ? null : Payload["upload"] as JsonObject);
}
