using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// Identifier of a cadastral parcel (IDU), 14 characters: commune 5, absorbed commune 3 (<c>000</c> if none), section 2
/// (left-padded with 0), number 4. The commune part keeps the municipal arrondissement of Paris, Lyon and Marseille.
/// </summary>
/// <remarks>
/// In Alsace-Moselle (57, 67, 68) the land register numbers its sections: <c>12</c> is a section there and nowhere else.
/// </remarks>
public sealed partial record ParcelId : IIdentifier<ParcelId>
{
    private ParcelId(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>The commune or municipal arrondissement of the land register.</summary>
    public CommuneCode Commune => CommuneCode.Parse(Value[..5]);

    /// <summary>Last three figures of the INSEE code of the absorbed commune, <c>000</c> if none.</summary>
    public string AbsorbedCommune => Value[5..8];

    /// <summary>Section on two characters, such as <c>AB</c> or <c>0C</c>.</summary>
    public string Section => Value[8..10];

    /// <summary>Number in the section, four digits.</summary>
    public string Number => Value[10..];

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out ParcelId? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = text ?? "";
        var match = Full().Match(value);
        error = !match.Success || !CommuneCode.TryParse(match.Groups["commune"].Value, out var commune, out _)
            ? new("parcel.format", "La référence cadastrale compte 14 caractères, par exemple 74081000AB0123 (commune, préfixe, section, numéro).")
            : ErrorOfSection(commune, match.Groups["section"].Value);
        identifier = error is null ? new(value) : null;
        return error is null;
    }

    /// <summary>
    /// Reads the full form, or the short one that a land register extract shows (<c>AB 123</c>, <c>zc42</c>, <c>C 7</c>), which
    /// only makes sense within a commune.
    /// </summary>
    public static bool TryParse(
        string? text,
        CommuneCode commune,
        [NotNullWhen(true)] out ParcelId? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var match = Short().Match(Digits.WithoutSeparators(text).ToUpperInvariant());
        return match.Success
            ? TryParse(
                $"{commune.Value}000{match.Groups["section"].Value.PadLeft(2, '0')}{match.Groups["number"].Value.PadLeft(4, '0')}",
                out identifier,
                out error)
            : TryParse(text, out identifier, out error);
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static ParcelId Parse(string? text) => Identifier.Parse<ParcelId>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    private static IdentifierError? ErrorOfSection(CommuneCode commune, string section) =>
        Digits.AreAll(section) && commune.Department is not ("57" or "67" or "68")
            ? new("parcel.section", "La section cadastrale s'écrit avec une ou deux lettres, par exemple AB.")
            : null;

    [GeneratedRegex(@"^(?<commune>[0-9AB]{5})[0-9]{3}(?<section>[0A-Z][A-Z]|[0-9]{2})[0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Full();

    [GeneratedRegex(@"^(?<section>[A-Z]{1,2})(?<number>[0-9]{1,4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Short();
}
