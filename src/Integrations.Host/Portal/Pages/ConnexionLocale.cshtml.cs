using Integrations.Host.Access;
using Integrations.Host.Access.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>Signs in as somebody invented, without a password. In production the page has no address (see <see cref="PortalServices"/>).</summary>
[AllowAnonymous]
internal sealed class ConnexionLocaleModel(SignInWays ways) : PortalPage
{
    /// <inheritdoc/>
    public override bool ForDesk => false;

    /// <summary>Where one wanted to be.</summary>
    public string ReturnTo { get; private set; } = "/";

    /// <summary>Shows the people and the roles.</summary>
    public IActionResult OnGet([FromQuery(Name = SignInPaths.ReturnParameter)] string? returnTo)
    {
        if (!ways.Local) return NotFound();
        ReturnTo = SignInPaths.Safe(returnTo);
        return Page();
    }

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm(Name = "personne")] string? person, [FromForm] string? role, [FromForm(Name = SignInPaths.ReturnParameter)] string? returnTo)
    {
        if (!ways.Local) return NotFound();
        if (LocalPerson.All.FirstOrDefault(candidate => candidate.Slug == person) is not { } chosen || DeskRoles.Find(role) is not { } asWhat) return BadRequest();
        await HttpContext.SignInAsync(Session.SchemeName, chosen.As(asWhat).ToPrincipal(LocalPerson.Way));
        return LocalRedirect(SignInPaths.Safe(returnTo));
    }
}
