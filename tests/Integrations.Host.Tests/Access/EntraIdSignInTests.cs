using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Integrations.Host.Tests.Access;

/// <summary>Microsoft.Identity.Web in the real host, before a tenant that speaks as Entra ID does.</summary>
public sealed partial class EntraIdSignInTests
{
    private const string Tenant = "7f1c1d52-3f0e-4b8c-9a57-0d3a4f5b6c7d";
    private const string Callback = $"https://{ServedDesk.Site}/connexion/entra/retour";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_app_role_of_the_tenant_gives_the_role_with_and_without_a_secret(bool secret)
    {
        await using var tenant = await TenantAsync();
        tenant.Person = Claims("administrator");
        await using var desk = await DeskAsync(tenant, secret);
        using var client = desk.Visit(out _, (ProviderForTests.Site, tenant.Handler));

        using var asked = await Browser.FollowAsync(client, await client.GetAsync("/dossiers"));
        using var page = await Browser.FollowAsync(client, await PostBackAsync(client, asked));

        Assert.Equal((HttpStatusCode.OK, "/dossiers"), (page.StatusCode, page.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Equal("Claire Martin", await client.GetStringAsync("/elsa/api/probe/Design"));
    }

    [Fact]
    public async Task A_token_of_another_tenant_signs_nobody_in()
    {
        await using var tenant = await TenantAsync();
        tenant.Person = Claims("administrator");
        tenant.SignsAs = $"https://{ProviderForTests.Site}/00000000-0000-0000-0000-000000000001/v2.0";
        tenant.Person["tid"] = "00000000-0000-0000-0000-000000000001";
        await using var desk = await DeskAsync(tenant, secret: false);
        using var client = desk.Visit(out _, (ProviderForTests.Site, tenant.Handler));

        using var asked = await Browser.FollowAsync(client, await client.GetAsync("/dossiers"));
        using var page = await Browser.FollowAsync(client, await PostBackAsync(client, asked));

        Assert.Contains("IDX40001", desk.Log, StringComparison.Ordinal);
        Assert.Equal("/connexion", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/elsa/api/probe/Read")).StatusCode);
    }

    private static Task<ProviderForTests> TenantAsync() => ProviderForTests.StartAsync(Callback, $"/{Tenant}/v2.0");

    private static Dictionary<string, object> Claims(string role) => new()
    {
        ["sub"] = "pairwise",
        ["oid"] = "0f8fad5b-d9cb-469f-a165-70867728950e",
        ["tid"] = Tenant,
        ["ver"] = "2.0",
        ["name"] = "Claire Martin",
        ["roles"] = new[] { role },
    };

    private static Task<ServedDesk> DeskAsync(ProviderForTests tenant, bool secret)
    {
        string[] settings = [$"Access:EntraId:Instance=https://{ProviderForTests.Site}/", $"Access:EntraId:TenantId={Tenant}", $"Access:EntraId:ClientId={ProviderForTests.ClientId}"];
        return ServedDesk.StartAsync("Production", secret ? [.. settings, $"Access:EntraId:ClientSecret={ProviderForTests.ClientSecret}"] : settings, services =>
        {
            services.Configure<OpenIdConnectOptions>("entra", options => options.BackchannelHttpHandler = tenant.Handler);
            // What the library asks of the tenant by itself: who its issuers are.
            services.AddHttpClient("tenant").ConfigurePrimaryHttpMessageHandler(() => tenant.Handler);
            services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = "tenant");
        });
    }

    /// <summary>The form that a browser posts by itself.</summary>
    private static async Task<HttpResponseMessage> PostBackAsync(HttpClient client, HttpResponseMessage form)
    {
        var html = await form.Content.ReadAsStringAsync();
        var fields = Field().Matches(html).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        Assert.Contains("state", fields.Keys);
        return await client.PostAsync(Callback, new FormUrlEncodedContent(fields));
    }

    [GeneratedRegex("<input name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex Field();
}
