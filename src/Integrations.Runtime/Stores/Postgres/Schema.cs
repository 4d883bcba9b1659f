using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>Brings the schema up to date, or says that it does not fit.</summary>
internal static class Schema
{
    /// <summary>Any number that nobody else uses in this database.</summary>
    private const long MigrationLock = 727_274_001;

    private const int PartitionsAhead = 2;

    /// <summary>
    /// A script may rewrite the largest table, and whoever waits for the lock waits for all scripts. The driver's own limit of 30 s would cut
    /// a script that was getting on.
    /// </summary>
    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(1);

    /// <summary>
    /// Runs the scripts that are missing. Several processes may start at once: one migrates, the others wait and find it done. The lock is
    /// that of a transaction, so that it holds behind a pool of transactions too.
    /// </summary>
    /// <exception cref="StoreRefusedException">A script failed, or the schema is newer than this program.</exception>
    public static void Migrate(Database database)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        // The scripts run on a connection of their own, and this one idles in its transaction meanwhile: a server that ends such sessions, as
        // ours in Azure does after a minute, would take the lock away and fail the commit of an upgrade that has succeeded.
        Execute(connection, "SET LOCAL idle_in_transaction_session_timeout = 0");
        Execute(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})");
        var engine = Engine(database);
        RefuseNewer(engine);
        if (engine.IsUpgradeRequired())
        {
            var result = engine.PerformUpgrade();
            if (!result.Successful)
                throw new StoreRefusedException("storage.migration", $"La mise à jour du schéma a échoué ({result.ErrorScript?.Name}) : {result.Error.Message}", result.Error);
        }

        transaction.Commit();
    }

    /// <exception cref="StoreRefusedException">The schema is older or newer than this program.</exception>
    public static void Check(Database database)
    {
        var engine = Engine(database);
        RefuseNewer(engine);
        var missing = engine.GetScriptsToExecute();
        if (missing.Count > 0)
        {
            throw new StoreRefusedException(
                "storage.schema-older",
                $"Le schéma de la base de données n'est pas à jour : il manque {string.Join(", ", missing.Select(script => ShortName(script.Name)))}. Lancez « storage migrate » avec le rôle propriétaire.");
        }
    }

    /// <summary>
    /// Whether the database has the scripts of this program and no others, which is so at nearly every start: then the library that runs them
    /// need not be loaded.
    /// </summary>
    public static bool IsUpToDate(Database database)
    {
        using var connection = database.Open();
        using var command = new NpgsqlCommand("SELECT scriptname FROM schemaversions", connection);
        try
        {
            var executed = new HashSet<string>(StringComparer.Ordinal);
            using var reader = command.ExecuteReader();
            while (reader.Read()) executed.Add(reader.GetString(0));
            return executed.SetEquals(typeof(Schema).Assembly.GetManifestResourceNames().Where(IsScript));
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    /// <summary>A commit that is reported must survive a power cut.</summary>
    /// <exception cref="StoreRefusedException">The database does not promise it.</exception>
    public static void RefuseLossyCommits(Database database)
    {
        using var connection = database.Open();
        using var command = new NpgsqlCommand("SHOW synchronous_commit", connection);
        if (command.ExecuteScalar() is "off")
            throw new StoreRefusedException("storage.not-durable", "La base de données confirme des enregistrements qu'une panne peut perdre (synchronous_commit = off) : rétablissez « on ».");
    }

    /// <summary>Sees to the partitions of the journal; where nothing is to be done it costs nothing.</summary>
    public static async Task KeepPartitionsAsync(Database database, CancellationToken cancellationToken) =>
        await database.ReadAsync($"SELECT keep_journal_partitions(now(), {PartitionsAhead})", _ => 0, cancellationToken).ConfigureAwait(false);

    private static void RefuseNewer(UpgradeEngine engine)
    {
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. engine.GetExecutedScripts().Where(name => !known.Contains(name)).Select(ShortName)];
        if (unknown.Length > 0)
            throw new StoreRefusedException("storage.schema-newer", $"Le schéma de la base de données est plus récent que ce programme ({string.Join(", ", unknown)}) : installez la version qui l'a créé, ou une plus récente.");
    }

    private static bool IsScript(string resource) => resource.Contains(".Postgres.Migrations.", StringComparison.Ordinal);

    private static string ShortName(string script) => script[(script.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];

    private static UpgradeEngine Engine(Database database) => DeployChanges.To
        .PostgresqlDatabase(new PostgresqlConnectionManager(database.Source))
        .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly, IsScript)
        .WithTransactionPerScript()
        .WithExecutionTimeout(LongestMigration)
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build();

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)LongestMigration.TotalSeconds };
        command.ExecuteNonQuery();
    }
}
