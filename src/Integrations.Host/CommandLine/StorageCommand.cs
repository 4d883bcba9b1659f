using System.CommandLine;
using Integrations.Host.Hosting;
using Integrations.Host.Settings;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Npgsql;

namespace Integrations.Host.CommandLine;

/// <summary>The PostgreSQL database, for whoever owns its schema.</summary>
internal static class StorageCommand
{
    private static readonly Option<string?> Connection = new("--connection")
    { Description = "Chaîne de connexion du rôle propriétaire ; sans cette option, le réglage Storage:ConnectionString." };

    public static Command Create()
    {
        var migrate = new Command("migrate", "Met le schéma à jour, pour un service qui n'en a pas le droit (Storage:Migrate=false).") { Connection };
        migrate.SetAction((parsed, cancellation) => MigrateAsync(parsed.GetValue(Connection), cancellation));
        return new Command("storage", "La base de données PostgreSQL.") { migrate };
    }

    private static async Task<int> MigrateAsync(string? connection, CancellationToken cancellation)
    {
        try
        {
            var settings = StorageServices.Settings(StoredDesk.Configuration());
            if (connection is not null) settings.ConnectionString = connection;
            if (string.IsNullOrWhiteSpace(settings.ConnectionString))
                return Report.Fail("Indiquez la base par --connection ou par Storage:ConnectionString.");
            await PostgresWorkflowStore.MigrateAsync(StorageServices.ToPostgres(settings), cancellation);
            Report.Say("Le schéma est à jour.");
            return 0;
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
}
