using Integrations.Host.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>The ways to sign in; where there is but one, it is gone at once, unless it has just failed.</summary>
[AllowAnonymous]
internal sealed class ConnexionModel(SignInWays ways) : PortalPage
{
    /// <inheritdoc/>
    public override bool ForDesk => false;

    /// <summary>The ways.</summary>
    public SignInWays Ways => ways;

    /// <summary>Why the last attempt failed.</summary>
    public SignInFailure? Failure { get; private set; }

    private string ReturnTo { get; set; } = "/";

    /// <summary>Shows them.</summary>
    public IActionResult OnGet([FromQuery(Name = SignInPaths.ReturnParameter)] string? returnTo, [FromQuery(Name = "echec")] string? failure)
    {
        if (!ways.Any) return StatusCode(StatusCodes.Status403Forbidden);
        ReturnTo = SignInPaths.Safe(returnTo);
        Failure = SignInFailure.Find(failure);
        return Failure is null && OnlyWay is { } only ? LocalRedirect(AddressOf(only)) : Page();
    }

    /// <summary>An address of a way to sign in that leads back to where one wanted to be.</summary>
    public string AddressOf(string way) => way + QueryString.Create(SignInPaths.ReturnParameter, ReturnTo);

    private string? OnlyWay => (ways.Providers, ways.Local) switch
    {
        ([var only], false) => $"{SignInPaths.SignIn}/{only.Scheme}",
        ([], true) => SignInPaths.Local,
        _ => null,
    };
}
