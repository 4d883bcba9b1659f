namespace Integrations.Host.Portal.Language;

/// <summary>French typography: the space before a high sign and inside quotation marks does not break.</summary>
public static class Typography
{
    private const char NoBreak = '\u00a0';

    /// <summary>The text with its breaking spaces made unbreakable where French wants it; nothing else changes.</summary>
    public static string French(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var place = 0; place < source.Length; place++)
        {
            var sticks = source[place] == ' '
                && ((place + 1 < source.Length && source[place + 1] is ';' or ':' or '?' or '!' or '»') || (place > 0 && source[place - 1] == '«'));
            target[place] = sticks ? NoBreak : source[place];
        }
    });
}
