using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Integrations.Host.Access.Providers;

/// <summary>Microsoft Entra ID. Section <c>Access:EntraId</c>.</summary>
/// <param name="Instance">Microsoft's site of the cloud in use.</param>
/// <param name="TenantId">The one tenant whose people may sign in: its id or its domain.</param>
/// <param name="ClientId">Id of the application registered there.</param>
/// <param name="ClientSecret">Its secret; null: Entra signs the id token for the browser to bring, and there is no secret to renew.</param>
/// <param name="Roles">Which app role gives which role.</param>
internal sealed record EntraId(Uri Instance, string TenantId, string ClientId, string? ClientSecret, RoleMapping Roles) : IdentityProvider("entra", Roles)
{
    // Whoever administers any tenant gives themselves any app role there: these names would open the desk to the world.
    private static readonly string[] OpenTenants = ["common", "organizations", "consumers"];

    /// <inheritdoc/>
    public override Text Label { get; } = new("Se connecter avec Microsoft", "Sign in with Microsoft");

    /// <inheritdoc/>
    protected override string SubjectClaim => "oid";

    /// <inheritdoc/>
    public override Uri Origin => Instance;

    /// <summary>Reads the settings; null where there are none.</summary>
    /// <exception cref="ArgumentException">Something is missing, or the tenant is not one.</exception>
    public static EntraId? From(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        if (section["TenantId"] is not { Length: > 0 } tenant || section["ClientId"] is not { Length: > 0 } client)
            throw new ArgumentException($"{section.Path} : réglez TenantId et ClientId, l'annuaire et l'application inscrite dans Microsoft Entra.");
        if (OpenTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"{section.Path}:TenantId : « {tenant} » ouvrirait le guichet à tous les annuaires. Indiquez l'identifiant du vôtre.");
        var secret = section["ClientSecret"] is { Length: > 0 } given ? given : null;
        return new EntraId(section.GetValue("Instance", new Uri("https://login.microsoftonline.com/"))!, tenant, client, secret, RoleMapping.From(section));
    }

    /// <inheritdoc/>
    public override void AddTo(AuthenticationBuilder authentication) => authentication.AddMicrosoftIdentityWebApp(
        options =>
        {
            options.Instance = Instance.ToString();
            options.TenantId = TenantId;
            options.ClientId = ClientId;
            options.ClientSecret = ClientSecret;
            // The guards of a sign-in are cookies of this path, and the library takes them over from here.
            options.CallbackPath = SignInPaths.CallbackOf(Scheme);
            if (ClientSecret is not null) options.ResponseType = OpenIdConnectResponseType.Code;
        },
        configureCookieAuthenticationOptions: null, openIdConnectScheme: Scheme, cookieScheme: null);
}
