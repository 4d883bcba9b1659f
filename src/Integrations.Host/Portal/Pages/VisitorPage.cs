using Microsoft.AspNetCore.Mvc.Filters;

namespace Integrations.Host.Portal.Pages;

/// <summary>A page behind a signed link: the address is a secret, so it is told to no other site.</summary>
public abstract class VisitorPage : PortalPage
{
    /// <inheritdoc/>
    public override bool ForDesk => false;

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
