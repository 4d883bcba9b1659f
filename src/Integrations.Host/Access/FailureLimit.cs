using System.Net;
using System.Threading.RateLimiting;
using Integrations.Host.Telemetry;

namespace Integrations.Host.Access;

/// <summary>
/// Counts the sign-ins and keys that failed, by the address they came from: after many of them an address has to wait. It keeps
/// guesses from filling the log and the store; the keys themselves are beyond guessing.
/// </summary>
internal sealed class FailureLimit(DeskMeter meter) : IDisposable
{
    /// <summary>Failures within <see cref="Memory"/> before an address has to wait.</summary>
    public const int Most = 20;

    /// <summary>After how long a failure is forgiven.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions { PermitLimit = Most, Window = Memory, SegmentsPerWindow = 5 }));

    /// <summary>Whether the caller has to wait.</summary>
    public bool IsReached(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(Callers.NetworkOf(context), 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts a failure of the caller.</summary>
    public void Count(HttpContext context)
    {
        _failures.AttemptAcquire(Callers.NetworkOf(context)).Dispose();
        meter.SignInFailed();
    }

    /// <inheritdoc/>
    public void Dispose() => _failures.Dispose();
}
