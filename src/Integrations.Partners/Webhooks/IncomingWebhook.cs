using Microsoft.AspNetCore.Http;

namespace Integrations.Partners.Webhooks;

/// <summary>A delivery as it came over the wire: nothing decoded, so that signatures are checked on the very bytes that were signed.</summary>
/// <param name="Body">Raw body.</param>
/// <param name="Headers">Headers by name; the dictionary must compare names without case.</param>
/// <param name="PathSecret">Last segment of the address when the sender can do no better.</param>
public sealed record IncomingWebhook(ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers, string? PathSecret = null)
{
    /// <summary>Largest body that is read: 1 MiB. Files come as addresses, never inside.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>Value of Content-Type, empty when there is none.</summary>
    public string ContentType => Headers.GetValueOrDefault("Content-Type") ?? "";

    /// <summary>
    /// Reads a request without trusting its Content-Length. Returns null when the body is larger than <see cref="MaxBodyBytes"/>;
    /// at most one byte more than that is ever buffered.
    /// </summary>
    public static async Task<IncomingWebhook?> ReadAsync(HttpRequest request, string? pathSecret, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBodyBytes)
            return null;

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > MaxBodyBytes)
                return null;
            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellation);
        }

        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new IncomingWebhook(buffer.ToArray(), headers, pathSecret);
    }
}
