using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Partners.Http;
using Integrations.Runtime.Outbox;
using Integrations.Workflows.Activities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integrations.Partners.Tests.Http;

/// <summary>Calls to a real server on this machine, which is allowed by name.</summary>
public sealed class HttpCallsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Method, string Key, string Authorization, string ContentType, string Body)> _seen = new();
    private readonly WebApplication _server;
    private Func<HttpContext, Task> _answer = context => context.Response.WriteAsync("ok");

    public HttpCallsTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            _seen.Enqueue((context.Request.Method, headers["Idempotency-Key"].ToString(), headers.Authorization.ToString(), context.Request.ContentType ?? "", await reader.ReadToEndAsync()));
            await _answer(context);
        });
    }

    private Uri Address => new(_server.Urls.Single());

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_call_arrives_as_it_was_wished_and_its_response_is_read()
    {
        _answer = async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["X-Colour"] = "bleu";
            context.Response.Headers.SetCookie = "s=secret";
            await context.Response.WriteAsJsonAsync(new { n = 7 });
        };

        var reply = await CallAsync(Call("POST") with { Body = """{"a":"é"}""", ContentType = "application/json", Headers = new JsonObject { ["Authorization"] = "Bearer t" } });

        Assert.Equal(("POST", "k1", "Bearer t", "application/json; charset=utf-8", """{"a":"é"}"""), Assert.Single(_seen));
        Assert.Equal((201, 7, "bleu"), ((int)reply["statusCode"]!, (int)reply["content"]!["n"]!, (string?)reply["headers"]!["X-Colour"]));
        Assert.DoesNotContain("secret", reply.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", null, 3)]
    [InlineData("DELETE", null, 3)]
    [InlineData("POST", null, 1)]
    [InlineData("POST", "mine", 3)]
    public async Task A_status_that_says_later_is_tried_again_only_when_the_call_may_be_repeated(string method, string? key, int times)
    {
        _answer = context => Task.FromResult(context.Response.StatusCode = 503);
        var headers = key is null ? [] : new JsonObject { ["idempotency-key"] = key };

        var reply = await CallAsync(Call(method) with { RetryStatuses = [503], Headers = headers });

        Assert.Equal(503, (int)reply["statusCode"]!);
        Assert.Equal(times, _seen.Count);
        Assert.All(_seen, seen => Assert.Equal(key ?? (method == "POST" ? "k1" : ""), seen.Key));
    }

    [Fact]
    public async Task A_status_that_nobody_wanted_to_repeat_is_the_answer()
    {
        _answer = context => Task.FromResult(context.Response.StatusCode = 503);

        await CallAsync(Call("GET"));

        Assert.Single(_seen);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", false)]
    public async Task No_response_in_time_is_a_timeout_and_what_may_have_arrived_is_not_repeated(string method, bool repeated)
    {
        _answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        var reply = await CallAsync(Call(method), settings => settings.Timeout = TimeSpan.FromMilliseconds(700));

        Assert.Equal("Timeout", (string?)reply["failure"]);
        Assert.Equal(repeated, _seen.Count > 1);
    }

    [Fact]
    public async Task No_connection_is_a_reply_and_not_a_dead_letter()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var reply = await CallAsync(Call("POST") with { Url = new Uri($"http://127.0.0.1:{port}/") });

        Assert.Equal("FailedToConnect", (string?)reply["failure"]);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:10.0.0.1]")]
    public async Task An_address_inside_is_refused_unless_it_is_listed(string host)
    {
        var reply = await CallAsync(Call("GET") with { Url = new Uri($"http://{host}:{Address.Port}/") }, settings => settings.AllowedHosts = ["elsewhere"]);

        Assert.Equal("Refused", (string?)reply["failure"]);
        Assert.Contains("HttpCalls:AllowedHosts", (string?)reply["reason"], StringComparison.Ordinal);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        _answer = context =>
        {
            context.Response.Redirect($"http://localhost:{Address.Port}/inside");
            return Task.CompletedTask;
        };

        var reply = await CallAsync(Call("GET"));

        Assert.Equal(302, (int?)reply["statusCode"]);
        Assert.Single(_seen);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a01:e0a::1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("172.31.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("::", false)]
    public void What_is_inside_is_known(string address, bool isPublic) => Assert.Equal(isPublic, AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_response_that_is_too_large_is_not_read()
    {
        _answer = context => context.Response.WriteAsync(new string('x', 2000));

        var reply = await CallAsync(Call("GET"), settings => settings.MaxResponseBytes = 1000);

        Assert.Equal("Unusable", (string?)reply["failure"]);
    }

    [Fact]
    public async Task A_packed_response_counts_unpacked()
    {
        _answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Optimal);
            await packed.WriteAsync(new byte[100_000]);
        };

        Assert.Equal("Unusable", (string?)(await CallAsync(Call("GET"), settings => settings.MaxResponseBytes = 10_000))["failure"]);
    }

    [Fact]
    public async Task A_file_keeps_its_name_type_and_bytes()
    {
        _answer = async context =>
        {
            context.Response.ContentType = "application/pdf";
            context.Response.Headers.ContentDisposition = "attachment; filename=\"../plan.pdf\"; filename*=UTF-8''plan%20%C3%A9tage.pdf";
            await context.Response.Body.WriteAsync(new byte[] { 0, 1, 2 });
        };

        var file = (await CallAsync(Call("GET") with { AsFile = true }))["file"]!;

        Assert.Equal(("plan étage.pdf", "application/pdf", "AAEC"), ((string?)file["fileName"], (string?)file["contentType"], (string?)file["content"]));
    }

    private HttpCall Call(string method) => new() { Method = method, Url = Address };

    private static async Task<JsonObject> CallAsync(HttpCall call, Action<HttpCallSettings>? change = null)
    {
        var settings = new HttpCallSettings { AllowedHosts = ["127.0.0.1"] };
        change?.Invoke(settings);
        using var calls = new HttpCalls(settings);
        var command = new OutboxCommand
        {
            Id = 1,
            Kind = HttpCommands.Call,
            IdempotencyKey = "k1",
            Payload = call.ToJson().ToJsonString(),
            CreatedAt = DateTimeOffset.UnixEpoch,
            DueAt = DateTimeOffset.UnixEpoch,
            State = OutboxState.Pending,
            Attempts = 0,
        };
        var delivered = Assert.IsType<DeliveryResult.Delivered>(await calls.DeliverAsync(command, TestContext.Current.CancellationToken));
        return JsonNode.Parse(delivered.Reply!)!["httpReply"]!.AsObject();
    }
}
