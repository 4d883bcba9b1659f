using System.Net;
using Integrations.Host.Access;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Integrations.Host.Tests.Access;

/// <summary>The whole code flow, between the real host in production and a strict provider.</summary>
public sealed class OpenIdSignInTests
{
    private const string Callback = $"https://{ServedDesk.Site}/connexion/oidc/retour";

    private static readonly string[] Settings =
    [
        $"Access:OpenIdConnect:Authority=https://{ProviderForTests.Site}",
        $"Access:OpenIdConnect:ClientId={ProviderForTests.ClientId}",
        $"Access:OpenIdConnect:ClientSecret={ProviderForTests.ClientSecret}",
        "Access:OpenIdConnect:RoleClaim=groups",
        "Access:OpenIdConnect:Roles:Administrator=dsi",
        "Access:OpenIdConnect:Roles:CaseWorker:0=economie",
        "Access:OpenIdConnect:Roles:CaseWorker:1=urbanisme",
        "Access:OpenIdConnect:Roles:Reader=mairie",
    ];

    [Fact]
    public async Task A_person_signs_in_at_the_provider_and_comes_back_to_the_page_they_wanted()
    {
        await using var provider = await ProviderAsync("mairie");
        await using var desk = await DeskAsync(provider);
        using var client = desk.Visit(out var browser, (ProviderForTests.Site, provider.Handler));

        using var page = await Browser.FollowAsync(client, await client.GetAsync("/dossiers?etat=decide"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("/dossiers?etat=decide", page.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("Claire Martin", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var session = Assert.Single(browser.CookiesSet, cookie => cookie.StartsWith("__Host-session=", StringComparison.Ordinal));
        foreach (var attribute in new[] { "; path=/", "; secure", "; samesite=lax", "; httponly" })
            Assert.Contains(attribute, session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ProviderForTests.ClientSecret, desk.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mairie", HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("urbanisme", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("mairie,DSI", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("piscine", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task The_claims_of_the_provider_give_the_role(string groups, HttpStatusCode read, HttpStatusCode operate, HttpStatusCode design)
    {
        await using var provider = await ProviderAsync(groups.Split(','));
        await using var desk = await DeskAsync(provider);
        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));
        using var home = await Browser.FollowAsync(client, await client.GetAsync("/exploitation"));

        Assert.Equal(read, home.StatusCode);
        Assert.Equal(read, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
        Assert.Equal(operate, (await client.GetAsync("/elsa/api/probe/Operate")).StatusCode);
        Assert.Equal(design, (await client.GetAsync("/elsa/api/probe/Design")).StatusCode);
    }

    [Fact]
    public async Task Somebody_without_a_role_learns_whom_to_ask_and_may_sign_out()
    {
        await using var provider = await ProviderAsync();
        await using var desk = await DeskAsync(provider);
        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));

        using var refused = await Browser.FollowAsync(client, await client.GetAsync("/"));

        var words = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("Demandez l’accès à l’administrateur du guichet", words, StringComparison.Ordinal);
        Assert.Contains("action=\"/deconnexion\"", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_that_the_provider_tells_only_by_user_info_count_when_asked_for()
    {
        await using var provider = await ProviderAsync();
        provider.Person.Remove("groups");
        provider.OnlyByUserInfo = new() { ["groups"] = new[] { "dsi" } };
        await using var desk = await DeskAsync(provider, "Access:OpenIdConnect:UserInfo=true");
        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));

        using var home = await Browser.FollowAsync(client, await client.GetAsync("/"));

        Assert.Equal("Claire Martin", await client.GetStringAsync("/elsa/api/probe/Design"));
    }

    [Theory]
    [InlineData("realm_access.roles", "Claire Martin")]
    [InlineData("resource_access.guichet.roles", null)]
    [InlineData("realm_access.roles.deeper", null)]
    public async Task A_role_may_stand_inside_a_claim_as_Keycloak_writes_it(string path, string? administrator)
    {
        await using var provider = await ProviderAsync();
        provider.Person["realm_access"] = new Dictionary<string, object> { ["roles"] = new[] { "offline_access", "dsi" } };
        provider.Person["resource_access"] = new Dictionary<string, object> { ["account"] = new Dictionary<string, object> { ["roles"] = new[] { "dsi" } } };
        await using var desk = await DeskAsync(provider, $"Access:OpenIdConnect:RoleClaim={path}");
        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));
        using var home = await Browser.FollowAsync(client, await client.GetAsync("/"));

        using var answer = await client.GetAsync("/elsa/api/probe/Design");

        Assert.Equal(administrator is null ? HttpStatusCode.Forbidden : HttpStatusCode.OK, answer.StatusCode);
        if (administrator is not null) Assert.Equal(administrator, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider()
    {
        await using var provider = await ProviderAsync("mairie");
        await using var desk = await DeskAsync(provider);
        using var client = desk.Visit(out var browser, (ProviderForTests.Site, provider.Handler));
        using var home = await Browser.FollowAsync(client, await client.GetAsync("/"));

        using var form = new FormUrlEncodedContent([new("garde", LocalSignIn.GuardOf(await home.Content.ReadAsStringAsync()))]);
        using var left = await Browser.FollowAsync(client, await client.PostAsync("/deconnexion", form));

        Assert.Equal("/deconnexion", left.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("Vous êtes déconnecté", WebUtility.HtmlDecode(await left.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.StartsWith("ey", Assert.Single(provider.SignedOut), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
        // The browser lets the form end at the provider only because the policy names it.
        Assert.Contains($"form-action 'self' https://{ProviderForTests.Site}", string.Join(' ', left.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_gives_up_at_the_provider_reads_so()
    {
        await using var provider = await ProviderAsync("mairie");
        provider.Error = "access_denied";
        await using var desk = await DeskAsync(provider);
        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));

        using var page = await Browser.FollowAsync(client, await client.GetAsync("/dossiers"));

        Assert.Equal("/connexion?echec=refus&retour=%2Fdossiers", page.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("refusée ou abandonnée", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_no_fault_of_the_desk()
    {
        await using var provider = await ProviderAsync("mairie");
        await using var desk = await ServedDesk.StartAsync("Production", Settings, services =>
            services.Configure<OpenIdConnectOptions>("oidc", options => options.BackchannelHttpHandler = new NoNetwork()));
        using var client = desk.Visit();

        using var page = await Browser.FollowAsync(client, await client.GetAsync("/"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("ne répond pas", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in_and_after_many_of_them_the_address_has_to_wait()
    {
        await using var provider = await ProviderAsync("mairie");
        await using var desk = await DeskAsync(provider);
        using var client = desk.Visit();

        using var first = await Browser.FollowAsync(client, await client.GetAsync("/connexion/oidc/retour?code=forged&state=forged"));
        for (var failures = 1; failures < FailureLimit.Most; failures++)
            using (await client.GetAsync("/connexion/oidc/retour?code=forged&state=forged"))
            {
            }

        Assert.Equal("/connexion?echec=invalide&retour=%2F", first.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/connexion/oidc/retour?code=forged&state=forged")).StatusCode);
    }

    [Fact]
    public async Task Answers_that_nobody_asked_for_do_not_hold_up_a_person_of_the_same_address_who_began_here()
    {
        await using var provider = await ProviderAsync("mairie");
        await using var desk = await DeskAsync(provider);
        using var stranger = desk.Visit();
        for (var failures = 0; failures <= FailureLimit.Most; failures++)
            using (await stranger.GetAsync("/connexion/oidc/retour?code=forged&state=forged"))
            {
            }

        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));
        using var page = await Browser.FollowAsync(client, await client.GetAsync("/dossiers"));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.GetAsync("/connexion/oidc/retour?code=forged&state=forged")).StatusCode);
        Assert.Contains("Claire Martin", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_signs_nobody_in()
    {
        await using var provider = await ProviderAsync("mairie");
        await using var desk = await DeskAsync(provider, "Access:OpenIdConnect:ClientSecret=another");
        using var client = desk.Visit(out _, (ProviderForTests.Site, provider.Handler));

        using var page = await Browser.FollowAsync(client, await client.GetAsync("/"));

        Assert.Equal("/connexion?echec=invalide&retour=%2F", page.RequestMessage!.RequestUri!.PathAndQuery);
    }

    private static async Task<ProviderForTests> ProviderAsync(params string[] groups)
    {
        var provider = await ProviderForTests.StartAsync(Callback);
        provider.Person = new() { ["sub"] = "42", ["name"] = "Claire Martin", ["groups"] = groups };
        return provider;
    }

    private static Task<ServedDesk> DeskAsync(ProviderForTests provider, params string[] more) => ServedDesk.StartAsync(
        "Production", Settings.Concat(more), services => services.Configure<OpenIdConnectOptions>("oidc", options => options.BackchannelHttpHandler = provider.Handler));

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("No route to host.");
    }
}
