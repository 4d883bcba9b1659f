using System.Diagnostics;

namespace Integrations.Tests.Shared;

/// <summary>Where the programs of PostgreSQL are on this machine, and how they are run.</summary>
internal static class PostgresPrograms
{
    private const string Missing =
        "These tests need the programs of PostgreSQL 15 or later (initdb, postgres, pg_ctl). Install them (Debian, Ubuntu: apt-get install postgresql), "
        + "or say in INTEGRATIONS_POSTGRES_BIN in which folder they are.";

    /// <summary>The folder of the programs: the one named, the newest that the system has, or the one on the path.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to install.</exception>
    public static string Find() => Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
        ?? throw new InvalidOperationException(Missing);

    /// <summary>Runs a program to its end, as the user of the server.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    /// <summary>PostgreSQL refuses to work as root: there it works as the user that its package made, or as nobody.</summary>
    public static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments)
    {
        string[] asUser = Environment.UserName == "root" ? ["setpriv", $"--reuid={ServerUser}", $"--regid={ServerGroup}", "--clear-groups"] : [];
        string[] all = [.. asUser, program, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Makes the user of the server the owner of a folder.</summary>
    public static void GiveToServer(string folder)
    {
        if (Environment.UserName != "root") return;
        using var process = Process.Start("chown", [$"{ServerUser}:{ServerGroup}", folder]);
        process.WaitForExit();
    }

    private static string ServerUser => HasPostgresUser ? "postgres" : "nobody";

    private static string ServerGroup => HasPostgresUser ? "postgres" : "nogroup";

    private static bool HasPostgresUser => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("INTEGRATIONS_POSTGRES_BIN") is { Length: > 0 } named)
            yield return named;
        foreach (var root in new[] { "/usr/lib/postgresql", "/usr/local/pgsql" }.Where(Directory.Exists))
        {
            foreach (var version in Directory.GetDirectories(root).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var number) ? number : 0))
                yield return Path.Combine(version, "bin");
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
    }
}
