using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// Number of an urbanism file (article A423-1 of the code de l'urbanisme), such as <c>PC0740812600012</c>: type, department
/// on three, commune on three, year on two, sequence of five. Overseas the department is <c>974</c> and the commune the last
/// three characters of its INSEE code.
/// </summary>
public sealed partial record PermitNumber : IIdentifier<PermitNumber>
{
    private PermitNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>PC, PA, PD, DP, CU or AT.</summary>
    public string Kind => Value[..2];

    /// <summary>The commune that gave the number.</summary>
    public CommuneCode Commune => CommuneCode.Parse(CommuneOf(Value));

    /// <summary>Year of the deposit.</summary>
    public int Year => 2000 + int.Parse(Value.AsSpan(8, 2), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out PermitNumber? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = Compact(text);
        error = Shape().IsMatch(value) && CommuneCode.TryParse(CommuneOf(value), out _, out _)
            ? null
            : new("permit_number.format", "Le numéro d'urbanisme compte 15 caractères, par exemple PC0740812600012.");
        identifier = error is null ? new(value) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static PermitNumber Parse(string? text) => Identifier.Parse<PermitNumber>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    // Spaces are only typed for reading; a dash or a dot would hide a number written by another scheme.
    private static string Compact(string? text) =>
        text is null ? "" : string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    private static string CommuneOf(string value) => value[2] switch
    {
        '9' => value[2..4] + value[5..8],
        _ => value[3..8],
    };

    [GeneratedRegex(@"^(PC|PA|PD|DP|CU|AT)([0-9]{3}|02A|02B)[0-9]{3}[0-9]{2}[A-Z0-9][0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
