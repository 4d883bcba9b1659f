using System.Net;
using System.Net.Sockets;

namespace Integrations.Partners.Http;

/// <summary>
/// Keeps calls of workflows away from what is inside: the machine itself, its network, the metadata service of the cloud. The address is
/// looked at when the connection is made, after the name is resolved, so neither a name that points inside nor a redirect gets past it.
/// </summary>
internal sealed class AddressGuard(IReadOnlyList<string> allowedHosts)
{
    /// <summary>Prefixes of addresses that are not of the open internet (RFC 6890, and the platform address of Azure).</summary>
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
            "::/96", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
        }.Select(prefix => IPNetwork.Parse(prefix)),
    ];

    /// <summary>An address of the open internet. What wraps an IPv4 address in an IPv6 one (NAT64, Teredo, 6to4) is none: it could lead inside.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Inside, network => network.Contains(plain));
    }

    /// <summary>Connects, for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">The name leads to no address that may be called.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var resolved = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var open = IsAllowed(host, port) ? resolved : Array.FindAll(resolved, IsPublic);
        if (open.Length == 0 && resolved.Length > 0) throw new AddressRefusedException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host, int port) =>
        allowedHosts.Any(allowed => string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase) || string.Equals(allowed, $"{host}:{port}", StringComparison.OrdinalIgnoreCase));
}

/// <summary>An address is inside and not listed.</summary>
/// <param name="host">Its name.</param>
internal sealed class AddressRefusedException(string host) : Exception($"L'adresse « {host} » est interne : ajoutez-la à HttpCalls:AllowedHosts si les workflows peuvent l'appeler.");
