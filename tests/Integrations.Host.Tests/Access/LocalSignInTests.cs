using System.Net;
using Integrations.Host.Access;
using Integrations.Host.Access.Sessions;

namespace Integrations.Host.Tests.Access;

public sealed class LocalSignInTests(ServedDesk.InDevelopment shared) : IClassFixture<ServedDesk.InDevelopment>
{
    [Fact]
    public async Task Who_asks_for_a_page_signs_in_and_comes_back_to_it()
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        using var offered = await Browser.FollowAsync(client, await client.GetAsync("/dossiers?q=Arve"));
        using var signedIn = await client.SignInAsync(DeskRole.Reader, returnTo: "/dossiers?q=Arve");
        using var page = await Browser.FollowAsync(client, signedIn);

        Assert.Equal("/connexion/locale?retour=%2Fdossiers%3Fq%3DArve", offered.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal((HttpStatusCode.OK, "/dossiers?q=Arve"), (page.StatusCode, page.RequestMessage!.RequestUri!.PathAndQuery));
        Assert.Contains("Camille Référent", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ailleurs.example/")]
    [InlineData("//ailleurs.example/")]
    [InlineData("/\\ailleurs.example")]
    [InlineData("~/dossiers")]
    public async Task The_way_back_never_leads_to_another_site(string returnTo)
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        using var signedIn = await client.SignInAsync(DeskRole.Reader, returnTo: returnTo);

        Assert.Equal("/", signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_person_or_a_role_that_is_not_offered_is_refused()
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        using var signedIn = await client.SignInAsync(DeskRole.Administrator, person: "maire");

        Assert.Equal(HttpStatusCode.BadRequest, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
    }

    [Fact]
    public async Task A_developer_may_close_it_to_try_a_provider()
    {
        await using var desk = await ServedDesk.InDevelopmentAsync("Access:LocalSignIn=false");
        using var client = desk.Visit();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/connexion/locale")).StatusCode);
    }

    [Fact]
    public async Task A_session_lives_while_it_is_used_but_not_longer_than_a_day_of_work()
    {
        await using var desk = await ServedDesk.InDevelopmentAsync();
        using var client = await desk.VisitAsync(DeskRole.Reader);
        var start = desk.Wall.GetUtcNow();
        var step = Session.Idle - TimeSpan.FromMinutes(1);

        for (var used = step; used < Session.Longest; used += step)
        {
            desk.Wall.MoveTo(start + used);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
        }

        desk.Wall.MoveTo(start + Session.Longest);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends()
    {
        await using var desk = await ServedDesk.InDevelopmentAsync();
        using var client = await desk.VisitAsync(DeskRole.Reader);

        desk.Wall.MoveTo(desk.Wall.GetUtcNow() + Session.Idle);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
    }
}
