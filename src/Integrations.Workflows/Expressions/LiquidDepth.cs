using System.Text.RegularExpressions;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Refuses templates that are nested deeper than any person writes, before the parser sees them: it recurses without a limit, and a stack that
/// overflows ends the process. Counts generously: what it lets pass is far from the end of the stack.
/// </summary>
internal static partial class LiquidDepth
{
    private const int MaxBlocks = 64;
    private const int MaxBrackets = 32;
    private const int MaxFilters = 200;

    /// <exception cref="ExpressionException">Too deep.</exception>
    public static void Check(string template)
    {
        var blocks = 0;
        foreach (Match tag in Tag().Matches(template))
        {
            var content = tag.Groups["content"].ValueSpan;
            CheckTag(content);
            foreach (var word in FirstWord().EnumerateMatches(content))
            {
                var name = content.Slice(word.Index, word.Length).Trim();
                if (name.StartsWith("end", StringComparison.Ordinal)) blocks--;
                else if (name is "if" or "unless" or "case" or "for" or "tablerow" or "capture" or "comment" or "raw" or "ifchanged" or "macro" or "block" or "paginate" or "doc") blocks++;
                if (blocks > MaxBlocks) throw TooDeep();
            }
        }

        // What the pattern above could not see (a tag that is never closed) is read as one tag.
        if (template.LastIndexOf("{%", StringComparison.Ordinal) > template.LastIndexOf("%}", StringComparison.Ordinal)
            || template.LastIndexOf("{{", StringComparison.Ordinal) > template.LastIndexOf("}}", StringComparison.Ordinal))
            CheckTag(template);
    }

    private static void CheckTag(ReadOnlySpan<char> content)
    {
        int brackets = 0, filters = 0;
        foreach (var sign in content)
        {
            if (sign is '(' or '[') brackets++;
            else if (sign is ')' or ']') brackets--;
            else if (sign is '|' or ',') filters++;
            else if (sign is '\n') filters = 0;
            if (brackets > MaxBrackets || filters > MaxFilters) throw TooDeep();
        }
    }

    private static ExpressionException TooDeep() => new("le gabarit est trop profondément imbriqué");

    [GeneratedRegex(@"\{\{(?<content>.*?)\}\}|\{%(?<content>.*?)%\}", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?:^|\n)-?[ \t\r]*[a-z]+|(?<=liquid\s+)[a-z]+", RegexOptions.None)]
    private static partial Regex FirstWord();
}
