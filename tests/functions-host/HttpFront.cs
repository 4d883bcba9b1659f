using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.Tests.FunctionsHost;

/// <summary>
/// The web face of the host: routes of HTTP functions in the order of their folders, and the request as the host's proxy passes it on: another
/// Host, the caller in X-Forwarded-*, everything else as it came, both ways as a stream.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host",
    };

    private readonly HandlerProcess _handler;
    private readonly List<TemplateMatcher> _routes;
    private readonly WebApplication _web;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None });

    private HttpFront(FunctionsApp app, HandlerProcess handler)
    {
        _handler = handler;
        _routes =
        [
            .. app.Functions.Where(function => function.IsTriggeredBy("httpTrigger"))
                .Select(function => new TemplateMatcher(TemplateParser.Parse((string?)function.Trigger["route"] ?? function.Name), [])),
        ];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.Run(ForwardAsync);
    }

    /// <summary>Where people and programs call.</summary>
    public Uri Address => new(_web.Urls.Single());

    public static async Task<HttpFront> StartAsync(FunctionsApp app, HandlerProcess handler)
    {
        var front = new HttpFront(app, handler);
        await front._web.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var call = context.Request;
        if (!_routes.Any(route => route.TryMatch(call.Path, [])))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            var address = await _handler.WhenReadyAsync(context.RequestAborted);
            using var request = Request(call, address);
            using var answer = await _http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var header in answer.Headers.Concat(answer.Content.Headers))
            {
                if (!OfTheConnection.Contains(header.Key)) context.Response.Headers[header.Key] = header.Value.ToArray();
            }

            await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            var buffer = new byte[16 << 10];
            while (await body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            if (context.Response.HasStarted) context.Abort();
            else context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    private static HttpRequestMessage Request(HttpRequest call, Uri handler)
    {
        // An escaped slash stays escaped in Path, and is escaped once more here, as the host does.
        var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(handler, UriHelper.BuildRelative(PathString.Empty, call.Path, call.QueryString)));
        if (call.ContentLength > 0 || call.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(call.Body);
        foreach (var (name, values) in call.Headers)
        {
            if (OfTheConnection.Contains(name)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        var invocation = Guid.NewGuid().ToString();
        Set("X-Forwarded-For", call.HttpContext.Connection.RemoteIpAddress!.ToString());
        Set("X-Forwarded-Host", call.Host.Value!);
        Set("X-Forwarded-Proto", call.Scheme);
        Set("X-Azure-Functions-HostVersion", Invocations.HostVersion);
        Set("X-Azure-Functions-InvocationId", invocation);
        Set("x-ms-invocation-id", invocation);
        return request;

        void Set(string name, string value)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
