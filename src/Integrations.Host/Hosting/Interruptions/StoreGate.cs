using Integrations.Host.Hosting.Starting;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Hosting.Interruptions;

/// <summary>
/// Sends away for a while who asks what the store cannot do now: everybody during an outage, and who brings something new while so much waits
/// to be written that it would only pile up in memory. Senders come again, and are known by the keys of what they bring.
/// </summary>
internal sealed class StoreGate(RequestDelegate next, InterruptionAnswer answer, ILogger<StoreGate> log)
{
    /// <summary>Lets the request through, and answers for it when the store fails.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // These say themselves how the store is, or do not ask it.
        if (context.GetEndpoint()?.Metadata.GetMetadata<ServedFrom>() is { Stage: ServiceStage.Listening })
        {
            await next(context);
            return;
        }

        var store = context.RequestServices.GetRequiredService<IWorkflowStore>();
        if (Brings(context.Request) && store.IsCongested)
        {
            log.LogWarning("A request was sent away: too much waits to be written");
            await answer.WriteAsync(context, Interruption.Busy);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && IsOutage(store, error))
        {
            log.LogWarning("A request was sent away: the store does not answer ({Error})", error.GetBaseException().GetType().Name);
            await answer.WriteAsync(context, MayBeWritten(error) ? Interruption.Unsure : Interruption.StoreSilent);
        }
    }

    private static bool Brings(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    /// <summary>A line to somebody else that breaks looks like one to the store, but for who says it.</summary>
    private static bool IsOutage(IWorkflowStore store, Exception error) => error is not HttpRequestException && store.IsOutage(error);

    private static bool MayBeWritten(Exception? error) => error switch
    {
        null => false,
        StoreConnectionLostException lost => lost.MayBeWritten,
        _ => MayBeWritten(error.InnerException),
    };
}
