using System.Diagnostics;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Endurance.Rig;

/// <summary>The embedded store, on a disk of its own (in memory, 384 MB: the log alone takes 64) that can be filled up.</summary>
internal sealed class SqliteOnSmallDisk : IDatabase
{
    private readonly string _disk = Directory.CreateTempSubdirectory("guichet-disk-").FullName;

    public SqliteOnSmallDisk() => Run("mount", "-t", "tmpfs", "-o", "size=384m", "tmpfs", _disk);

    public string Name => "SQLite";

    public IReadOnlyList<string> Settings => [$"--Service:DataFolder={_disk}"];

    private string Ballast => Path.Combine(_disk, "ballast");

    public IWorkflowStore Open() => SqliteWorkflowStore.OpenFile(Path.Combine(_disk, "guichet.db"));

    /// <summary>Takes all that is left of the disk.</summary>
    public void Fill()
    {
        var block = new byte[64 * 1024];
        try
        {
            using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                ballast.Write(block);
        }
        catch (IOException)
        {
            // It is full: what was wanted.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public ValueTask DisposeAsync()
    {
        Run("umount", "-l", _disk);
        Directory.Delete(_disk);
        return ValueTask.CompletedTask;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}; a disk of its own needs root.");
    }
}
