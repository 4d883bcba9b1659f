using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// INSEE code of a commune (code officiel géographique), five characters and always text: Corsica has <c>2A</c> and
/// <c>2B</c>, overseas departments start with <c>97</c>. The collectivities of the Pacific (<c>98x</c>) are refused: most of
/// the rules of this desk do not apply there. Municipal arrondissements of Paris, Lyon and Marseille are codes of their own,
/// because the land register uses them; <see cref="TownHall"/> gives the commune that decides.
/// </summary>
public sealed partial record CommuneCode : IIdentifier<CommuneCode>
{
    private CommuneCode(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>Code of the department: two characters, three overseas.</summary>
    public string Department => Value.StartsWith("97", StringComparison.Ordinal) ? Value[..3] : Value[..2];

    /// <summary>True for an arrondissement of Paris, Lyon or Marseille.</summary>
    public bool IsMunicipalArrondissement => TownHall != this;

    /// <summary>The commune whose town hall acts: Paris, Lyon or Marseille for their arrondissements, else the commune itself.</summary>
    public CommuneCode TownHall => Value switch
    {
        _ when IsBetween(75101, 75120) => new("75056"),
        _ when IsBetween(69381, 69389) => new("69123"),
        _ when IsBetween(13201, 13216) => new("13055"),
        _ => this,
    };

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out CommuneCode? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = (text ?? "").Trim().ToUpperInvariant();
        error = Pacific().IsMatch(value)
            ? new(
                "commune.out_of_scope",
                "Cette commune relève d'une collectivité du Pacifique, où les règles d'urbanisme et d'environnement de ce guichet ne s'appliquent pas.")
            : PreviousCorsican().IsMatch(value)
                ? new("commune.former_corsican_code", "Ce code de commune corse n'existe plus depuis 1976 : il commence par 2A ou 2B.")
                : !Known().IsMatch(value)
                    ? new("commune.format", "Le code INSEE de la commune compte 5 caractères, par exemple 35360, 2B037 ou 97407 ; ce n'est pas le code postal.")
                    : null;
        identifier = error is null ? new(value) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static CommuneCode Parse(string? text) => Identifier.Parse<CommuneCode>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    private bool IsBetween(int first, int last) =>
        int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= first && number <= last;

    [GeneratedRegex(@"^((0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5])[0-9]{3}|97[1-8][0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    [GeneratedRegex(@"^98[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pacific();

    [GeneratedRegex(@"^20[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PreviousCorsican();
}
