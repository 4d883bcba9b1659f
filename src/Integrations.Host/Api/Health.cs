using Integrations.Host.Hosting.Starting;
using Integrations.Host.Telemetry;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Api;

/// <summary>
/// Whether the service works, for whoever watches it. Counts only; no names. Live: the process answers. Ready: the store answers, which it
/// does only with the schema that this program knows, and what is due does not wait for long.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("ok")).AllowAnonymous().ServedFrom(ServiceStage.Listening);
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ServedFrom(ServiceStage.Listening);
    }

    private static async Task<Results<Ok<StoreHealth>, ProblemHttpResult>> ReadyAsync(
        RuntimeStart start, IServiceProvider services, IOptions<TelemetrySettings> settings, ILogger<StoreHealth> log, CancellationToken cancellation)
    {
        if (!start.Begun.IsCompletedSuccessfully) return start.StoreIsSilent && !start.Keeps.IsCompletedSuccessfully ? StoreIsSilent() : Problems.Starting();
        var runtime = services.GetRequiredService<WorkflowRuntime>();
        var now = runtime.Time.GetUtcNow();
        StoreHealth health;
        try
        {
            health = await runtime.Store.GetHealthAsync(now, cancellation).AsTask().WaitAsync(Patience, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            log.LogError("The store does not answer ({Error})", fault.GetType().Name);
            return StoreIsSilent();
        }

        return now - health.OldestPendingMessage > settings.Value.LongestWait
            ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "health.queue", "Le travail attend", "Ce qui est dû attend depuis trop longtemps : rien n'est perdu, mais rien n'avance.")
            : TypedResults.Ok(health);
    }

    private static ProblemHttpResult StoreIsSilent() =>
        Problems.Of(StatusCodes.Status503ServiceUnavailable, "health.store", "La base ne répond pas", "Le guichet ne peut rien lire ni écrire : vérifiez la base de données.");
}
