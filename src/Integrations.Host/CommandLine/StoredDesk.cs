using System.CommandLine;
using Integrations.Host.Desk;
using Integrations.Host.Settings;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Host.CommandLine;

/// <summary>The store of a service that is stopped, for the commands that look into it or change it.</summary>
internal static class StoredDesk
{
    /// <summary>The folder of the database.</summary>
    public static Option<string?> Data { get; } = new("--data") { Description = "Dossier de la base ; sans cette option, celui du réglage Service:DataFolder." };

    /// <summary>Opens the store, does the work with a runtime that runs nothing by itself, and closes.</summary>
    /// <returns>What the work says; 1 with a sentence when the store is not there or in use.</returns>
    public static async Task<int> WithAsync(string? folder, Func<WorkflowRuntime, Task<int>> work, CancellationToken cancellation)
    {
        var database = Path.Combine(folder ?? Configured(), "guichet.db");
        if (!File.Exists(database)) return Report.Fail($"Il n'y a pas de base « {database} » : indiquez son dossier par --data.");
        try
        {
            var options = new RuntimeOptions { Store = SqliteWorkflowStore.OpenFile(database), Activities = DeskParts.Activities, Workers = 0 };
            await using var runtime = await WorkflowRuntime.StartAsync(options, cancellation);
            return await work(runtime);
        }
        catch (StoreInUseException inUse)
        {
            return Report.Fail(
                $"{inUse.Message} Sur SQLite, une commande et le service ne travaillent pas en même temps : arrêtez le service, lancez la commande, redémarrez-le. "
                + "Pour relancer ou annuler un workflow sans rien arrêter, utilisez la page Exploitation.");
        }
    }

    /// <summary>The settings of the service, as far as they stand in its file or in the environment.</summary>
    public static IConfiguration Configuration() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();

    private static string Configured() => Configuration()[$"{ServiceSettings.Section}:DataFolder"] ?? new ServiceSettings().DataFolder;
}
