using Integrations.Guichet.Identifiers;

namespace Integrations.Guichet.Submissions;

/// <summary>Collects findings; each check reads as the sentence it proves.</summary>
internal sealed class FindingList : List<Finding>
{
    internal void RejectIf(bool wrong, string path, string code, string message)
    {
        if (wrong)
            Add(Finding.Reject(path, code, message));
    }

    internal void WarnIf(bool doubtful, string path, string code, string message)
    {
        if (doubtful)
            Add(Finding.Warn(path, code, message));
    }

    /// <summary>Reads an identifier that is present; notes why it is not one.</summary>
    internal TIdentifier? Read<TIdentifier>(string? text, string path, Severity severity) where TIdentifier : class, IIdentifier<TIdentifier>
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (TIdentifier.TryParse(text, out var identifier, out var error))
            return identifier;
        Add(new(path, error.Code, severity, error.Message));
        return null;
    }

    /// <summary>Rejects a word outside a closed list.</summary>
    internal void RejectUnknownWord(string? word, IReadOnlyCollection<string> words, string path, string code) =>
        RejectIf(word is not null && !words.Contains(word), path, code, $"Valeur inconnue ; valeurs possibles : {string.Join(", ", words)}.");

    internal void RejectTooLong(string? text, int longest, string path) =>
        RejectIf(text?.Length > longest, path, "text.too_long", $"Ce texte dépasse {longest} caractères.");

    internal void RejectNegative(decimal? number, string path) =>
        RejectIf(number < 0, path, "number.negative", "Ce nombre ne peut pas être négatif.");
}
