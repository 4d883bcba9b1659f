using Integrations.Host.CommandLine;
using Integrations.Host.Desk;
using Integrations.Host.Hosting;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;
using Microsoft.Extensions.Configuration;

namespace Integrations.Host.Tests.Storage;

/// <summary>Which store the service works on, and the command line on it.</summary>
public sealed class StorageSettingsTests
{
    private const string Azure = "Host=town.postgres.database.azure.com;Database=guichet;Username=id-guichet";

    [Fact]
    public void Without_settings_it_is_the_embedded_store() =>
        Assert.Equal(Integrations.Host.Settings.StorageProvider.Sqlite, StorageServices.Settings(Configuration([])).Provider);

    [Theory]
    [InlineData("Storage:ConnectionString", null, "storage.connection")]
    [InlineData("Storage:ConnectionString", "no words of Npgsql", "storage.connection")]
    [InlineData("Storage:Provider", "Oracle", "storage.settings")]
    [InlineData("Storage:MaxConnections", "1", "Storage:MaxConnections")]
    public void What_cannot_be_is_refused_with_what_to_set(string key, string? value, string said)
    {
        var refused = Assert.Throws<ArgumentException>(() => StorageServices.Settings(Configuration(new()
        {
            ["Storage:Provider"] = "PostgreSql",
            ["Storage:ConnectionString"] = "Host=db;Database=guichet;Username=app",
            [key] = value,
        })));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Azure, null, true)]
    [InlineData(Azure + ";Password=secret", null, false)]
    [InlineData(Azure, "false", false)]
    [InlineData("Host=db;Database=guichet;Username=app", null, false)]
    [InlineData("Host=db;Database=guichet;Username=app", "true", true)]
    public void The_identity_signs_in_where_the_server_is_that_of_Azure_and_there_is_no_password(string connection, string? managed, bool identity)
    {
        var settings = StorageServices.Settings(Configuration(new() { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = connection, ["Storage:ManagedIdentity"] = managed }));

        Assert.Equal(identity, StorageServices.ToPostgres(settings).Password is not null);
    }

    [Fact]
    public void The_pool_named_in_the_connection_string_goes_before_the_setting()
    {
        var settings = StorageServices.Settings(Configuration(new() { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = Azure + ";Maximum Pool Size=5", ["Storage:MaxConnections"] = "20" }));

        Assert.Equal(5, StorageServices.ToPostgres(settings).MaxConnections);
    }

    [Fact]
    public async Task A_command_works_on_PostgreSQL_while_the_service_runs()
    {
        var connection = PostgresServer.Shared.ConnectionTo(PostgresServer.Shared.CreateDatabase());
        await using var service = await WorkflowRuntime.StartAsync(new RuntimeOptions
        {
            Store = PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = connection }),
            Activities = DeskParts.Activities,
            TickPeriod = TimeSpan.FromMilliseconds(50),
        });
        await service.Definitions.PublishAsync(
            """{"definitionId":"w","name":"w","root":{"id":"root","type":"Elsa.Sequence","activities":[{"id":"ev","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}]}}""");
        await service.StartInstanceAsync(new StartInstance("w", "i1"));
        var configuration = Configuration(new() { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = connection });

        var code = await StoredDesk.WithAsync(
            configuration,
            folder: null,
            async runtime =>
            {
                Assert.NotNull(await runtime.Store.GetInstanceAsync("i1"));
                await runtime.AskAsync(new CancelInstance("i1"));
                return 0;
            },
            CancellationToken.None);

        Assert.Equal(0, code);
        // The command asked for it; the service does it.
        for (var attempt = 0; (await service.Store.GetInstanceAsync("i1"))!.Header.Status != Workflows.Execution.WorkflowStatus.Finished; attempt++)
        {
            Assert.True(attempt < 600, "not reached in time");
            await Task.Delay(50);
        }
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
