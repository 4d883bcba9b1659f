using System.CommandLine;
using Integrations.Host.Desk;
using Integrations.Host.Hosting;
using Integrations.Host.Settings;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Runtime.Stores.Sqlite;
using Npgsql;

namespace Integrations.Host.CommandLine;

/// <summary>The store of the service, for the commands that look into it or change it: stopped on SQLite, running or not on PostgreSQL.</summary>
internal static class StoredDesk
{
    /// <summary>The folder of the database.</summary>
    public static Option<string?> Data { get; } = new("--data") { Description = "Dossier de la base ; sans cette option, celui du réglage Service:DataFolder." };

    /// <summary>
    /// Opens the store, does the work with a runtime that runs nothing by itself, and closes. On PostgreSQL the service may run meanwhile; what
    /// the command leaves to be done is done by it.
    /// </summary>
    /// <returns>What the work says; 1 with a sentence when the store is not there, in use or not to be reached.</returns>
    public static Task<int> WithAsync(string? folder, Func<WorkflowRuntime, Task<int>> work, CancellationToken cancellation) =>
        WithAsync(Configuration(), folder, work, cancellation);

    /// <inheritdoc cref="WithAsync(string?, Func{WorkflowRuntime, Task{int}}, CancellationToken)"/>
    public static async Task<int> WithAsync(IConfiguration configuration, string? folder, Func<WorkflowRuntime, Task<int>> work, CancellationToken cancellation)
    {
        try
        {
            var storage = StorageServices.Settings(configuration);
            if (folder is null && storage.Provider == StorageProvider.PostgreSql)
                return await WithAsync(PostgresWorkflowStore.Open(StorageServices.ToPostgres(storage)), work, cancellation);
            var database = Path.Combine(folder ?? configuration[$"{ServiceSettings.Section}:DataFolder"] ?? new ServiceSettings().DataFolder, "guichet.db");
            if (!File.Exists(database)) return Report.Fail($"Il n'y a pas de base « {database} » : indiquez son dossier par --data.");
            return await WithAsync(SqliteWorkflowStore.OpenFile(database), work, cancellation);
        }
        catch (StoreInUseException inUse)
        {
            return Report.Fail(
                $"{inUse.Message} Sur SQLite, une commande et le service ne travaillent pas en même temps : arrêtez le service, lancez la commande, redémarrez-le. "
                + "Pour relancer ou annuler un workflow sans rien arrêter, utilisez la page Exploitation.");
        }
        catch (Exception refused) when (refused is StoreRefusedException or ArgumentException)
        {
            return Report.Fail(refused.Message);
        }
        catch (NpgsqlException unreachable)
        {
            return Report.Fail($"La base de données ne répond pas (storage.unreachable) : {unreachable.Message}");
        }
    }

    private static async Task<int> WithAsync(IWorkflowStore store, Func<WorkflowRuntime, Task<int>> work, CancellationToken cancellation)
    {
        await using var runtime = await WorkflowRuntime.StartAsync(new RuntimeOptions { Store = store, Activities = DeskParts.Activities, Workers = 0 }, cancellation);
        return await work(runtime);
    }

    /// <summary>The settings of the service, as far as they stand in its file or in the environment.</summary>
    public static IConfiguration Configuration() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();
}
