using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Integrations.Partners.Webhooks;

namespace Integrations.Host.CommandLine;

/// <summary>Signs a body as a form tool would: the sender's side of <see cref="WebhookVerifier"/>, for tests by hand and the demonstration.</summary>
internal static class WebhookSigner
{
    /// <summary>Headers and the last segment of the address that prove the delivery.</summary>
    /// <param name="scheme">Scheme of the source.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="body">The very bytes that will be sent.</param>
    /// <param name="now">Instant of the signature, for the schemes that carry one.</param>
    public static SignedHeaders Sign(SignatureScheme scheme, string secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        switch (scheme)
        {
            case SignatureScheme.BodyHmac hmac:
                var digest = HMACSHA256.HashData(key, body);
                var written = hmac.Encoding == DigestEncoding.Base64 ? Convert.ToBase64String(digest) : Convert.ToHexStringLower(digest);
                return new([new(hmac.Header, hmac.Prefix + written)]);
            case SignatureScheme.Timestamped timestamped:
                return new([new(timestamped.Header, $"t={seconds},v1={Convert.ToHexStringLower(Digest(key, $"{seconds}.", body))}")]);
            case SignatureScheme.StandardWebhooks:
                var id = "msg_" + Guid.CreateVersion7().ToString("N");
                var standardKey = Convert.FromBase64String(secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret[6..] : secret);
                return new(
                [
                    new("webhook-id", id),
                    new("webhook-timestamp", seconds),
                    new("webhook-signature", "v1," + Convert.ToBase64String(Digest(standardKey, $"{id}.{seconds}.", body))),
                ]);
            case SignatureScheme.SharedHeader shared:
                return new([new(shared.Header, secret)]);
            case SignatureScheme.SecretInPath:
                return new([], secret);
            default:
                throw new InvalidOperationException($"Unknown signature scheme {scheme.Name}.");
        }
    }

    private static byte[] Digest(byte[] key, string prefix, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(key, (ReadOnlySpan<byte>)[.. Encoding.UTF8.GetBytes(prefix), .. body]);
}

/// <summary>What goes with a signed body.</summary>
/// <param name="Headers">Headers to set.</param>
/// <param name="PathSecret">Last segment of the address, for senders that cannot set a header.</param>
internal sealed record SignedHeaders(IReadOnlyList<KeyValuePair<string, string>> Headers, string? PathSecret = null);
