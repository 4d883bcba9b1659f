using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Integrations.Host.Api;

/// <summary>Whether the service works, for whoever watches it. Counts only; no names.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("ok")).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<Ok<StoreHealth>> ReadyAsync(WorkflowRuntime runtime, CancellationToken cancellation) =>
        TypedResults.Ok(await runtime.Store.GetHealthAsync(runtime.Time.GetUtcNow(), cancellation));
}
