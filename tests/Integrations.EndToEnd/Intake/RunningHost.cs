using Integrations.EndToEnd.Portal;
using Integrations.Host.Access;
using Integrations.Host.Api;
using Integrations.Host.Demo;
using Integrations.Host.Desk;
using Integrations.Host.Hosting;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Settings;
using Integrations.Host.Tests.Access;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Simulators.Graph;
using Integrations.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.EndToEnd.Intake;

/// <summary>The service as it runs in a town hall: its own workers, its database in a folder, simulated mailboxes; its log is kept to be read.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    /// <summary>The instant at which the recorded generic deliveries are judged.</summary>
    private static readonly DateTimeOffset Recorded = DateTimeOffset.FromUnixTimeSeconds(1796025600);

    private readonly string _folder;
    private readonly WebApplication _mailboxes;
    private readonly WebApplication _host;
    private readonly KeptLog _log;

    private RunningHost(string folder, WebApplication mailboxes, WebApplication host, KeptLog log)
    {
        _folder = folder;
        _mailboxes = mailboxes;
        _host = host;
        _log = log;
        Client = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public string Database => Path.Combine(_folder, "data", "guichet.db");

    /// <summary>A copy of the administrators' folder, which a test may change.</summary>
    public string Workflows => Path.Combine(_folder, "workflows");

    public WorkflowRuntime Runtime => _host.Services.GetRequiredService<WorkflowRuntime>();

    /// <summary>Everything that was written to the log, at the levels of a host without settings of its own.</summary>
    public IReadOnlyCollection<string> Log => _log.Lines;

    public T Part<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Starts it.</summary>
    /// <param name="secret">Secret of all forms; null: none is set.</param>
    public static async Task<RunningHost> StartAsync(string? secret)
    {
        var folder = Directory.CreateTempSubdirectory("guichet-").FullName;
        Copy(WorkspaceFolder.Find().Root, Path.Combine(folder, "workflows"));
        var graph = new GraphSimulator(new GraphSimulatorOptions { Mailboxes = DemoWorld.Mailboxes(WorkspaceFolder.Find()) });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_ => graph);
        var mailboxes = builder.Build();
        graph.Map(mailboxes);
        await mailboxes.StartAsync();

        var log = new KeptLog();
        var host = GuichetHost.Build(Settings(folder, new Uri(mailboxes.Urls.Single()), secret), replace: services =>
        {
            services.AddSingleton(new WallClock(new VirtualClock(Recorded)));
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        });
        await host.StartAsync();
        var running = new RunningHost(folder, mailboxes, host, log);
        using var signedIn = await running.Client.SignInAsync(DeskRole.Administrator);
        return running;
    }

    /// <summary>Waits until all that came in was handled and all that was wished for has left.</summary>
    public async Task SettleAsync()
    {
        for (var patience = 600; patience > 0; patience--)
        {
            var health = await Runtime.Store.GetHealthAsync(DateTimeOffset.MaxValue.AddYears(-1));
            if (health is { PendingMessages: 0, PendingCommands: 0 })
                return;
            await Task.Delay(50);
        }

        Assert.Fail("The desk does not come to rest.");
    }

    /// <summary>Deliveries of forms in a state.</summary>
    public async Task<IReadOnlyList<InboxMessage>> Deliveries(InboxState state) =>
        [.. (await Runtime.Store.ListMessagesAsync(state, PageRequest.First)).Items.Where(message => message.Kind == FormWebhooks.MessageKind)];

    /// <summary>Numbers of all files.</summary>
    public async Task<IReadOnlyList<string>> Files() =>
        [.. (await Part<IPortalSource>().Files(new FileQuery(), CancellationToken.None)).Rows.Select(file => file.Number)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        await _mailboxes.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] Settings(string folder, Uri mailboxes, string? secret) =>
    [
        "--applicationName=Integrations.Host",
        "--urls=http://127.0.0.1:0",
        $"--Service:DataFolder={Path.Combine(folder, "data")}",
        $"--Workflows:Folder={Path.Combine(folder, "workflows")}",
        "--Service:PublicUrl=https://guichet.example/",
        "--environment=Development",
        $"--Studio:Folder={Repository.Folder("src", "Integrations.Host", "obj", "studio", "node_modules", "@elsa-workflows", "elsa-studio-wasm")}",
        "--Links:Key=key-of-the-links-in-tests-000000000001",
        "--Desk:Email=guichet@guichet-unique.example",
        "--Desk:Phone=01 99 00 12 34",
        "--Microsoft365:Credential=None",
        $"--Microsoft365:BaseUrl={new Uri(mailboxes, "v1.0")}",
        .. secret is null ? Array.Empty<string>() : new[] { "Tally", "Typeform", "Generic", "OpnForm", "Jotform", "DemarcheNumerique" }.Select(form => $"--Webhooks:{form}={secret}"),
    ];

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
