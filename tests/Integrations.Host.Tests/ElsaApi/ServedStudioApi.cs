using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Integrations.Guichet.Activities;
using Integrations.Host.Access;
using Integrations.Host.ElsaApi;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Activities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Tests.ElsaApi;

/// <summary>The API that Studio calls: a real server, a real runtime with workers, a store in a file. The caller is named by a header.</summary>
internal sealed class ServedStudioApi : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private ServedStudioApi(DirectoryInfo folder, WebApplication app) => (_folder, _app, Client) = (folder, app, As("ada", DeskRole.Administrator, app));

    /// <summary>Ada, an administrator.</summary>
    public HttpClient Client { get; }

    public WorkflowRuntime Runtime => _app.Services.GetRequiredService<WorkflowRuntime>();

    public static async Task<ServedStudioApi> StartAsync(Func<RuntimeOptions, RuntimeOptions>? options = null, string? database = null)
    {
        var folder = Directory.CreateTempSubdirectory("studio-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblemDetails();
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, NamedByHeader>("Test", null);
        Policies.AddTo(builder.Services.AddAuthorizationBuilder());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        builder.Services.AddElsaApi();
        builder.Services.AddWorkflowRuntime(_ => (options ?? (given => given))(new RuntimeOptions
        {
            Store = SqliteWorkflowStore.OpenFile(database ?? Path.Combine(folder.FullName, "store.db")),
            Activities = ActivityRegistry.WithElsa().AddGuichet(),
            Workers = 4,
            TickPeriod = TimeSpan.FromMilliseconds(50),
        }));
        var app = builder.Build();
        app.UseExceptionHandler(failed => failed.Run(context =>
            context.Response.WriteAsync(context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()!.Error.ToString())));
        app.UseAuthentication().UseAuthorization();
        app.MapElsaApi();
        await app.StartAsync();
        return new ServedStudioApi(folder, app);
    }

    /// <summary>A client of somebody else.</summary>
    public HttpClient As(string name, DeskRole role) => As(name, role, _app);

    /// <summary>Reads JSON; the status must be 200.</summary>
    public async Task<JsonNode> GetAsync(string address)
    {
        using var answer = await Client.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Posts JSON and reads the answer's; the status must be as expected.</summary>
    public async Task<JsonNode?> PostAsync(string address, JsonNode body, System.Net.HttpStatusCode expected = System.Net.HttpStatusCode.OK)
    {
        using var answer = await Client.PostAsJsonAsync(address, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{address}: {answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await Runtime.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static HttpClient As(string name, DeskRole role, WebApplication app)
    {
        var client = new HttpClient { BaseAddress = new Uri($"{app.Urls.Single()}/elsa/api/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Test", $"{name}:{role.Word()}");
        return client;
    }

    private sealed class NamedByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Parameter?.Split(':') is not [var name, var role])
                return Task.FromResult(AuthenticateResult.NoResult());
            var principal = new Member($"test:{name}", name, DeskRoles.Find(role)).ToPrincipal("Test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, "Test")));
        }
    }
}
