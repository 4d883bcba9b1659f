using System.Net;
using Integrations.Host.Access;
using Integrations.Host.Access.Keys;

namespace Integrations.Host.Tests.Access;

public sealed class RoleTests(ServedDesk.InDevelopment shared) : IClassFixture<ServedDesk.InDevelopment>
{
    [Theory]
    [InlineData(DeskRole.Reader, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(DeskRole.CaseWorker, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(DeskRole.Administrator, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task A_role_holds_the_rights_of_those_before_it_for_people_and_for_machines(DeskRole role, HttpStatusCode read, HttpStatusCode operate, HttpStatusCode design)
    {
        var desk = shared.Desk;
        var (_, key) = await desk.Keys.CreateAsync("Tests", role, "tests", desk.Wall.GetUtcNow(), null);
        using var person = await desk.VisitAsync(role);
        using var machine = desk.Machine(key.Reveal());

        foreach (var client in new[] { person, machine })
            Assert.Equal(
                (read, operate, design),
                ((await client.GetAsync("/elsa/api/probe/Read")).StatusCode, (await client.PostAsync("/elsa/api/probe/Operate", null)).StatusCode, (await client.PostAsync("/elsa/api/probe/Design", null)).StatusCode));
    }

    [Fact]
    public async Task A_reader_sees_the_pages_and_acts_on_nothing()
    {
        var desk = shared.Desk;
        using var client = await desk.VisitAsync(DeskRole.Reader);

        foreach (var page in new[] { "/", "/dossiers", "/exploitation" })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/exploitation", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/dossiers/IMP-2027-74-000001/actes/depot")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/dossiers/IMP-2027-74-000001/actes/depot", null)).StatusCode);
    }

    [Fact]
    public async Task A_case_worker_may_replay_what_stopped()
    {
        var desk = shared.Desk;
        using var client = await desk.VisitAsync(DeskRole.CaseWorker);
        var guard = LocalSignIn.GuardOf(await client.GetStringAsync("/exploitation"));

        using var form = new FormUrlEncodedContent([new("garde", guard), new("id", "7"), new("quoi", "lettre"), new("raison", "Adresse corrigée")]);
        using var answer = await client.PostAsync("/exploitation", form);

        // There is no such letter; but it was looked for.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task The_api_of_Studio_answers_a_stranger_by_a_problem_and_never_sends_them_elsewhere()
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        foreach (var address in new[] { "/elsa/api/probe/Read", "/elsa/hubs/probe", "/elsa/api/nowhere" })
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("access.sign_in", await ServedDesk.CodeOf(answer));
            Assert.Equal(ApiKeyHandler.SchemeName, answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task The_api_of_Studio_tells_who_acts()
    {
        var desk = shared.Desk;
        using var client = await desk.VisitAsync(DeskRole.Administrator);

        Assert.Equal("Camille Référent", await client.GetStringAsync("/elsa/api/probe/Design"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://ailleurs.example")]
    [InlineData("Origin", "https://guichet.example.ailleurs.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_changes_nothing_with_the_cookie_of_a_person(string header, string value)
    {
        var desk = shared.Desk;
        using var client = await desk.VisitAsync(DeskRole.Administrator);
        client.DefaultRequestHeaders.Add(header, value);

        using var changed = await client.PostAsync("/elsa/api/probe/Design", null);
        using var listened = await client.GetAsync("/elsa/hubs/probe");

        Assert.Equal((HttpStatusCode.Forbidden, "access.cross_site"), (changed.StatusCode, await ServedDesk.CodeOf(changed)));
        Assert.Equal(HttpStatusCode.Forbidden, listened.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "https://guichet.example")]
    public async Task A_page_of_this_site_changes_what_its_reader_may(string header, string value)
    {
        var desk = shared.Desk;
        using var client = await desk.VisitAsync(DeskRole.Administrator);
        client.DefaultRequestHeaders.Add(header, value);

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/elsa/api/probe/Design", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/elsa/hubs/probe")).StatusCode);
    }
}
