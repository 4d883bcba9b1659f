using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Integrations.Guichet.Identifiers;

/// <summary>
/// Mail address within the lengths of RFC 5321 (64 and 254), with a dot in its domain. Nothing but an address gets through:
/// no white space, control character, comma or angle bracket that could open a header of a mail.
/// </summary>
public sealed partial record EmailAddress : IIdentifier<EmailAddress>
{
    private EmailAddress(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <summary>What follows the at sign, in lower case.</summary>
    public string Domain => Value[(Value.LastIndexOf('@') + 1)..];

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out EmailAddress? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = text?.Trim(' ') ?? "";
        error = value.Length > 254 || value.IndexOf('@', StringComparison.Ordinal) > 64
            ? new("email.length", "Cette adresse électronique est trop longue.")
            : !Shape().IsMatch(value)
                ? new("email.format", "Cette adresse électronique n'est pas valable. Exemple : prenom.nom@entreprise.fr.")
                : null;
        var at = value.IndexOf('@', StringComparison.Ordinal);
        identifier = error is null ? new(value[..at] + value[at..].ToLowerInvariant()) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static EmailAddress Parse(string? text) => Identifier.Parse<EmailAddress>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
