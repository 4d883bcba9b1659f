using System.Net;
using Integrations.Host.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Integrations.Host.Tests.Access;

/// <summary>What stays closed, whatever anybody sets.</summary>
public sealed class ClosedDeskTests(ServedDesk.InProduction shared) : IClassFixture<ServedDesk.InProduction>
{
    [Theory]
    [InlineData]
    [InlineData("Access:LocalSignIn=true")]
    [InlineData("Access:LocalSignIn=true", "Access:Demonstration=true", "Access:Local=true", "Portal:OpenToEveryone=true", "Demo=true", "demo=true", "Access:Development=true")]
    public async Task In_production_nobody_signs_in_without_a_password_whatever_the_settings(params string[] settings)
    {
        await using var desk = await ServedDesk.InProductionAsync(settings);
        using var client = desk.Visit();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/connexion/locale")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/connexion/locale", new FormUrlEncodedContent([new("personne", "camille"), new("role", "administrator")]))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
    }

    [Theory]
    [InlineData("Access:LocalSignIn=true", "Access:LocalSignIn est sans effet")]
    [InlineData("Portal:OpenToEveryone=true", "Portal:OpenToEveryone n'existe plus")]
    [InlineData("Access:LocalSignIn=true", "Les pages du guichet restent fermées")]
    public async Task A_setting_that_does_not_open_the_desk_is_named_at_the_start(string setting, string said)
    {
        await using var desk = await ServedDesk.InProductionAsync(setting);

        Assert.Contains(said, desk.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_the_pages_say_why_they_are_closed()
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        foreach (var address in new[] { "/", "/dossiers", "/exploitation", "/connexion" })
        {
            using var page = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
            Assert.Contains("relié à aucun fournisseur d’identité", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task These_addresses_are_open_and_no_other()
    {
        await using var desk = await ServedDesk.InProductionAsync("Access:OpenIdConnect:Authority=https://connexion.example", "Access:OpenIdConnect:ClientId=guichet");

        var open = desk.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "/assets/{**path}", "/connexion", "/connexion/oidc", "/deconnexion", "/erreur/{status:int}", "/health/live", "/health/ready",
                "/reponse/{token}", "/reponse/{token}/envoyee", "/studio/{**path}", "/suivi/{token}", "/webhooks/forms/{source}", "/webhooks/forms/{source}/{secret}", "/workflows/{**path}",
            ],
            open);
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_is_closed()
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/probe/unlabelled")).StatusCode);
    }

    [Theory]
    [InlineData("/nulle-part")]
    [InlineData("/suivi")]
    [InlineData("/favicon.ico")]
    public async Task An_address_that_is_nobodys_does_not_ask_who_one_is(string address)
    {
        var desk = shared.Desk;
        using var client = desk.Visit();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("Access:EntraId:ClientId=x", "TenantId et ClientId")]
    [InlineData("Access:EntraId:TenantId=common;Access:EntraId:ClientId=x", "tous les annuaires")]
    [InlineData("Access:EntraId:TenantId=Organizations;Access:EntraId:ClientId=x", "tous les annuaires")]
    [InlineData("Access:OpenIdConnect:Authority=http://connexion.example;Access:OpenIdConnect:ClientId=x", "https://")]
    [InlineData("Access:OpenIdConnect:Authority=https://connexion.example", "ClientId")]
    [InlineData("Access:OpenIdConnect:Authority=https://connexion.example;Access:OpenIdConnect:ClientId=x;Access:OpenIdConnect:Roles:Mayor=x", "Administrator, CaseWorker et Reader")]
    [InlineData("Access:OpenIdConnect:Authority=https://connexion.example;Access:OpenIdConnect:ClientId=x;Access:OpenIdConnect:Roles:Reader=x;Access:OpenIdConnect:Roles:Administrator=X", "déjà un autre rôle")]
    [InlineData("Access:OpenIdConnect:Authority=https://connexion.example;Access:OpenIdConnect:ClientId=x;Service:PublicUrl=http://guichet.example/", "Service:PublicUrl")]
    public void A_provider_that_is_not_set_up_stops_the_start_with_what_to_do(string settings, string said)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Service:PublicUrl", "https://guichet.example/")])
            .AddInMemoryCollection(settings.Split(';').Select(setting => setting.Split('=', 2)).Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1]))).Build();

        Assert.Contains(said, Assert.Throws<ArgumentException>(() => SignInWays.From(configuration, development: false)).Message, StringComparison.Ordinal);
    }
}
