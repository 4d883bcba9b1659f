using Microsoft.Extensions.Configuration;

namespace Integrations.Partners.Webhooks;

/// <summary>The secrets that are live for one source: none (closed), one, or two while one replaces the other.</summary>
public sealed record WebhookSecrets
{
    private WebhookSecrets(IReadOnlyList<string> live) => Live = live;

    /// <summary>No secret set: every delivery is refused.</summary>
    public static WebhookSecrets None { get; } = new([]);

    /// <summary>Live secrets, the current one first.</summary>
    public IReadOnlyList<string> Live { get; }

    /// <summary>Takes the secrets given; null and blank ones do not count.</summary>
    public static WebhookSecrets Of(params IEnumerable<string?> secrets) =>
        new(secrets.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(secret => secret!).ToArray());

    /// <summary>
    /// Reads the setting <paramref name="key"/> (one secret), or <c>key:Current</c> and <c>key:Previous</c> during a rotation.
    /// </summary>
    public static WebhookSecrets FromConfiguration(IConfiguration configuration, string key) =>
        Of(configuration[key], configuration[$"{key}:Current"], configuration[$"{key}:Previous"]);

    /// <summary>A secret never goes to a log.</summary>
    public override string ToString() => $"WebhookSecrets({Live.Count})";
}
