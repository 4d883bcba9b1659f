namespace Integrations.Runtime.Stores;

/// <summary>Patterns of LIKE, with the backslash as the character that takes the next one as it is.</summary>
internal static class LikePattern
{
    /// <summary>Fits every text that contains the term; null: there is no term to look for.</summary>
    public static string? Containing(string? term) => string.IsNullOrWhiteSpace(term)
        ? null
        : $"%{term.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
