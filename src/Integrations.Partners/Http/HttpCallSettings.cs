using System.ComponentModel.DataAnnotations;

namespace Integrations.Partners.Http;

/// <summary>What workflows may call. Section <c>HttpCalls</c>.</summary>
public sealed class HttpCallSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "HttpCalls";

    /// <summary>Attempts at one delivery; with the longest timeout they stay below the time that the outbox gives a delivery.</summary>
    public const int Attempts = 3;

    /// <summary>
    /// Hosts, as "name" or "name:port", that may be called although their address is inside (loopback, private, link-local). Without an entry
    /// only public addresses are called.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Longest wait for one response with its body.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30", ErrorMessage = "HttpCalls:Timeout va de 0,1 à 30 secondes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest body of a response that is read, in bytes, unpacked.</summary>
    [Range(1, 100_000_000, ErrorMessage = "HttpCalls:MaxResponseBytes va de 1 à 100 000 000 octets.")]
    public int MaxResponseBytes { get; set; } = 1024 * 1024;
}
