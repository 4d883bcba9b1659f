using System.Collections.Concurrent;
using Azure.Storage.Queues;

namespace Integrations.Tests.FunctionsHost;

/// <summary>
/// A double of the Azure Functions host, as faithful as its protocol was measured: it starts the real handler as a process, asks it over HTTP,
/// listens to the real queue, fires timers when it is told to, and kills without warning.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly FunctionsApp _app;
    private readonly HttpFront _front;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listeners;

    private FunctionsHost(FunctionsApp app, HandlerProcess handler, HttpFront front, string queues)
    {
        _app = app;
        _front = front;
        Handler = handler;
        Invocations = new Invocations(handler, app.FunctionTimeout);
        var service = new QueueServiceClient(queues);
        _listeners = Task.WhenAll(app.Functions.Where(function => function.IsTriggeredBy("queueTrigger"))
            .Select(function => new QueueListener(app, function, service, Invocations, (text, verdict) => Judged.Enqueue((text, verdict))).RunAsync(_stop.Token)));
    }

    /// <summary>The handler.</summary>
    public HandlerProcess Handler { get; }

    /// <summary>Invocations past the queue, for a test that has its own envelope.</summary>
    public Invocations Invocations { get; }

    /// <summary>Where people and programs call.</summary>
    public Uri Address => _front.Address;

    /// <summary>Texts of the queue as they were given out, with what the handler made of them.</summary>
    public ConcurrentQueue<(string Text, Verdict Verdict)> Judged { get; } = new();

    /// <summary>Starts everything; the handler may still be on its way, and what comes in is held until it listens.</summary>
    /// <param name="app">The app.</param>
    /// <param name="environment">App settings, as environment variables.</param>
    /// <param name="queues">Connection string of the storage of the queue trigger.</param>
    public static async Task<FunctionsHost> StartAsync(FunctionsApp app, IReadOnlyDictionary<string, string> environment, string queues)
    {
        var handler = new HandlerProcess(app, environment);
        return new FunctionsHost(app, handler, await HttpFront.StartAsync(app, handler), queues);
    }

    /// <summary>A timer fires.</summary>
    public Task<Verdict> FireAsync(string name, CancellationToken cancellation = default)
    {
        var function = _app.Functions.Single(function => function.Name == name && function.IsTriggeredBy("timerTrigger"));
        var now = DateTimeOffset.UtcNow;
        var envelope = Envelope.OfTimer(name, (string)function.Trigger["name"]!, now.AddMinutes(-1), now, now, Guid.NewGuid());
        return Invocations.PostAsync(name, envelope, cancellation);
    }

    /// <summary>Listeners stop, then the handler is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Handler.Dispose();
        await _listeners;
        await _front.DisposeAsync();
        Invocations.Dispose();
        _stop.Dispose();
    }
}
