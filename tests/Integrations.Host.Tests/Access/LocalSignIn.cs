using System.Text.RegularExpressions;
using Integrations.Host.Access;

namespace Integrations.Host.Tests.Access;

/// <summary>Signs a browser in by the local page of development, as a person does.</summary>
internal static partial class LocalSignIn
{
    /// <summary>Signs in; the cookies of the client are those of this person from now on.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(this HttpClient browser, DeskRole role, string person = "camille", string returnTo = "/health/live")
    {
        var page = await browser.GetStringAsync("/connexion/locale");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["garde"] = Guard().Match(page).Groups["value"].Value,
            ["personne"] = person,
            ["role"] = role.Word(),
            ["retour"] = returnTo,
        });
        return await browser.PostAsync("/connexion/locale", form);
    }

    /// <summary>The hidden token of a page's form.</summary>
    public static string GuardOf(string page) => Guard().Match(page).Groups["value"].Value;

    [GeneratedRegex("name=\"garde\"[^>]* value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Guard();
}
