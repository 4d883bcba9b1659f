using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Integrations.Guichet.Identifiers;

/// <summary>French intra-community VAT number: FR, key, SIREN, with key = (12 + 3 × (SIREN mod 97)) mod 97.</summary>
public sealed record VatNumber : IIdentifier<VatNumber>
{
    private VatNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>The legal unit.</summary>
    public SirenNumber Siren => SirenNumber.Parse(Value[4..]);

    /// <summary>The VAT number that goes with a SIREN.</summary>
    public static VatNumber Of(SirenNumber siren) => new($"FR{KeyOf(siren.Value):00}{siren.Value}");

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out VatNumber? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = Digits.WithoutSeparators(text).ToUpperInvariant();
        error = value.Length != 13 || !value.StartsWith("FR", StringComparison.Ordinal) || !Digits.AreAll(value.AsSpan(2))
            ? new("vat.format", "Le numéro de TVA s'écrit FR suivi de 11 chiffres.")
            : !Digits.PassLuhn(value.AsSpan(4)) || KeyOf(value[4..]) != int.Parse(value.AsSpan(2, 2), CultureInfo.InvariantCulture)
                ? new("vat.checksum", "Ce numéro de TVA n'existe pas : sa clé ne correspond pas au SIREN.")
                : null;
        identifier = error is null ? new(value) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static VatNumber Parse(string? text) => Identifier.Parse<VatNumber>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    private static int KeyOf(string siren) => (12 + (3 * (int.Parse(siren, CultureInfo.InvariantCulture) % 97))) % 97;
}
