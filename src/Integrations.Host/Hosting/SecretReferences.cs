namespace Integrations.Host.Hosting;

/// <summary>
/// A setting of Azure that refers to a vault holds, where the reference cannot be resolved, the reference itself: a text that anybody can
/// guess would then sign links and open forms. So the service does not start with one.
/// </summary>
internal static class SecretReferences
{
    private const string Unresolved = "@Microsoft.KeyVault(";

    /// <summary>Looks at every setting.</summary>
    /// <exception cref="ArgumentException">Some are unresolved; the message names them and says what to do.</exception>
    public static void Check(IConfiguration configuration)
    {
        var open = configuration.AsEnumerable().Where(setting => setting.Value?.StartsWith(Unresolved, StringComparison.OrdinalIgnoreCase) == true)
            .Select(setting => setting.Key).Order(StringComparer.Ordinal).ToList();
        if (open.Count > 0)
            throw new ArgumentException(
                $"Ces réglages renvoient à un secret que le coffre n'a pas donné (settings.secret_unresolved) : {string.Join(", ", open)}. "
                + "Créez le secret dans le coffre, et donnez à l'identité du service le rôle Key Vault Secrets User.");
    }
}
