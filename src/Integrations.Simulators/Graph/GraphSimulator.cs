using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integrations.Simulators.Graph;

/// <summary>
/// A stand-in for the part of Microsoft Graph that we call: as strict as the real one, and able to fail on request. It counts what it
/// was asked to do, so that a test can prove that nothing was done twice.
/// </summary>
public sealed class GraphSimulator : IDisposable
{
    private readonly GraphSimulatorOptions _options;

    /// <summary>Starts with what its journal holds.</summary>
    public GraphSimulator(GraphSimulatorOptions options)
    {
        _options = options;
        Store = new MailStore(options);
        Inspection = new Inspection(Store);
    }

    /// <summary>The mailboxes.</summary>
    public MailStore Store { get; }

    /// <summary>What is to go wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>What is in the mailboxes, and what was done twice.</summary>
    public Inspection Inspection { get; }

    /// <summary>Maps <c>/v1.0</c> (the API), <c>/_control</c> (faults), <c>/_inspect</c> (JSON) and <c>/_simulateur</c> (pages).</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var graph = routes.MapGroup("/v1.0").DisableAntiforgery().AddEndpointFilter(Serve);
        var user = graph.MapGroup("/users/{user}");
        new TodoEndpoints(Store, _options).Map(user);
        new MailEndpoints(Store).Map(user);
        graph.Map("/{**segments}", (string segments) =>
            (IResult)GraphError.BadRequest($"Resource not found for the segment '{segments.Split('/')[^1]}'."));

        routes.MapPost("/_control", Control).DisableAntiforgery();
        Inspection.Map(routes.MapGroup("/_inspect"));
        new InspectionPages(Store).Map(routes.MapGroup("/_simulateur"));
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    private async ValueTask<object?> Serve(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (_options.RequireAuthorization && !context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
            return new GraphError(401, "InvalidAuthenticationToken", "Access token is empty.");
        if (Faults.Latency > TimeSpan.Zero)
            await Task.Delay(Faults.Latency, context.RequestAborted);

        var fault = Faults.Take(context.Request);
        if (fault is { AfterWork: false })
            return await FailAsync(fault, context);
        try
        {
            var answer = await next(invocation);
            return fault is null ? answer : await FailAsync(fault, context);
        }
        catch (GraphErrorException refused)
        {
            return refused.Error;
        }
    }

    private static async Task<IResult> FailAsync(Fault fault, HttpContext context)
    {
        await fault.HangAsync(context);
        return fault.Answer(context);
    }

    private IResult Control(ControlRequest wanted)
    {
        if (wanted.Clear)
            Faults.Clear();
        if (wanted.LatencyMs is { } latency)
            Faults.Latency = TimeSpan.FromMilliseconds(latency);
        if (wanted.Throttle is { } throttle)
            Faults.ThrottleNext(throttle.Count, throttle.RetryAfterSeconds);
        if (wanted.Fail is { } fail)
            Faults.FailNext(fail.Count, fail.Status, fail.AfterWork, fail.Request ?? "");
        return Results.NoContent();
    }

    /// <summary>Body of <c>POST /_control</c>.</summary>
    internal sealed record ControlRequest(bool Clear = false, int? LatencyMs = null, ThrottleRequest? Throttle = null, FailRequest? Fail = null);

    internal sealed record ThrottleRequest(int Count, int RetryAfterSeconds);

    internal sealed record FailRequest(int Count, int Status, bool AfterWork, string? Request = null);
}
