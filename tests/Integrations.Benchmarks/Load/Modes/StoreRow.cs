namespace Integrations.Benchmarks.Load.Modes;

/// <summary>A line of figures of the store, with the physical limit of the same run beside it.</summary>
internal static class StoreRow
{
    public const string Note =
        "\"limit/s\": rows of the same number of bytes into a plain table by the same number of callers, committed in groups with the same pragmas, measured right after; \"share\" is what is reached of it.";

    public static Row Of(string what, Measured measured, int bytes, Measured limit, double? atLeast, double? cpuAtMost) => new(
        what,
        new Figure("per second", measured.PerSecond) { AtLeast = atLeast },
        new Figure("CPU ms", measured.CpuEach) { AtMost = cpuAtMost },
        new Figure("p50 ms", measured.Percentile(0.5)),
        new Figure("p99 ms", measured.Percentile(0.99)),
        new Figure("bytes", bytes),
        new Figure("limit/s", limit.PerSecond),
        new Figure("share %", 100 * measured.PerSecond / limit.PerSecond));
}
