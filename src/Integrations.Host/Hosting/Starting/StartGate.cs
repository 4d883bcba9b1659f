using Integrations.Host.Hosting.Interruptions;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Hosting.Starting;

/// <summary>
/// Holds back what comes before the service can serve it: for a start that goes on as usual, until it is there; for a store that does not
/// answer, not at all. Senders are told to come again, and form tools do.
/// </summary>
internal sealed class StartGate(RequestDelegate next, RuntimeStart start, InterruptionAnswer answer)
{
    /// <summary>A usual start takes a few seconds. Form tools wait for an answer for ten at least.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Lets the request through when it can be served.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!start.Begun.IsCompletedSuccessfully && Needed(context) is { } state && !await start.WaitForAsync(state, Patience, context.RequestAborted))
            await answer.WriteAsync(context, Interruption.Starting);
        else
            await next(context);
    }

    private Task? Needed(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ServedFrom>()?.Stage switch
    {
        ServiceStage.Listening => null,
        ServiceStage.Keeping => start.Keeps,
        _ => start.Begun,
    };
}
