using Microsoft.AspNetCore.Http;

namespace Integrations.Simulators.Graph;

/// <summary>What the simulator is told to do wrong.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _planned = [];

    /// <summary>Every answer takes at least this long.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The next requests are answered 429.</summary>
    /// <param name="count">How many.</param>
    /// <param name="retryAfterSeconds">Value of Retry-After.</param>
    public void ThrottleNext(int count, int retryAfterSeconds) =>
        Plan(count, "", new Fault("", 429, retryAfterSeconds, AfterWork: false));

    /// <summary>The next requests of a kind are answered with a status, before anything is done or after it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="status">HTTP status; 0 cuts the connection.</param>
    /// <param name="afterWork">True: the thing is done and only its answer is lost.</param>
    /// <param name="request">What "METHOD path" must contain; empty for any.</param>
    public void FailNext(int count, int status, bool afterWork, string request = "") =>
        Plan(count, request, new Fault(request, status, null, afterWork));

    /// <summary>The next requests of a kind hang, before anything is done or after it, and then their line is cut: for whoever has not given up before.</summary>
    /// <param name="count">How many.</param>
    /// <param name="time">How long.</param>
    /// <param name="afterWork">True: the thing is done and only its answer is waited for.</param>
    /// <param name="request">What "METHOD path" must contain; empty for any.</param>
    public void HangNext(int count, TimeSpan time, bool afterWork, string request = "") =>
        Plan(count, request, new Fault(request, 0, null, afterWork) { Hangs = time });

    /// <summary>The next requests are answered 200 with what is no JSON, as by a proxy that shows a page of its own; nothing is done.</summary>
    /// <param name="count">How many.</param>
    public void GarbleNext(int count) => Plan(count, "", new Fault("", 200, null, AfterWork: false));

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_lock)
            _planned.Clear();
        Latency = TimeSpan.Zero;
    }

    internal Fault? Take(HttpRequest request)
    {
        var line = $"{request.Method} {request.Path}";
        lock (_lock)
        {
            var fault = _planned.Find(fault => line.Contains(fault.Request, StringComparison.OrdinalIgnoreCase));
            if (fault is not null)
                _planned.Remove(fault);
            return fault;
        }
    }

    private void Plan(int count, string request, Fault fault)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
                _planned.Add(fault with { Request = request });
        }
    }
}

/// <summary>One thing to go wrong.</summary>
internal sealed record Fault(string Request, int Status, int? RetryAfter, bool AfterWork)
{
    /// <summary>How long the one who asks waits for it.</summary>
    public TimeSpan Hangs { get; init; }

    /// <summary>Lets the one who asks wait; returns when the time is over or he has given up.</summary>
    public Task HangAsync(HttpContext context) => Hangs == TimeSpan.Zero ? Task.CompletedTask : Task.WhenAny(Task.Delay(Hangs, context.RequestAborted));

    /// <summary>Answers with the fault; a status of 0 cuts the connection, one of 200 is a page that is no JSON.</summary>
    public IResult Answer(HttpContext context)
    {
        if (Status == 0)
        {
            context.Abort();
            return Results.Empty;
        }

        if (Status == 200)
            return Results.Text("<html><body>Service en maintenance</body></html>", "text/html");

        var code = Status switch
        {
            429 => "TooManyRequests",
            503 => "serviceNotAvailable",
            504 => "gatewayTimeout",
            _ => "generalException",
        };
        return new GraphError(Status, code, "Simulated fault.") { RetryAfter = RetryAfter };
    }
}
