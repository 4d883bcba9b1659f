using System.Diagnostics.CodeAnalysis;

namespace Integrations.Guichet.Identifiers;

/// <summary>Number of a site in the register of classified installations (AIOT, ex S3IC): ten digits.</summary>
public sealed record AiotNumber : IIdentifier<AiotNumber>
{
    private AiotNumber(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out AiotNumber? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = Digits.WithoutSeparators(text);
        error = value.Length == 10 && Digits.AreAll(value)
            ? null
            : new("aiot.format", "Le numéro AIOT compte 10 chiffres.");
        identifier = error is null ? new(value) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static AiotNumber Parse(string? text) => Identifier.Parse<AiotNumber>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;
}
