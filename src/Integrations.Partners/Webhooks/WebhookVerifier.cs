using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integrations.Partners.Webhooks;

/// <summary>Checks that a delivery is genuine: on the raw body, in constant time, closed when no secret is set.</summary>
public static class WebhookVerifier
{
    /// <summary>How far a signed timestamp may be from now, in both directions.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Says whether <paramref name="delivery"/> was made by a holder of one of the <paramref name="secrets"/>.</summary>
    /// <param name="scheme">The scheme of the source.</param>
    /// <param name="delivery">The raw delivery.</param>
    /// <param name="secrets">Live secrets; with none the answer is always a refusal.</param>
    /// <param name="now">Current instant, for the schemes with a timestamp.</param>
    public static WebhookVerdict Verify(SignatureScheme scheme, IncomingWebhook delivery, WebhookSecrets secrets, DateTimeOffset now)
    {
        if (delivery.Body.Length > IncomingWebhook.MaxBodyBytes)
            return Refuse(WebhookRefusal.BodyTooLarge);
        if (secrets.Live.Count == 0)
            return Refuse(WebhookRefusal.NoSecretConfigured);

        return scheme switch
        {
            SignatureScheme.BodyHmac hmac => VerifyBodyHmac(hmac, delivery, secrets),
            SignatureScheme.Timestamped timestamped => VerifyTimestamped(timestamped, delivery, secrets, now),
            SignatureScheme.StandardWebhooks => VerifyStandardWebhooks(delivery, secrets, now),
            SignatureScheme.SharedHeader shared => VerifySharedSecret(Header(delivery, shared.Header), secrets),
            SignatureScheme.SecretInPath => VerifySharedSecret(delivery.PathSecret, secrets),
            _ => throw new InvalidOperationException($"Unknown signature scheme {scheme.Name}."),
        };
    }

    private static WebhookVerdict VerifyBodyHmac(SignatureScheme.BodyHmac scheme, IncomingWebhook delivery, WebhookSecrets secrets)
    {
        if (Header(delivery, scheme.Header) is not { } written)
            return Refuse(WebhookRefusal.SignatureMissing);
        if (!written.StartsWith(scheme.Prefix, StringComparison.Ordinal)
            || Decode(written[scheme.Prefix.Length..], scheme.Encoding) is not { } digest)
            return Refuse(WebhookRefusal.SignatureMalformed);

        return AnyMatches([digest], secrets.Live.Select(Encoding.UTF8.GetBytes), delivery.Body.Span);
    }

    private static WebhookVerdict VerifyTimestamped(
        SignatureScheme.Timestamped scheme, IncomingWebhook delivery, WebhookSecrets secrets, DateTimeOffset now)
    {
        if (Header(delivery, scheme.Header) is not { } written)
            return Refuse(WebhookRefusal.SignatureMissing);

        string? timestamp = null;
        var digests = new List<byte[]>();
        foreach (var part in written.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
                timestamp = part[2..];
            else if (part.StartsWith("v1=", StringComparison.Ordinal) && Decode(part[3..], DigestEncoding.Hex) is { } digest)
                digests.Add(digest);
        }

        if (UnixSeconds(timestamp) is not { } signedAt || digests.Count == 0)
            return Refuse(WebhookRefusal.SignatureMalformed);

        var verdict = AnyMatches(digests, secrets.Live.Select(Encoding.UTF8.GetBytes), Signed($"{timestamp}.", delivery.Body.Span));
        return Fresh(verdict, signedAt, now);
    }

    private static WebhookVerdict VerifyStandardWebhooks(IncomingWebhook delivery, WebhookSecrets secrets, DateTimeOffset now)
    {
        if (Header(delivery, "webhook-id") is not { } id
            || Header(delivery, "webhook-timestamp") is not { } timestamp
            || Header(delivery, "webhook-signature") is not { } written)
            return Refuse(WebhookRefusal.SignatureMissing);

        var digests = written.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.StartsWith("v1,", StringComparison.Ordinal))
            .Select(part => Decode(part[3..], DigestEncoding.Base64))
            .OfType<byte[]>()
            .ToList();
        if (UnixSeconds(timestamp) is not { } signedAt || digests.Count == 0)
            return Refuse(WebhookRefusal.SignatureMalformed);

        var keys = secrets.Live.Select(StandardWebhooksKey).OfType<byte[]>().ToList();
        if (keys.Count == 0)
            return Refuse(WebhookRefusal.NoSecretConfigured);

        return Fresh(AnyMatches(digests, keys, Signed($"{id}.{timestamp}.", delivery.Body.Span)), signedAt, now);
    }

    private static byte[]? StandardWebhooksKey(string secret)
    {
        const string prefix = "whsec_";
        return Decode(secret.StartsWith(prefix, StringComparison.Ordinal) ? secret[prefix.Length..] : secret, DigestEncoding.Base64);
    }

    /// <summary>Both sides are hashed first, so that the comparison tells nothing of the length either.</summary>
    private static WebhookVerdict VerifySharedSecret(string? presented, WebhookSecrets secrets)
    {
        if (string.IsNullOrEmpty(presented))
            return Refuse(WebhookRefusal.SignatureMissing);

        var presentedHash = SHA256.HashData(Encoding.UTF8.GetBytes(presented));
        var matches = false;
        foreach (var secret in secrets.Live)
            matches |= CryptographicOperations.FixedTimeEquals(presentedHash, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        return matches ? new WebhookVerdict.Accepted() : Refuse(WebhookRefusal.SignatureMismatch);
    }

    /// <summary>Every pair is compared, whatever the first ones gave: the time tells nothing of which secret is in use.</summary>
    private static WebhookVerdict AnyMatches(IReadOnlyList<byte[]> digests, IEnumerable<byte[]> keys, ReadOnlySpan<byte> signed)
    {
        var matches = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in keys)
        {
            HMACSHA256.HashData(key, signed, expected);
            foreach (var digest in digests)
                matches |= CryptographicOperations.FixedTimeEquals(expected, digest);
        }

        return matches ? new WebhookVerdict.Accepted() : Refuse(WebhookRefusal.SignatureMismatch);
    }

    /// <summary>Freshness is told only to those who hold the secret.</summary>
    private static WebhookVerdict Fresh(WebhookVerdict verdict, DateTimeOffset signedAt, DateTimeOffset now) =>
        verdict is WebhookVerdict.Accepted && (now - signedAt).Duration() > Tolerance ? Refuse(WebhookRefusal.Stale) : verdict;

    private static byte[] Signed(string prefix, ReadOnlySpan<byte> body) => [.. Encoding.UTF8.GetBytes(prefix), .. body];

    private static byte[]? Decode(string text, DigestEncoding encoding)
    {
        var buffer = new byte[text.Length];
        int written;
        var decoded = encoding == DigestEncoding.Hex
            ? Convert.FromHexString(text, buffer, out _, out written) == OperationStatus.Done
            : Convert.TryFromBase64String(text, buffer, out written);
        return decoded ? buffer[..written] : null;
    }

    private static DateTimeOffset? UnixSeconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string? Header(IncomingWebhook delivery, string name) =>
        delivery.Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static WebhookVerdict.Refused Refuse(WebhookRefusal reason) => new(reason);
}
