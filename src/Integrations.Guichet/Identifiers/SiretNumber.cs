using System.Diagnostics.CodeAnalysis;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// SIRET of an establishment: the SIREN of its legal unit and five digits, Luhn over the fourteen. La Poste has more
/// establishments than Luhn leaves numbers: for SIREN 356000000 a digit sum that is a multiple of five is good too.
/// </summary>
public sealed record SiretNumber : IIdentifier<SiretNumber>
{
    private SiretNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>The legal unit, the first nine digits.</summary>
    public SirenNumber Siren => SirenNumber.Parse(Value[..9]);

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out SiretNumber? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var digits = Digits.WithoutSeparators(text);
        error = digits.Length != 14 || !Digits.AreAll(digits)
            ? new("siret.format", "Le numéro SIRET compte 14 chiffres.")
            : !Digits.PassLuhn(digits.AsSpan(0, 9)) || !HasGoodKey(digits)
                ? new("siret.checksum", "Ce numéro SIRET n'existe pas : sa clé de contrôle est fausse.")
                : null;
        identifier = error is null ? new(digits) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static SiretNumber Parse(string? text) => Identifier.Parse<SiretNumber>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    private static bool HasGoodKey(string digits) =>
        Digits.PassLuhn(digits)
        || (digits.StartsWith(SirenNumber.LaPoste, StringComparison.Ordinal) && Digits.Sum(digits) % 5 == 0);
}
