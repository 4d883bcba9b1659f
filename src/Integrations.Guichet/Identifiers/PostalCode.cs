using System.Diagnostics.CodeAnalysis;

namespace Integrations.Guichet.Identifiers;

/// <summary>French postal code: five digits. It says nothing sure about the commune: <see cref="CommuneCode"/> does.</summary>
public sealed record PostalCode : IIdentifier<PostalCode>
{
    private PostalCode(string value) => Value = value;

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out PostalCode? identifier,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        var value = Digits.WithoutSeparators(text);
        error = value.Length == 5 && Digits.AreAll(value)
            ? null
            : new("postal_code.format", "Le code postal compte 5 chiffres.");
        identifier = error is null ? new(value) : null;
        return error is null;
    }

    /// <inheritdoc cref="Identifier.Parse"/>
    public static PostalCode Parse(string? text) => Identifier.Parse<PostalCode>(text);

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;
}
