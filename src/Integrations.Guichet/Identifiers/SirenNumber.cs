using System.Diagnostics.CodeAnalysis;

namespace Integrations.Guichet.Identifiers;

/// <summary>SIREN of a legal unit: nine digits, the last one a Luhn key (code de commerce R123-221).</summary>
public sealed record SirenNumber : IIdentifier<SirenNumber>
{
    internal const string LaPoste = "356000000";

    private SirenNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out SirenNumber? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var digits = Digits.WithoutSeparators(text);
        error = digits switch
        {
            { Length: not 9 } => new("siren.format", "Le numéro SIREN compte 9 chiffres."),
            _ when !Digits.AreAll(digits) => new("siren.format", "Le numéro SIREN compte 9 chiffres."),
            _ when !Digits.PassLuhn(digits) => new("siren.checksum", "Ce numéro SIREN n'existe pas : sa clé de contrôle est fausse."),
            _ => null,
        };
        identifier = error is null ? new(digits) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static SirenNumber Parse(string? text) => Identifier.Parse<SirenNumber>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;
}
