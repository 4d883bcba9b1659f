using Integrations.Host.Tests.Access;

namespace Integrations.Host.Tests.Security;

/// <summary>Every answer carries the headers that close a browser, whatever it answers.</summary>
public sealed class HeaderTests(ServedDesk.InProduction shared) : IClassFixture<ServedDesk.InProduction>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/connexion")]
    [InlineData("/suivi/no-token")]
    [InlineData("/reponse/no-token")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/webhooks/forms/nobody")]
    [InlineData("/workflows/nobody")]
    [InlineData("/elsa/api/workflow-definitions")]
    [InlineData("/assets/nothing.css")]
    [InlineData("/studio")]
    [InlineData("/nulle-part")]
    public async Task Every_address_answers_with_the_headers_that_close_a_browser(string address)
    {
        using var client = shared.Desk.Visit();
        using var answer = await client.GetAsync(address);

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("max-age=", Header("Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("", Header("Server") + Header("X-Powered-By"));
    }

    [Fact]
    public async Task Every_cookie_is_for_TLS_only_closed_to_scripts_and_to_other_sites()
    {
        await using var desk = await ServedDesk.InDevelopmentAsync();
        using var client = desk.Visit(out var browser);
        using var answer = await client.SignInAsync(Host.Access.DeskRole.Reader);

        Assert.True(browser.CookiesSet.Count >= 2);
        Assert.All(browser.CookiesSet, cookie =>
        {
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("; samesite=(lax|strict)", cookie.ToLowerInvariant());
        });
    }
}
