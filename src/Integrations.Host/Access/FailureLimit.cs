using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Integrations.Host.Access;

/// <summary>
/// Counts the sign-ins and keys that failed, by the address they came from: after many of them an address has to wait. It keeps
/// guesses from filling the log and the store; the keys themselves are beyond guessing.
/// </summary>
internal sealed class FailureLimit : IDisposable
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
        using var lease = _failures.AttemptAcquire(Source(context), 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts a failure of the caller.</summary>
    public void Count(HttpContext context) => _failures.AttemptAcquire(Source(context)).Dispose();

    /// <inheritdoc/>
    public void Dispose() => _failures.Dispose();

    /// <summary>The address; of IPv6 the network, since one machine has all of its addresses.</summary>
    private static IPAddress Source(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
