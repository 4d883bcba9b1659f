using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Integrations.Partners.Answers;

/// <summary>Writes and reads the tokens of signed links: base64url of the right, a point, base64url of its HMAC-SHA256.</summary>
/// <param name="keys">The live keys.</param>
public sealed class LinkTokens(LinkKeys keys)
{
    private const string AnswerPurpose = "answer";
    private const string TrackingPurpose = "tracking";
    private const int LongestToken = 1024;

    /// <summary>Signs a right with the current key. The same right always gives the same token, so a letter sent again holds the same link.</summary>
    public string Issue(SignedLink link)
    {
        var expiry = link.ExpiresAt.ToUnixTimeSeconds();
        var payload = Base64Url.EncodeToString(link switch
        {
            SignedLink.PartnerAnswer answer =>
                Bytes(AnswerPurpose, answer.FileId, expiry, answer.TaskId, answer.PartnerId),
            SignedLink.FirmTracking tracking => Bytes(TrackingPurpose, tracking.FileId, expiry),
            _ => throw new InvalidOperationException($"Unknown link {link.GetType().Name}."),
        });
        return $"{payload}.{Base64Url.EncodeToString(Sign(keys.Keys[0], payload))}";
    }

    /// <summary>Reads a token. Nothing in it is looked at before its signature is found good, in constant time.</summary>
    /// <typeparam name="T">The right that the page needs.</typeparam>
    /// <param name="token">As it stands in the address.</param>
    /// <param name="now">Current instant.</param>
    public LinkReading<T> TryRead<T>(string? token, DateTimeOffset now)
        where T : SignedLink
    {
        if (token is null || token.Length > LongestToken || token.Split('.') is not [var payload, var signature]
            || !Base64Url.IsValid(payload) || !Base64Url.IsValid(signature))
            return new LinkReading<T>.Invalid(LinkProblem.Malformed);

        var presented = Base64Url.DecodeFromChars(signature);
        var genuine = false;
        foreach (var key in keys.Keys)
            genuine |= CryptographicOperations.FixedTimeEquals(Sign(key, payload), presented);
        if (!genuine)
            return new LinkReading<T>.Invalid(LinkProblem.BadSignature);

        return Parse(Base64Url.DecodeFromChars(payload)) switch
        {
            null => new LinkReading<T>.Invalid(LinkProblem.Malformed),
            T link => now < link.ExpiresAt
                ? new LinkReading<T>.Valid(link)
                : new LinkReading<T>.Invalid(LinkProblem.Expired),
            _ => new LinkReading<T>.Invalid(LinkProblem.WrongPurpose),
        };
    }

    private static SignedLink? Parse(byte[] payload)
    {
        using var document = JsonDocument.Parse(payload);
        var parts = document.RootElement.EnumerateArray().ToList();
        return parts switch
        {
            [var purpose, var file, var expiry, var task, var partner] when purpose.ValueEquals(AnswerPurpose) =>
                new SignedLink.PartnerAnswer(file.GetString()!, task.GetString()!, partner.GetString()!, Instant(expiry)),
            [var purpose, var file, var expiry] when purpose.ValueEquals(TrackingPurpose) =>
                new SignedLink.FirmTracking(file.GetString()!, Instant(expiry)),
            _ => null,
        };
    }

    private static DateTimeOffset Instant(JsonElement seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64());

    private static byte[] Bytes(params object[] parts) => JsonSerializer.SerializeToUtf8Bytes(parts);

    /// <summary>The key is used for links and nothing else: the label keeps it apart from other uses of the same setting.</summary>
    private static byte[] Sign(byte[] key, string payload) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("guichet-link-v1." + payload));
}
