using System.Text;
using Microsoft.Extensions.Configuration;

namespace Integrations.Partners.Answers;

/// <summary>The keys that sign links: the first signs, all verify, so that links already sent live on while a key is replaced.</summary>
public sealed class LinkKeys
{
    private const int SmallestBytes = 32;

    private LinkKeys(IReadOnlyList<byte[]> keys) => Keys = keys;

    internal IReadOnlyList<byte[]> Keys { get; }

    /// <summary>Takes the current key, then those it replaced.</summary>
    /// <exception cref="ArgumentException">No key, or one of fewer than 32 bytes.</exception>
    public static LinkKeys Of(params IEnumerable<string?> secrets)
    {
        var keys = secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(secret => Encoding.UTF8.GetBytes(secret!)).ToList();
        if (keys.Count == 0)
            throw new ArgumentException("Aucune clé n'est donnée pour signer les liens (réglage Links:Key).", nameof(secrets));
        if (keys.Exists(key => key.Length < SmallestBytes))
            throw new ArgumentException($"Une clé de signature des liens a moins de {SmallestBytes} octets.", nameof(secrets));
        return new LinkKeys(keys);
    }

    /// <summary>Reads <c>Links:Key</c> and, during a rotation, <c>Links:PreviousKey</c>.</summary>
    public static LinkKeys FromConfiguration(IConfiguration configuration) =>
        Of(configuration["Links:Key"], configuration["Links:PreviousKey"]);
}
