using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Integrations.Host.Settings;

/// <summary>Where everything lasts.</summary>
public enum StorageProvider
{
    /// <summary>A file in <see cref="ServiceSettings.DataFolder"/>, on which one process works.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, on which any number of processes work.</summary>
    PostgreSql,
}

/// <summary>The store. Section <c>Storage</c>.</summary>
public sealed class StorageSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Storage";

    private const string AzureServers = ".postgres.database.azure.com";

    /// <summary>Which store.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The database, in the words of Npgsql: <c>Host=...;Database=...;Username=...</c>. Its Maximum Pool Size, where it stands, goes before <see cref="MaxConnections"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Connections of one process at most; times the number of processes, they must fit into what the server allows.</summary>
    [Range(2, 100, ErrorMessage = "Storage:MaxConnections va de 2 à 100.")]
    public int MaxConnections { get; set; } = 8;

    /// <summary>A pool that gives connections for one transaction (PgBouncer) stands before the database.</summary>
    public bool TransactionPooling { get; set; }

    /// <summary>The service brings the schema up to date when it starts; false: <c>storage migrate</c> does, with a role that may.</summary>
    public bool Migrate { get; set; } = true;

    /// <summary>
    /// The service signs in with its identity in Microsoft Entra instead of a password; null: where the server is Azure's and the connection
    /// string holds no password.
    /// </summary>
    public bool? ManagedIdentity { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == StorageProvider.Sqlite) yield break;
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return new ValidationResult("Avec Storage:Provider=PostgreSql, réglez Storage:ConnectionString (storage.connection).", [nameof(ConnectionString)]);
        }
        else if (Parse() is null)
        {
            yield return new ValidationResult("Storage:ConnectionString ne se lit pas comme une chaîne de connexion PostgreSQL (storage.connection).", [nameof(ConnectionString)]);
        }
    }

    /// <summary>Whether a token takes the place of the password.</summary>
    internal bool UsesIdentity => ManagedIdentity ?? (Parse() is { } database && string.IsNullOrEmpty(database.Password) && database.Host is { } host
        && host.EndsWith(AzureServers, StringComparison.OrdinalIgnoreCase));

    /// <summary>Connections of this process at most.</summary>
    internal int Connections => Parse() is { } database && database.ContainsKey("Maximum Pool Size") ? Math.Max(2, database.MaxPoolSize) : MaxConnections;

    private NpgsqlConnectionStringBuilder? Parse()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }
}
