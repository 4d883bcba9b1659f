using System.Net;
using System.Text.RegularExpressions;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>The words of a page or a mail, without its markup; every blank is one plain space.</summary>
internal static partial class PlainText
{
    public static string Of(string html) => Blank().Replace(WebUtility.HtmlDecode(Markup().Replace(Unseen().Replace(html, " "), " ")), " ").Trim();

    /// <summary>Paths of the addresses that a mail leads to.</summary>
    public static IReadOnlyList<string> LinksOf(string html) =>
        [.. Link().Matches(html).Select(link => new Uri(WebUtility.HtmlDecode(link.Groups["address"].Value)).AbsolutePath).Distinct()];

    [GeneratedRegex("href=\"(?<address>https?://[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"<(style|script|head)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
