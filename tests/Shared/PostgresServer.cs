using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Integrations.Tests.Shared;

/// <summary>
/// A private PostgreSQL server of this test run, in a folder of its own that goes with it: real, synced to disk, on a free port of the loopback.
/// Started when the first test asks for it. The tests fail, and say what to install, where there is no PostgreSQL.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    // When our end of the pipe closes, the server goes, and its folder too unless it is to come up again. Not at the exit of this process, which
    // the runner of the tests gives a few seconds only.
    private const string Watch = "\"$@\" 1>&2 & server=$!; read line; kill -QUIT $server; wait $server; [ \"$line\" = keep ] || rm -rf \"$0\"";

    private static readonly Lazy<PostgresServer> One = new(() => new PostgresServer());
    private static int databases;

    private readonly string folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly string programs = PostgresPrograms.Find();
    private readonly int port = FreePort();
    private Process? server;
    private string said = "";

    private PostgresServer()
    {
        PostgresPrograms.GiveToServer(folder);
        PostgresPrograms.Run(Path.Combine(programs, "initdb"), ["-D", DataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
        Start();
    }

    /// <summary>A server of its own, for a test that stops it.</summary>
    public static PostgresServer StartOwn() => new();

    /// <summary>The server of this process.</summary>
    public static PostgresServer Shared => One.Value;

    private string DataFolder => Path.Combine(folder, "data");

    /// <summary>How the administrator reaches a database.</summary>
    public string ConnectionTo(string database, string user = "postgres") =>
        $"Host=127.0.0.1;Port={port};Username={user};Database={database};Include Error Detail=true";

    /// <summary>Makes an empty database.</summary>
    public string CreateDatabase(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {template ?? "template1"}");
        return name;
    }

    /// <summary>Deletes a database, whoever is still connected to it.</summary>
    public void DropDatabase(string name) => Execute("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>Runs statements as administrator.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionTo(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The server goes down at once, as in a power cut, and comes up again.</summary>
    public void CrashAndRestart()
    {
        Stop("immediate");
        Start();
    }

    /// <summary>Starts the server, and returns when it answers.</summary>
    public void Start()
    {
        // The shell holds on to our end of the pipe: should this process die, however, the server dies after it.
        string[] options =
        [
            "-D", DataFolder, "-p", $"{port}", "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-c", "shared_buffers=64MB",
            "-c", "max_locks_per_transaction=256", "-c", "log_min_messages=fatal", "-c", "deadlock_timeout=200ms",
        ];
        server = Process.Start(PostgresPrograms.StartInfo("/bin/sh", ["-c", Watch, folder, Path.Combine(programs, "postgres"), .. options]))!;
        server.ErrorDataReceived += (_, line) => said = line.Data is null ? said : said + line.Data + "\n";
        server.OutputDataReceived += static (_, _) => { };
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Execute("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException error)
            {
                if (server.HasExited || attempt == 600) throw new InvalidOperationException($"PostgreSQL does not start: {said}", error);
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode">"fast": connections are cut and everything is written; "immediate": as in a power cut.</param>
    public void Stop(string mode)
    {
        PostgresPrograms.Run(Path.Combine(programs, "pg_ctl"), ["stop", "-D", DataFolder, "-m", mode, "-w"]);
        server!.StandardInput.WriteLine("keep");
        server.StandardInput.Dispose();
        server.WaitForExit();
        server.Dispose();
        server = null;
    }

    public void Dispose()
    {
        if (server is null) return;
        if (!server.HasExited) Stop("immediate");
        Directory.Delete(folder, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
