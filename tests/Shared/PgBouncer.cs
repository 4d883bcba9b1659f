using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Integrations.Tests.Shared;

/// <summary>
/// A PgBouncer of this test run before its PostgreSQL server, in transaction mode: each transaction may meet another connection of the server.
/// Started when the first test asks for it. The tests fail, and say what to install, where there is none.
/// </summary>
internal sealed class PgBouncer
{
    private const string Missing = "These tests need PgBouncer. Install it (Debian, Ubuntu: apt-get install pgbouncer).";

    // When our end of the pipe closes, it goes, and its folder too.
    private const string Watch = "\"$@\" 1>&2 & server=$!; read line; kill -QUIT $server; wait $server; rm -rf \"$0\"";

    private static readonly Lazy<PgBouncer> One = new(() => new PgBouncer());

    private readonly string folder = Directory.CreateTempSubdirectory("pgbouncer-").FullName;
    private readonly int port = PostgresServer.FreePort();
    private readonly Process process;

    private PgBouncer()
    {
        var server = new NpgsqlConnectionStringBuilder(PostgresServer.Shared.ConnectionTo("postgres"));
        var settings = Path.Combine(folder, "pgbouncer.ini");
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = user=postgres host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 4
            server_idle_timeout = 2
            server_check_delay = 0
            """));
        PostgresPrograms.GiveToServer(folder);
        process = Process.Start(PostgresPrograms.StartInfo("/bin/sh", ["-c", Watch, folder, Find(), "-q", settings]))!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        AwaitAnswer();
    }

    /// <summary>The one of this process.</summary>
    public static PgBouncer Shared => One.Value;

    /// <summary>How a client reaches a database through it.</summary>
    public string ConnectionTo(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Include Error Detail=true";

    private void AwaitAnswer()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
                connection.Open();
                return;
            }
            catch (NpgsqlException error)
            {
                if (process.HasExited || attempt == 600) throw new InvalidOperationException("PgBouncer does not start.", error);
                Thread.Sleep(50);
            }
        }
    }

    private static string Find() => new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(Missing);
}
