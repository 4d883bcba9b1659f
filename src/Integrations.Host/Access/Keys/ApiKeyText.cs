using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Integrations.Host.Access.Keys;

/// <summary>A key as it is handed to a machine, once: <c>guichet_</c>, its public id, its secret.</summary>
internal sealed class ApiKeyText
{
    private const string Mark = "guichet_";
    private const int IdLength = 16;
    private const int SecretBytes = 32;

    private readonly byte[] _secret;

    private ApiKeyText(string id, byte[] secret) => (Id, _secret) = (id, secret);

    /// <summary>The public id.</summary>
    public string Id { get; }

    /// <summary>What is kept of the secret.</summary>
    public string SecretHash => Convert.ToHexStringLower(SHA256.HashData(_secret));

    /// <summary>A new key.</summary>
    public static ApiKeyText New() => new(RandomNumberGenerator.GetHexString(IdLength, lowercase: true), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Whether somebody means a text as a key of ours, right or wrong.</summary>
    public static bool IsMeant(string? text) => text?.StartsWith(Mark, StringComparison.Ordinal) is true;

    /// <summary>Reads a key that somebody presents; whatever is not of its form is no key.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = null;
        if (!text.StartsWith(Mark, StringComparison.Ordinal) || text.Length <= Mark.Length + IdLength || text[Mark.Length + IdLength] != '_') return false;
        var secret = text.AsSpan(Mark.Length + IdLength + 1);
        var bytes = new byte[SecretBytes];
        if (!Base64Url.IsValid(secret, out var length) || length != SecretBytes || !Base64Url.TryDecodeFromChars(secret, bytes, out _)) return false;
        key = new ApiKeyText(text.Substring(Mark.Length, IdLength), bytes);
        return true;
    }

    /// <summary>Whether the secret is the one that was kept, in a time that does not tell how much of it is right.</summary>
    public bool Fits(ApiKey kept) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(_secret), Convert.FromHexString(kept.SecretHash));

    /// <summary>The whole key, secret included.</summary>
    public string Reveal() => $"{Mark}{Id}_{Base64Url.EncodeToString(_secret)}";
}
