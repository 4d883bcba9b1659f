namespace Integrations.Runtime.Stores;

/// <summary>How instants stand in columns: UTC, in ticks of 100 ns since 1970-01-01, so that none is rounded.</summary>
internal static class Instant
{
    public static long ToTicks(DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static DateTimeOffset FromTicks(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);
}
