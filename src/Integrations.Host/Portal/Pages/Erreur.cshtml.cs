using Integrations.Host.Access;
using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>An error, in plain words: what happened and what to do.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class ErreurModel(SignInWays ways) : PortalPage
{
    /// <summary>The status of the answer.</summary>
    public int Status { get; private set; }

    /// <summary>What to do.</summary>
    public Text Advice => IsClosed ? SignInWords.NotLinked : ErrorWords.Advice(Status);

    /// <summary>Whether going home helps.</summary>
    public bool OffersHome => ForDesk && Status != StatusCodes.Status403Forbidden;

    /// <inheritdoc/>
    public override bool ForDesk => !OriginalPath.StartsWithSegments("/suivi") && !OriginalPath.StartsWithSegments("/reponse");

    private bool IsClosed => Status == StatusCodes.Status403Forbidden && !ways.Any;

    private PathString OriginalPath =>
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
        ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path
        ?? "";

    /// <summary>Says the error whatever the method of the request that failed.</summary>
    public void OnGet(int status) => Say(status);

    /// <summary>The same for a form.</summary>
    public void OnPost(int status) => Say(status);

    private void Say(int status)
    {
        Status = status is >= 400 and <= 599 ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
    }
}
