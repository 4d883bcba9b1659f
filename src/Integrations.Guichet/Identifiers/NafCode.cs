using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// Activity code of five characters, normalised to <c>25.62A</c> (registries also write <c>2562A</c>). NAF rév. 2 and
/// NAF 2025 (in force on 1 January 2027, décret 2025-736) share this shape and are stored side by side.
/// </summary>
public sealed partial record NafCode : IIdentifier<NafCode>
{
    private NafCode(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out NafCode? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var compact = Digits.WithoutSeparators(text).ToUpperInvariant();
        error = Compact().IsMatch(compact)
            ? null
            : new("naf.format", "Le code NAF s'écrit avec 4 chiffres et une lettre, par exemple 25.62A.");
        identifier = error is null ? new($"{compact[..2]}.{compact[2..]}") : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static NafCode Parse(string? text) => Identifier.Parse<NafCode>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    [GeneratedRegex(@"^[0-9]{4}[A-Z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Compact();
}
