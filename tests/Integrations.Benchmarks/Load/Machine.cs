using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Integrations.Benchmarks.Load;

/// <summary>Where and when the figures were measured.</summary>
internal sealed record Machine
{
    public string At { get; } = DateTimeOffset.UtcNow.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>Without the paths, which are nobody else's.</summary>
    public required string Command { get; init; }

    public string Processor { get; } = FirstValue("/proc/cpuinfo", "model name");

    public int Cores { get; } = Environment.ProcessorCount;

    public string Memory { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):0.#} GiB");

    public string System { get; } = RuntimeInformation.OSDescription;

    public string Runtime { get; } = RuntimeInformation.FrameworkDescription + (GCSettings.IsServerGC ? ", server GC" : ", workstation GC");

    public string Load { get; } = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>File system of the stores. On one that lies in memory a sync costs nothing, and every durable figure is void.</summary>
    public required string FileSystem { get; init; }

    public static Machine With(string command, DirectoryInfo folder)
    {
        var drive = DriveInfo.GetDrives()
            .Where(drive => folder.FullName.StartsWith(drive.Name, StringComparison.Ordinal))
            .MaxBy(drive => drive.Name.Length);
        return new Machine { Command = command, FileSystem = drive?.DriveFormat ?? "unknown" };
    }

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"{At}, {Command}");
        writer.WriteLine($"{Processor}, {Cores} cores, {Memory}; {System}; {Runtime}; {FileSystem}; load average at start {Load}");
        if (FileSystem is "tmpfs" or "ramfs")
            writer.WriteLine("The folder lies in memory: nothing here is durable, and the figures of the store mean nothing. Choose another with --folder.");
    }

    private static string FirstValue(string file, string name)
    {
        if (!File.Exists(file))
            return RuntimeInformation.ProcessArchitecture.ToString();
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
