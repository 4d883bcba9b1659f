using System.Text.Json;

namespace Integrations.Host.Demo;

/// <summary>
/// A clock that runs faster than the real one, in short stretches: when nobody calls <see cref="RunOn"/> it stands still. So it never runs
/// ahead of a slow machine, and it stands still while its process is down, be it for a minute or for a night. It never goes back, not
/// even after a kill: the end of a stretch is on disk before the stretch begins, and the next process goes on from there.
/// </summary>
internal sealed class AcceleratedTimeProvider : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly string _file;
    private volatile Stretch _stretch;

    /// <summary>A clock that stands still where the folder says that it was left.</summary>
    /// <param name="folder">Where its instant is kept; made when it is missing.</param>
    /// <param name="start">Where it stands the first time.</param>
    /// <param name="factor">Virtual seconds per real second; 86400 is a day a second.</param>
    /// <param name="real">The real clock.</param>
    public AcceleratedTimeProvider(string folder, DateTimeOffset start, double factor, TimeProvider real)
    {
        Directory.CreateDirectory(folder);
        _file = Path.Combine(folder, "clock.json");
        _real = real;
        Factor = factor;
        var left = File.Exists(_file) ? JsonSerializer.Deserialize<DateTimeOffset>(File.ReadAllBytes(_file)) : start;
        _stretch = new Stretch(left, real.GetTimestamp(), left);
    }

    /// <summary>Virtual seconds per real second.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override long TimestampFrequency => _real.TimestampFrequency;

    /// <summary>Lets the clock run. For one caller at a time.</summary>
    /// <param name="time">Real time from now, after which it stands still again.</param>
    public void RunOn(TimeSpan time)
    {
        var timestamp = _real.GetTimestamp();
        var now = InstantAt(timestamp);
        var end = now + time * Factor;
        if (end <= _stretch.End) return;
        var draft = _file + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(end));
        File.Move(draft, _file, overwrite: true);
        _stretch = new Stretch(now, timestamp, end);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => InstantAt(_real.GetTimestamp()).ToUniversalTime();

    /// <inheritdoc/>
    public override long GetTimestamp() => _real.GetTimestamp();

    /// <summary>Delays are given in virtual time and do not wait for a clock that stands still; none is shorter than a millisecond of real time.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period));

    private DateTimeOffset InstantAt(long timestamp)
    {
        var stretch = _stretch;
        var elapsed = _real.GetElapsedTime(stretch.Timestamp, timestamp) * Factor;
        return elapsed < stretch.End - stretch.Start ? stretch.Start + elapsed : stretch.End;
    }

    private TimeSpan ToReal(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return delay;
        var scaled = delay / Factor;
        return scaled < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : scaled;
    }

    /// <summary>From <paramref name="Start"/> at <paramref name="Timestamp"/> of the real clock, to <paramref name="End"/> and no further.</summary>
    private sealed record Stretch(DateTimeOffset Start, long Timestamp, DateTimeOffset End);
}
