using Jint;
using Jint.Runtime;

namespace Integrations.Workflows.Expressions;

/// <summary>The clock of scripts: the instant of the burst, which does not move while it runs. `new Date()` is the same at each run.</summary>
internal sealed class BurstClock : ITimeSystem
{
    [ThreadStatic]
    private static DateTimeOffset s_now;

    public TimeZoneInfo DefaultTimeZone => TimeZoneInfo.Utc;

    public static Scope At(DateTimeOffset now)
    {
        var before = s_now;
        s_now = now;
        return new Scope(before);
    }

    public DateTimeOffset GetUtcNow() => s_now;

    public TimeSpan GetUtcOffset(long epochMilliseconds) => TimeSpan.Zero;

    public bool TryParse(string date, out long epochMilliseconds)
    {
        epochMilliseconds = 0;
        if (!DateTimeOffset.TryParse(date, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant)) return false;
        epochMilliseconds = instant.ToUnixTimeMilliseconds();
        return true;
    }

    public readonly struct Scope(DateTimeOffset before) : IDisposable
    {
        public void Dispose() => s_now = before;
    }
}
