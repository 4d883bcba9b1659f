namespace Integrations.Runtime.Stores.Postgres;

/// <summary>How a process reaches its PostgreSQL database.</summary>
public sealed record PostgresSettings
{
    /// <summary>Where the database is, in the words of Npgsql.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connections of this process at most, the one of the writer among them; at least 2.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>
    /// Between the process and the database stands a pool that gives a connection for one transaction (PgBouncer): nothing is kept on a
    /// connection, neither prepared statements nor settings.
    /// </summary>
    public bool TransactionPooling { get; init; }

    /// <summary>
    /// Brings the schema up to date when the store is opened; false: somebody with more rights has done it, and a schema that does not fit
    /// is refused.
    /// </summary>
    public bool Migrate { get; init; } = true;

    /// <summary>Gives the password of the moment (a token of a managed identity, say); null: it stands in the connection string, or none is needed.</summary>
    public Func<CancellationToken, ValueTask<string>>? Password { get; init; }
}
