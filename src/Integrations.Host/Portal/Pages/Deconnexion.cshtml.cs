using Integrations.Host.Access;
using Integrations.Host.Access.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>Signs out, at the provider too: the next person at a shared computer must not come in with one click.</summary>
[AllowAnonymous]
internal sealed class DeconnexionModel(SignInWays ways) : PortalPage
{
    /// <inheritdoc/>
    public override bool ForDesk => false;

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var session = await HttpContext.AuthenticateAsync(Session.SchemeName);
        if (ways.Find(session.Principal?.Identity?.AuthenticationType) is { } provider)
            return SignOut(new AuthenticationProperties { RedirectUri = SignInPaths.SignOut }, Session.SchemeName, provider.Scheme);
        await HttpContext.SignOutAsync(Session.SchemeName);
        return LocalRedirect(SignInPaths.SignOut);
    }
}
