using System.Globalization;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;
using Npgsql;

namespace Integrations.Endurance.Rig;

/// <summary>A database of a private PostgreSQL server; the service reaches it by a relay that can cut.</summary>
internal sealed class PostgresBehindRelay : IDatabase
{
    private readonly PostgresServer _server = PostgresServer.Shared;
    private readonly bool _relayed;
    private readonly string _name;
    private readonly NpgsqlConnectionStringBuilder _direct;

    /// <param name="relayed">False: the service goes straight to the server, for measures.</param>
    public PostgresBehindRelay(bool relayed = true)
    {
        _relayed = relayed;
        _name = _server.CreateDatabase();
        _direct = new NpgsqlConnectionStringBuilder(_server.ConnectionTo(_name));
        Relay = new TcpRelay(() => _direct.Port);
    }

    public string Name => "PostgreSQL";

    public IReadOnlyList<string> Settings =>
    [
        "--Storage:Provider=PostgreSql",
        $"--Storage:ConnectionString={new NpgsqlConnectionStringBuilder(_direct.ConnectionString) { Port = _relayed ? Relay.Port : _direct.Port }}",
    ];

    /// <summary>The way of the service to its database.</summary>
    public TcpRelay Relay { get; }

    /// <summary>How the rig reaches the database, past the relay.</summary>
    public string ConnectionString => _direct.ConnectionString;

    public IWorkflowStore Open() => PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = ConnectionString, Migrate = false });

    /// <summary>Down as by a power cut, and up again after a while.</summary>
    public async Task CrashAsync(TimeSpan down, CancellationToken cancellation)
    {
        _server.Stop("immediate");
        await Task.Delay(down, cancellation);
        _server.Start();
    }

    /// <summary>The server ends one of the connections of the service, whatever it is doing.</summary>
    public void EndOneConnection() => _server.Execute(
        "postgres",
        string.Create(CultureInfo.InvariantCulture, $"SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = '{_name}' ORDER BY random() LIMIT 1) AS one"));

    public async ValueTask DisposeAsync()
    {
        await Relay.DisposeAsync();
        _server.DropDatabase(_name);
    }
}
