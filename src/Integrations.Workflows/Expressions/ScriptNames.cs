using System.Text.RegularExpressions;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Names by which scripts reach variables and outputs, as Elsa makes them: the variables "total" and "sub_total" are read by getTotal() and
/// getSubTotal(). Elsa's library of words (Humanizer) changed its mind between its versions 2 and 3 on "_1" and on a "_" in front: both
/// spellings are understood.
/// </summary>
internal static partial class ScriptNames
{
    /// <summary>What follows "get" and "set"; null when the name has other signs than letters, digits, "_" and "$": Elsa makes no accessor then.</summary>
    public static string? Accessor(string name) => IsIdentifier(name) ? Join(Words(), name) : null;

    /// <summary>It is the accessor of a variable or an input of this name.</summary>
    public static bool IsAccessor(string name, ReadOnlySpan<char> accessor) => IsIdentifier(name) && IsPascal(name, accessor);

    /// <summary>It is the name with its words joined, each with a capital.</summary>
    public static bool IsPascal(string name, ReadOnlySpan<char> joined)
    {
        if (name.AsSpan().ContainsAny(' ', '_', '-')) return joined.SequenceEqual(Join(Words(), name)) || joined.SequenceEqual(Join(LetteredWords(), name));
        return name.Length == joined.Length && name.Length > 0 && joined[0] == char.ToUpperInvariant(name[0]) && joined[1..].SequenceEqual(name.AsSpan(1));
    }

    private static bool IsIdentifier(string name) => name.Length > 0 && name.All(sign => char.IsLetterOrDigit(sign) || sign is '_' or '$');

    private static string Join(Regex words, string name) => words.Replace(name, word => word.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("(?:^|_| +)(.)")]
    private static partial Regex Words();

    [GeneratedRegex("(?:[ _-]+|^)([a-zA-Z])")]
    private static partial Regex LetteredWords();
}
