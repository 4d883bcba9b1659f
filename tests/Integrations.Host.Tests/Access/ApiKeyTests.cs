using System.Net;
using Integrations.Host.Access;
using Integrations.Host.Access.Keys;
using Integrations.Runtime.Documents;

namespace Integrations.Host.Tests.Access;

public sealed class ApiKeyTests(ServedDesk.InProduction shared) : IClassFixture<ServedDesk.InProduction>
{
    [Fact]
    public async Task A_key_acts_under_its_own_name_from_any_site()
    {
        var desk = shared.Desk;
        var (_, text) = await desk.Keys.CreateAsync("Power Automate", DeskRole.Administrator, "dsi", desk.Wall.GetUtcNow(), null);
        using var machine = desk.Machine(text.Reveal());
        machine.DefaultRequestHeaders.Add("Origin", "https://ailleurs.example");

        using var answer = await machine.PostAsync("/elsa/api/probe/Design", null);

        Assert.Equal((HttpStatusCode.OK, "Power Automate"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_key_is_taken_as_a_bearer_token_and_in_the_address_of_the_hub_alone()
    {
        var desk = shared.Desk;
        var (_, text) = await desk.Keys.CreateAsync("Studio d'ailleurs", DeskRole.Reader, "dsi", desk.Wall.GetUtcNow(), null);
        using var machine = desk.Visit();
        var inAddress = "?access_token=" + text.Reveal();

        Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync("/elsa/hubs/probe" + inAddress)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await machine.PostAsync("/elsa/hubs/workflow-instance/negotiate" + inAddress + "&negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.GetAsync("/elsa/hubs/probe?access_token=guichet_other")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.GetAsync("/elsa/api/probe/Read" + inAddress)).StatusCode);
        machine.DefaultRequestHeaders.Authorization = new("Bearer", text.Reveal());
        Assert.Equal("Studio d'ailleurs", await machine.GetStringAsync("/elsa/api/probe/Read"));
        Assert.DoesNotContain(text.Reveal(), desk.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_opens_no_page_for_people()
    {
        await using var desk = await ServedDesk.InDevelopmentAsync();
        var (_, text) = await desk.Keys.CreateAsync("Tests", DeskRole.Administrator, "dsi", desk.Wall.GetUtcNow(), null);
        using var machine = desk.Machine(text.Reveal());

        Assert.Equal(HttpStatusCode.Redirect, (await machine.GetAsync("/dossiers")).StatusCode);
    }

    [Theory]
    [InlineData("guichet_")]
    [InlineData("guichet_0123456789abcdef_")]
    [InlineData("guichet_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("guichet_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("guichet_0123456789abcdef_%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("guichet_' OR 1=1; --")]
    public async Task What_is_no_key_is_401(string presented)
    {
        var desk = shared.Desk;
        using var machine = desk.Machine(presented);

        using var answer = await machine.GetAsync("/elsa/api/probe/Read");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("access.key_unknown", await ServedDesk.CodeOf(answer));
    }

    [Fact]
    public async Task A_key_whose_secret_is_another_is_401_as_if_there_were_no_such_key()
    {
        var desk = shared.Desk;
        var (key, _) = await desk.Keys.CreateAsync("Tests", DeskRole.Reader, "dsi", desk.Wall.GetUtcNow(), null);
        var other = ApiKeyText.New();
        using var machine = desk.Machine(other.Reveal().Replace(other.Id, key.Id, StringComparison.Ordinal));

        using var answer = await machine.GetAsync("/elsa/api/probe/Read");

        Assert.Equal("access.key_unknown", await ServedDesk.CodeOf(answer));
    }

    [Fact]
    public async Task A_key_ends_at_its_instant_or_when_it_is_revoked_and_its_holder_may_know()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        var now = desk.Wall.GetUtcNow();
        var (_, ending) = await desk.Keys.CreateAsync("Un jour", DeskRole.Reader, "dsi", now, now.AddDays(1));
        var (revoked, lost) = await desk.Keys.CreateAsync("Perdue", DeskRole.Reader, "dsi", now, null);
        using var first = desk.Machine(ending.Reveal());
        using var second = desk.Machine(lost.Reveal());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await first.GetAsync("/elsa/api/probe/Read")).StatusCode, (await second.GetAsync("/elsa/api/probe/Read")).StatusCode));

        desk.Wall.MoveTo(now.AddDays(1));
        Assert.True(await desk.Keys.RevokeAsync(revoked.Id, "dsi", now));

        using var ended = await first.GetAsync("/elsa/api/probe/Read");
        using var refused = await second.GetAsync("/elsa/api/probe/Read");
        Assert.Equal(("access.key_closed", "access.key_closed"), (await ServedDesk.CodeOf(ended), await ServedDesk.CodeOf(refused)));
    }

    [Fact]
    public async Task The_day_of_the_last_use_is_kept_and_neither_the_store_nor_the_log_holds_the_secret()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        var (key, text) = await desk.Keys.CreateAsync("Tests", DeskRole.Reader, "dsi", desk.Wall.GetUtcNow(), null);
        Assert.Null(Assert.Single(await desk.Keys.ListAsync()).LastUsed);
        using var machine = desk.Machine(text.Reveal());

        Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync("/elsa/api/probe/Read")).StatusCode);

        Assert.Equal((key, DateOnly.FromDateTime(desk.Wall.GetUtcNow().UtcDateTime)), Assert.Single(await desk.Keys.ListAsync()));
        var kept = (await desk.Store.GetDocumentAsync(new DocumentKey(ApiKeyStore.Collection, key.Id)))!.Json;
        var secret = text.Reveal()[(text.Reveal().LastIndexOf(key.Id, StringComparison.Ordinal) + key.Id.Length + 1)..];
        Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, desk.Log, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"reader\"", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bad_keys_of_others_at_the_same_address_never_hold_up_a_right_one()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        var (key, text) = await desk.Keys.CreateAsync("Power Automate", DeskRole.Reader, "dsi", desk.Wall.GetUtcNow(), null);
        var other = ApiKeyText.New();
        using var guessing = desk.Machine("guess");
        using var aiming = desk.Machine(other.Reveal().Replace(other.Id, key.Id, StringComparison.Ordinal));
        using var right = desk.Machine(text.Reveal());

        for (var failures = 0; failures < FailureLimit.Most; failures++)
            using (await (failures % 2 == 0 ? guessing : aiming).GetAsync("/elsa/api/probe/Read"))
            {
            }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await guessing.GetAsync("/elsa/api/probe/Read")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await aiming.GetAsync("/elsa/api/probe/Read")).StatusCode);
        Assert.Equal("Power Automate", await right.GetStringAsync("/elsa/api/probe/Read"));
    }

    [Fact]
    public async Task After_many_bad_keys_an_address_has_to_wait()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        using var machine = desk.Machine("guess");

        for (var failures = 0; failures < FailureLimit.Most; failures++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await machine.GetAsync("/elsa/api/probe/Read")).StatusCode);

        using var answer = await machine.GetAsync("/elsa/api/probe/Read");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("access.too_many", await ServedDesk.CodeOf(answer));
    }
}
