using System.Diagnostics.CodeAnalysis;
using PhoneNumbers;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// Phone number in E.164 (<c>+33612345678</c>). A national number is read as French; the numbering plan tells metropolitan
/// France from Guadeloupe, Martinique, Guyane, Réunion, Mayotte and Saint-Pierre-et-Miquelon.
/// </summary>
public sealed record PhoneNumber : IIdentifier<PhoneNumber>
{
    private static readonly PhoneNumberUtil Plan = PhoneNumberUtil.GetInstance();

    // National numbers of these countries look alike (ten digits from 0): each plan refuses the others' prefixes.
    private static readonly string[] FrenchRegions = ["FR", "GP", "MQ", "GF", "RE", "YT", "PM"];

    // Overseas ranges open faster than the tables of any library: there, the right length is enough.
    private static readonly int[] OverseasCountryCodes = [262, 508, 590, 594, 596];

    private PhoneNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out PhoneNumber? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = FrenchRegions.Select(region => ValidIn(region, text ?? "")).FirstOrDefault(valid => valid is not null);
        identifier = value is null ? null : new(value);
        error = value is null
            ? new("phone.format", "Ce numéro de téléphone n'existe pas. Exemples : 06 12 34 56 78, +262 692 12 34 56.")
            : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static PhoneNumber Parse(string? text) => Identifier.Parse<PhoneNumber>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    private static string? ValidIn(string region, string text)
    {
        try
        {
            var number = Plan.Parse(text, region);
            var isGood = Plan.IsValidNumber(number) || (OverseasCountryCodes.Contains(number.CountryCode) && text.TrimStart().StartsWith('+')
                && Plan.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE);
            return isGood && !number.HasExtension
                ? Plan.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
