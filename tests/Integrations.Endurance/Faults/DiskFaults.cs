using Integrations.Endurance.Rig;

namespace Integrations.Endurance.Faults;

/// <summary>The disk of the embedded store.</summary>
internal static class DiskFaults
{
    public static IEnumerable<Fault> Of(SqliteOnSmallDisk disk)
    {
        yield return new Fault("disk full", 6, async (random, cancellation) =>
        {
            disk.Fill();
            await Task.Delay(200 + random.Next(1_500), cancellation);
            disk.Free();
        });
    }
}
