using System.Text.Json;
using System.Text.RegularExpressions;

namespace Integrations.Partners.Notifications;

/// <summary>
/// Mail programs read no style sheet: the look of each element (<c>p</c>, <c>a.bouton</c>) is written into its tag.
/// Templates stay plain HTML, the look is one file of the administrator.
/// </summary>
internal sealed partial class InlineStyles(IReadOnlyDictionary<string, string> styles)
{
    public static InlineStyles Parse(ReadOnlyMemory<byte> json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(json.Span) ?? []);

    /// <summary>Only tags written by a template are touched: what comes from the model is escaped and has none.</summary>
    public string Apply(string html) => OpeningTag().Replace(html, tag =>
    {
        var element = tag.Groups["element"].Value;
        var look = tag.Groups["class"] is { Success: true } name && styles.TryGetValue($"{element}.{name.Value}", out var special)
            ? special
            : styles.GetValueOrDefault(element);
        return look is null ? tag.Value : $"<{element} style=\"{look}\"{tag.Groups["rest"].Value}";
    });

    [GeneratedRegex("""<(?<element>[a-z][a-z0-9]*)(?<rest>(?: class="(?<class>[a-z-]+)")?(?=[ >/]))(?![^>]* style=)""")]
    private static partial Regex OpeningTag();
}
