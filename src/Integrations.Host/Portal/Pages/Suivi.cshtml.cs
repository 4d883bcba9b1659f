using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>Suivi: what the firm sees behind its signed link.</summary>
[AllowAnonymous]
public sealed class SuiviModel(IPortalSource source) : VisitorPage
{
    /// <summary>Where the project stands.</summary>
    public required TrackingPage Tracking { get; set; }

    /// <summary>Reads the page; 404 for a link that never was, 410 for one that has expired.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellation)
    {
        switch (await source.Tracking(token, cancellation))
        {
            case Linked<TrackingPage>.Found found:
                Tracking = found.Page;
                return Page();
            case Linked<TrackingPage>.Expired:
                return StatusCode(StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }
}
