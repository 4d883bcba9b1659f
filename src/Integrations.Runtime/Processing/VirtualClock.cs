namespace Integrations.Runtime.Processing;

/// <summary>A clock that stands still until it is set: for simulations, where nine months pass in milliseconds.</summary>
/// <param name="start">First instant, UTC.</param>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Sets the clock. It never goes back: an earlier instant changes nothing.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > now)
            now = instant;
    }
}
