using System.Net;
using System.Threading.RateLimiting;
using Integrations.Host.Telemetry;

namespace Integrations.Host.Access;

/// <summary>
/// Counts the sign-ins and keys that failed, by the address they came from: after many of them an address has to wait. It keeps
/// guesses from filling the log and the store; the keys themselves are beyond guessing. Behind a proxy a whole town may share one address,
/// so only what has failed, or would be looked at for nothing, is ever held up by it: a right key and a sign-in that began here never are.
/// </summary>
internal sealed class FailureLimit(DeskMeter meter) : IDisposable
{
    /// <summary>Failures within <see cref="Memory"/> before an address has to wait.</summary>
    public const int Most = 20;

    /// <summary>After how long a failure is forgiven.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<(IPAddress Address, string Attempt)> _failures = PartitionedRateLimiter.Create<(IPAddress, string), (IPAddress, string)>(caller =>
        RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions { PermitLimit = Most, Window = Memory, SegmentsPerWindow = 5 }));

    /// <summary>Whether the caller has to wait.</summary>
    /// <param name="context">The request.</param>
    /// <param name="attempt">Counts apart from the others of the same address what only its owner can repeat; empty: what anybody can send.</param>
    public bool IsReached(HttpContext context, string attempt = "")
    {
        using var lease = _failures.AttemptAcquire((Callers.NetworkOf(context), attempt), 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts a failure of the caller.</summary>
    public void Count(HttpContext context, string attempt = "")
    {
        _failures.AttemptAcquire((Callers.NetworkOf(context), attempt)).Dispose();
        meter.SignInFailed();
    }

    /// <inheritdoc/>
    public void Dispose() => _failures.Dispose();
}
