using System.Collections.Frozen;
using System.Net;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.AzureStorage;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Functions;

/// <summary>
/// What the host asks for itself: whether we are there, and what its triggers want done. It stands before everything else and answers only the
/// host: what comes from outside carries the headers of its proxy, and finds no such address. No route leads here.
/// </summary>
internal sealed class Triggers(
    RequestDelegate next, RuntimeStart start, IServiceProvider services, IOptions<FunctionsSettings> settings, ILogger<Triggers> log)
{
    /// <summary>
    /// The one answer to a trigger. Never without a body: the host would wait for it until its time is over, then kill this process and
    /// everything in it.
    /// </summary>
    public static ReadOnlyMemory<byte> Answer { get; } = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    /// <summary>Work that comes while the service starts waits so long; a start takes a few seconds.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    private readonly FrozenDictionary<string, Func<Invocation, CancellationToken, Task>> _work = new Dictionary<string, Func<Invocation, CancellationToken, Task>>
    {
        ["/work"] = async (invocation, token) =>
        {
            // A hint that failed too often is poison, and an outage is no fault of its row: so it is not failed, it is said again.
            var begun = await start.WaitForAsync(start.Begun, StartPatience, token);
            var runtime = services.GetRequiredService<WorkflowRuntime>();
            if (!begun && runtime.PutOff(invocation.Data ?? "")) return;
            if (!begun) throw new NotYetAtWorkException();
            await runtime.WorkAsync(invocation.Data ?? "", invocation.DequeueCount, token);
        },
        ["/tick"] = async (_, token) =>
        {
            await (await RuntimeAsync(start, services, token)).TickAsync(token);
            await services.GetRequiredService<QueueUpkeep>().RunAsync(token);
        },
        ["/daily"] = async (_, token) => await (await RuntimeAsync(start, services, token)).BeginRetentionAsync(token),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Answers the host, or passes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsProxied(request) || context.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from)) return next(context);
        if (HttpMethods.IsGet(request.Method) && request.Path == "/") return ProbeAsync(context);
        return HttpMethods.IsPost(request.Method) && _work.TryGetValue(request.Path, out var work) ? WorkAsync(context, work) : next(context);
    }

    /// <exception cref="NotYetAtWorkException">The start takes longer. A timer fires again by itself.</exception>
    private static async Task<WorkflowRuntime> RuntimeAsync(RuntimeStart start, IServiceProvider services, CancellationToken cancellation) =>
        await start.WaitForAsync(start.Begun, StartPatience, cancellation) ? services.GetRequiredService<WorkflowRuntime>() : throw new NotYetAtWorkException();

    /// <summary>Whether a person or a program outside sent it: the proxy of the host sets these headers, and its own calls never have them.</summary>
    private static bool IsProxied(HttpRequest request) =>
        request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));

    /// <summary>Asked every 25 ms while we start, and later to measure how long we take: it touches nothing.</summary>
    private static Task ProbeAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("ok");
    }

    private async Task WorkAsync(HttpContext context, Func<Invocation, CancellationToken, Task> work)
    {
        var done = false;
        try
        {
            done = await Deadline.RunAsync(
                settings.Value.Deadline,
                async token => await work(await Invocation.ReadAsync(context.Request, token), token),
                context.RequestAborted);
            if (!done) log.LogError("The invocation of {Function} took longer than {Deadline}", context.Request.Path.Value, settings.Value.Deadline);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (NotYetAtWorkException)
        {
            log.LogWarning("The invocation of {Function} failed: the service waits for its store", context.Request.Path.Value);
        }
        catch (Exception error)
        {
            // Whatever it is, the host gets an answer: it counts the failure and gives the message out again.
            log.LogError("The invocation of {Function} failed with {Error} {Stack}", context.Request.Path.Value, error.GetType().Name, error.StackTrace);
        }

        context.Response.StatusCode = done ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer);
    }

    private sealed class NotYetAtWorkException : Exception;
}
