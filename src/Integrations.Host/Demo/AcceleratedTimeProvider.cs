namespace Integrations.Host.Demo;

/// <summary>
/// A clock that runs faster than the real one, from a given instant. It is a function of real time: a process that is killed and
/// started again finds the clock where it would have been.
/// </summary>
/// <param name="anchor">Where virtual and real time met.</param>
/// <param name="real">The real clock.</param>
internal sealed class AcceleratedTimeProvider(ClockAnchor anchor, TimeProvider real) : TimeProvider
{
    /// <summary>Virtual seconds per real second.</summary>
    public double Factor => anchor.Factor;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => anchor.VirtualStart + (real.GetUtcNow() - anchor.RealStart) * anchor.Factor;

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <summary>Delays are given in virtual time; none is shorter than a millisecond of real time.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period));

    private TimeSpan ToReal(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return delay;
        var scaled = delay / anchor.Factor;
        return scaled < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : scaled;
    }
}

/// <summary>Where virtual and real time met, and how fast virtual time runs since.</summary>
/// <param name="RealStart">Real instant, UTC.</param>
/// <param name="VirtualStart">Virtual instant, UTC.</param>
/// <param name="Factor">Virtual seconds per real second; 86400 is a day a second.</param>
internal sealed record ClockAnchor(DateTimeOffset RealStart, DateTimeOffset VirtualStart, double Factor)
{
    /// <summary>Reads the anchor of a data folder, or drops one there: the clock of a demonstration survives its process.</summary>
    public static ClockAnchor LoadOrCreate(string folder, DateTimeOffset virtualStart, double factor, DateTimeOffset realNow)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "clock.json");
        if (File.Exists(file))
            return System.Text.Json.JsonSerializer.Deserialize<ClockAnchor>(File.ReadAllBytes(file))
                ?? throw new InvalidDataException($"« {file} » ne contient pas l'horloge de la démonstration : supprimez le dossier {folder}.");
        var anchor = new ClockAnchor(realNow, virtualStart, factor);
        var draft = file + ".new";
        File.WriteAllBytes(draft, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(anchor));
        File.Move(draft, file);
        return anchor;
    }
}
