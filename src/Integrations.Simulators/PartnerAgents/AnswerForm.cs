using System.Net;
using System.Text.RegularExpressions;

namespace Integrations.Simulators.PartnerAgents;

/// <summary>The form of an answer page, as a browser sees it.</summary>
/// <param name="Action">Where it is posted, as written.</param>
/// <param name="Hidden">Fields that a person does not see (the antiforgery token among them).</param>
internal sealed partial record AnswerForm(string Action, IReadOnlyDictionary<string, string> Hidden)
{
    /// <summary>The form that has a field of this name; null when the page has none (already answered, expired).</summary>
    public static AnswerForm? Find(string html, string answerField)
    {
        foreach (Match form in Form().Matches(html))
        {
            var fields = Field().Matches(form.Groups["content"].Value)
                .Select(field => Attributes(field.Groups["attributes"].Value)).ToList();
            if (!fields.Exists(field => field.GetValueOrDefault("name") == answerField))
                continue;
            return new AnswerForm(
                Attributes(form.Groups["attributes"].Value).GetValueOrDefault("action") ?? "",
                fields.Where(field => field.GetValueOrDefault("type") == "hidden" && field.ContainsKey("name"))
                    .ToDictionary(field => field["name"], field => field.GetValueOrDefault("value") ?? ""));
        }

        return null;
    }

    private static Dictionary<string, string> Attributes(string text)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match attribute in Attribute().Matches(text))
            attributes.TryAdd(attribute.Groups["name"].Value, WebUtility.HtmlDecode(attribute.Groups["value"].Value));
        return attributes;
    }

    [GeneratedRegex(@"<form\b(?<attributes>[^>]*)>(?<content>.*?)</form>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"<(?:input|button|select|textarea)\b(?<attributes>[^>]*)>", RegexOptions.IgnoreCase)]
    private static partial Regex Field();

    [GeneratedRegex("""(?<name>[\w-]+)(?:\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'>]+)))?""")]
    private static partial Regex Attribute();
}
