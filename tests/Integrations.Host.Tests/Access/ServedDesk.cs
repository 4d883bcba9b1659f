using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.Access.Keys;
using Integrations.Host.Api;
using Integrations.Host.Hosting;
using Integrations.Host.Settings;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.Host.Tests.Access;

/// <summary>The real host behind TLS, with a store in memory, and one more address of each policy below the API of Studio.</summary>
public sealed class ServedDesk : IAsyncDisposable
{
    public const string Site = "guichet.example";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly KeptLog _log;

    private ServedDesk(WebApplication app, DirectoryInfo folder, KeptLog log) => (_app, _folder, _log) = (app, folder, log);

    /// <summary>The real clock of the desk, by which sessions and keys end.</summary>
    public required VirtualClock Wall { get; init; }

    /// <summary>What was written to the log.</summary>
    public string Log => string.Join('\n', _log.Lines);

    /// <summary>The endpoints of the host.</summary>
    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => _app.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;

    /// <summary>The keys.</summary>
    internal ApiKeyStore Keys => _app.Services.GetRequiredService<ApiKeyStore>();

    /// <summary>The store.</summary>
    public IWorkflowStore Store => _app.Services.GetRequiredService<IWorkflowStore>();

    /// <summary>Starts a desk on a developer's machine.</summary>
    public static Task<ServedDesk> InDevelopmentAsync(params string[] settings) => StartAsync("Development", settings);

    /// <summary>Starts a desk as a town hall runs it.</summary>
    public static Task<ServedDesk> InProductionAsync(params string[] settings) => StartAsync("Production", settings);

    /// <summary>Starts a desk.</summary>
    public static async Task<ServedDesk> StartAsync(string environment, IEnumerable<string> settings, Action<IServiceCollection>? replace = null)
    {
        var folder = Directory.CreateTempSubdirectory("access-");
        var log = new KeptLog();
        var wall = new VirtualClock(TimeProvider.System.GetUtcNow());
        string[] arguments =
        [
            "--applicationName=Integrations.Host",
            $"--environment={environment}",
            $"--Service:DataFolder={folder.FullName}",
            $"--Service:PublicUrl=https://{Site}/",
            "--Links:Key=key-of-the-links-in-tests-000000000001",
            "--Desk:Email=guichet@guichet-unique.example",
            "--Desk:Phone=01 99 00 12 34",
            "--Microsoft365:Credential=None",
            "--Microsoft365:BaseUrl=http://127.0.0.1:9/v1.0",
            .. settings.Select(setting => "--" + setting),
        ];
        var app = GuichetHost.Build(arguments, replace: services =>
        {
            services.AddSingleton<IServer, TestServer>();
            services.AddSingleton(new WallClock(wall));
            services.AddSingleton<IWorkflowStore>(SqliteWorkflowStore.InMemory());
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
            replace?.Invoke(services);
        });
        foreach (var policy in new[] { Policies.Read, Policies.Operate, Policies.Design })
            app.MapMethods($"/elsa/api/probe/{policy}", ["GET", "POST"], (HttpContext context) => context.User.Author()).RequireAuthorization(policy);
        app.MapGet("/elsa/hubs/probe", () => "hub");
        app.MapGet("/probe/unlabelled", () => "closed unless somebody opens it");
        await app.StartAsync();
        return new ServedDesk(app, folder, log) { Wall = wall };
    }

    /// <summary>A desk on a developer's machine for all tests of a class that leave nothing behind.</summary>
    public sealed class InDevelopment() : Shared(InDevelopmentAsync());

    /// <summary>A desk of a town hall without a provider, for all tests of a class that leave nothing behind.</summary>
    public sealed class InProduction() : Shared(InProductionAsync());

    /// <summary>A desk that several tests share.</summary>
    public abstract class Shared(Task<ServedDesk> start) : IAsyncLifetime
    {
        public ServedDesk Desk { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Desk = await start;

        public async ValueTask DisposeAsync()
        {
            await Desk.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>A browser that knows this desk and perhaps a provider.</summary>
    internal HttpClient Visit(out Browser browser, params (string Host, HttpMessageHandler Handler)[] others)
    {
        var sites = others.ToDictionary(other => other.Host, other => other.Handler);
        sites.Add(Site, _app.GetTestServer().CreateHandler());
        browser = new Browser(sites);
        return new HttpClient(browser) { BaseAddress = new Uri($"https://{Site}/") };
    }

    /// <summary>A browser without anything in it.</summary>
    public HttpClient Visit() => Visit(out _);

    /// <summary>A browser in which somebody of a role is signed in, by the local page.</summary>
    public async Task<HttpClient> VisitAsync(DeskRole role)
    {
        var client = Visit();
        using var answer = await client.SignInAsync(role);
        return client;
    }

    /// <summary>A machine that presents a key.</summary>
    public HttpClient Machine(string key)
    {
        var client = Visit();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "ApiKey " + key);
        return client;
    }

    /// <summary>The code of a problem.</summary>
    public static async Task<string?> CodeOf(HttpResponseMessage answer)
    {
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
