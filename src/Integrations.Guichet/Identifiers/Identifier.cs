namespace Integrations.Guichet.Identifiers;

/// <summary>Reads any identifier by its type.</summary>
public static class Identifier
{
    /// <summary>Reads a text that is known to be good, such as a constant or a stored value.</summary>
    /// <exception cref="FormatException">The text is not an identifier; the message holds the code and the French sentence.</exception>
    public static TIdentifier Parse<TIdentifier>(string? text) where TIdentifier : class, IIdentifier<TIdentifier> =>
        TIdentifier.TryParse(text, out var identifier, out var error)
            ? identifier
            : throw new FormatException($"{error.Code}: {error.Message}");

    /// <summary>The identifier, or null when the text is not one.</summary>
    public static TIdentifier? ParseOrNull<TIdentifier>(string? text) where TIdentifier : class, IIdentifier<TIdentifier> =>
        TIdentifier.TryParse(text, out var identifier, out _) ? identifier : null;
}
