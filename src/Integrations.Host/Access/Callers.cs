using System.Net;
using System.Net.Sockets;

namespace Integrations.Host.Access;

/// <summary>Whom a limit counts as one.</summary>
internal static class Callers
{
    /// <summary>The address of the caller; of IPv6 the network, since one machine has all of its addresses.</summary>
    public static IPAddress NetworkOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
