using System.Diagnostics.CodeAnalysis;

namespace Integrations.Guichet.Identifiers;

/// <summary>Why a text is not an identifier: a stable ASCII code for machines, a French sentence for people.</summary>
/// <param name="Code">For example <c>siret.checksum</c>; never changes once published.</param>
/// <param name="Message">French, ready to be shown to the firm or to an agent; never holds the refused text.</param>
public sealed record IdentifierError(string Code, string Message);

/// <summary>
/// An identifier of the field that can only exist when it is well formed. <see cref="Value"/> is its normal form,
/// always text: leading zeros and Corsican letters are part of it.
/// </summary>
public interface IIdentifier<TSelf> where TSelf : class, IIdentifier<TSelf>
{
    /// <summary>The normal form, as it is stored and compared.</summary>
    string Value { get; }

    /// <summary>Reads and normalises; exactly one of <paramref name="identifier"/> and <paramref name="error"/> is not null.</summary>
    static abstract bool TryParse(
        string? text,
        [NotNullWhen(true)] out TSelf? identifier,
        [NotNullWhen(false)] out IdentifierError? error);
}
