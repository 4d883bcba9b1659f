using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Integrations.Host.Access.Providers;

/// <summary>Any OpenID Connect provider, by the authorization code flow with PKCE. Section <c>Access:OpenIdConnect</c>.</summary>
/// <param name="Authority">Its issuer, below which it describes itself.</param>
/// <param name="ClientId">Our name there.</param>
/// <param name="ClientSecret">Our secret there; null for a public client.</param>
/// <param name="Scopes">What is asked for; <c>openid</c> at least.</param>
/// <param name="UserInfo">Whether the claims are asked of its user info endpoint also: some providers tell names and roles only there.</param>
/// <param name="DisplayName">What its button says; null: our words.</param>
/// <param name="Roles">Which of its claims gives which role.</param>
internal sealed record OpenIdProvider(
    Uri Authority, string ClientId, string? ClientSecret, IReadOnlyList<string> Scopes, bool UserInfo, string? DisplayName, RoleMapping Roles) : IdentityProvider("oidc", Roles)
{
    /// <inheritdoc/>
    public override Text Label => DisplayName is { } name ? Text.Same(name) : new("Se connecter", "Sign in");

    /// <inheritdoc/>
    protected override string SubjectClaim => "sub";

    /// <inheritdoc/>
    public override Uri Origin => Authority;

    /// <summary>Reads the settings; null where there are none.</summary>
    /// <exception cref="ArgumentException">Something is missing, or the address is not one of TLS.</exception>
    public static OpenIdProvider? From(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        if (!Uri.TryCreate(section["Authority"], UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"{section.Path}:Authority : indiquez l'adresse https:// du fournisseur d'identité.");
        if (section["ClientId"] is not { Length: > 0 } client)
            throw new ArgumentException($"{section.Path}:ClientId : indiquez l'identifiant du guichet auprès du fournisseur.");
        return new OpenIdProvider(
            authority, client, section["ClientSecret"] is { Length: > 0 } secret ? secret : null,
            (section["Scope"] ?? "openid profile email").Split(' ', StringSplitOptions.RemoveEmptyEntries), section.GetValue("UserInfo", false),
            section["DisplayName"] is { Length: > 0 } name ? name : null, RoleMapping.From(section));
    }

    /// <inheritdoc/>
    public override void AddTo(AuthenticationBuilder authentication) => authentication.AddOpenIdConnect(Scheme, options =>
    {
        options.Authority = Authority.ToString();
        options.ClientId = ClientId;
        options.ClientSecret = ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes by a redirect: its guards need not be cookies that travel between sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.Scope.Clear();
        foreach (var scope in Scopes) options.Scope.Add(scope);
        options.GetClaimsFromUserInfoEndpoint = UserInfo;
        foreach (var claim in NameClaims.Append(Roles.Claim).Append(Roles.Root).Distinct()) options.ClaimActions.MapJsonKey(claim, claim);
    });
}
