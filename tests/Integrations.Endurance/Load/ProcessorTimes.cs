using System.Globalization;
using Integrations.Endurance.Rig;

namespace Integrations.Endurance.Load;

/// <summary>Processor time that each part of the rig has used so far, of all cores together: where the machine goes.</summary>
/// <param name="Clients">This process: the form tool, the relay and the mailboxes of the partners.</param>
/// <param name="Service">The processes of the service.</param>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Queue">Azurite.</param>
internal sealed record ProcessorTimes(TimeSpan Clients, TimeSpan Service, TimeSpan Database, TimeSpan Queue)
{
    public static ProcessorTimes Now(Cluster cluster) => new(
        Environment.CpuUsage.TotalTime,
        cluster.Workers.Aggregate(TimeSpan.Zero, (sum, worker) => sum + worker.ProcessorTime),
        OfAll("postgres"),
        OfAll("node"));

    /// <summary>What was used since then, milliseconds for each of so many pieces of work.</summary>
    public string Since(ProcessorTimes before, int pieces) => string.Create(
        CultureInfo.InvariantCulture,
        $"clients {(Clients - before.Clients).TotalMilliseconds / pieces:0.00}, service {(Service - before.Service).TotalMilliseconds / pieces:0.00}, database {(Database - before.Database).TotalMilliseconds / pieces:0.00}, queue {(Queue - before.Queue).TotalMilliseconds / pieces:0.00}");

    /// <summary>Read from /proc by hand: the runtime takes the name of a process from its command line, which PostgreSQL rewrites.</summary>
    private static TimeSpan OfAll(string name)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var end = stat.LastIndexOf(')');
                if (stat[(stat.IndexOf('(') + 1)..end] != name) continue;
                var fields = stat[(end + 2)..].Split(' ');
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
        }

        return TimeSpan.FromMilliseconds(ticks * 10);
    }
}
