using System.Text.RegularExpressions;
using Integrations.Guichet.Files.Facts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>A partner's agent in front of the answer page.</summary>
/// <param name="browser">Keeps the cookie of the page.</param>
/// <param name="link">Path of the page.</param>
/// <param name="guard">The page's token against forged forms.</param>
internal sealed partial class AnswerPageVisitor(HttpClient browser, string link, string guard)
{
    /// <summary>Opens the page.</summary>
    public static async Task<AnswerPageVisitor> OpenAsync(HttpClient browser, string link)
    {
        var page = await browser.GetStringAsync(link);
        var guard = Field().Matches(page).Select(field => field.Value).Single(field => field.Contains("name=\"garde\"", StringComparison.Ordinal));
        return new AnswerPageVisitor(browser, link, Value().Match(guard).Groups["value"].Value);
    }

    /// <summary>Fills in the form and sends it. Returns the words of the page that follows.</summary>
    public async Task<string> SendAsync(AnswerKind kind, string? comment, string name)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["garde"] = guard,
            ["choix"] = kind.ToString(),
            ["commentaire"] = comment ?? "",
            ["nom"] = name,
        });
        using var answer = await browser.PostAsync(link, form);
        var page = PlainText.Of(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.IsSuccessStatusCode, page);
        return page;
    }

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Field();

    [GeneratedRegex("value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Value();
}
