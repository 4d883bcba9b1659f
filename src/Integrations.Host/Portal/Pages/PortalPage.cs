using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Integrations.Host.Portal.Pages;

/// <summary>What all pages share: the choice of language, and that nothing of a file stays in a browser's cache.</summary>
public abstract class PortalPage : PageModel
{
    /// <summary>Whether the page belongs to the desk, whose sections are then offered.</summary>
    public virtual bool ForDesk => true;

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        TongueChoice.Remember(HttpContext);
        Response.Headers.CacheControl = "no-cache, no-store";
    }
}
