using System.Globalization;
using Azure.Storage.Queues;
using Integrations.EndToEnd.Functions;
using Integrations.EndToEnd.Portal;
using Integrations.Host.Demo;
using Integrations.Host.Settings;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Simulators.Graph;
using Integrations.Tests.FunctionsHost;
using Integrations.Tests.Services;
using Integrations.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(SharedServices))]

namespace Integrations.EndToEnd.Functions;

/// <summary>What several processes share: a PostgreSQL server, an emulator of Azure Storage and simulated mailboxes, one of each for the run.</summary>
public sealed class SharedServices : IAsyncDisposable
{
    /// <summary>Secret of all forms.</summary>
    public const string Secret = "test-secret-not-real-2026";

    /// <summary>The queue has one name, which stands in function.json: one test at a time has it.</summary>
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly GraphSimulator _graph = new(new GraphSimulatorOptions { Mailboxes = DemoWorld.Mailboxes(WorkspaceFolder.Find()) });
    private WebApplication? _mailboxes;

    /// <summary>An app as it was built with the tests.</summary>
    internal static FunctionsApp Built { get; } = FunctionsApp.Built(Repository.Folder(), AppContext.BaseDirectory.TrimEnd('/')) with { VisibilityTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>An empty database, an empty queue, and the settings for them; to be given back.</summary>
    internal async Task<FunctionsDesk> TakeAsync()
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        var azurite = await Azurite.RunningAsync();
        var queues = azurite.Open(QueueSettings.DefaultName);
        await queues.Work.DeleteIfExistsAsync();
        await queues.Poison.DeleteIfExistsAsync();
        var database = PostgresServer.Shared.CreateDatabase();
        return new FunctionsDesk
        {
            Settings = Settings(PostgresServer.Shared.ConnectionTo(database), azurite.ConnectionString, new Uri((await MailboxesAsync()).Urls.Single())),
            Queues = queues,
            QueueConnection = azurite.ConnectionString,
            Database = database,
            Store = PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = PostgresServer.Shared.ConnectionTo(database) }),
            GiveBack = () => _one.Release(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_mailboxes is not null) await _mailboxes.DisposeAsync();
        _graph.Dispose();
        _one.Dispose();
    }

    private async Task<WebApplication> MailboxesAsync()
    {
        if (_mailboxes is not null) return _mailboxes;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_ => _graph);
        var mailboxes = builder.Build();
        _graph.Map(mailboxes);
        await mailboxes.StartAsync();
        return _mailboxes = mailboxes;
    }

    private static Dictionary<string, string> Settings(string database, string queues, Uri mailboxes) => new()
    {
        ["Storage__Provider"] = "PostgreSql",
        ["Storage__ConnectionString"] = database,
        ["Queues__Provider"] = "AzureStorage",
        ["Queues__ConnectionString"] = queues,
        ["Service__PublicUrl"] = "https://guichet.example/",
        ["Service__DataFolder"] = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"guichet-functions-{Environment.ProcessId}")),
        ["Workflows__Folder"] = WorkspaceFolder.Find().Root,
        ["Links__Key"] = "key-of-the-links-in-tests-000000000001",
        ["Desk__Email"] = "guichet@guichet-unique.example",
        ["Desk__Phone"] = "01 99 00 12 34",
        ["Microsoft365__Credential"] = "None",
        ["Microsoft365__BaseUrl"] = new Uri(mailboxes, "v1.0").ToString(),
        ["Webhooks__Tally"] = Secret,
        ["Webhooks__Typeform"] = Secret,
        ["Webhooks__OpnForm"] = Secret,
        ["Webhooks__DemarcheNumerique"] = Secret,
    };
}
