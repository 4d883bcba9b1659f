using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>One file.</summary>
public sealed class DossierModel(IPortalSource source) : PortalPage
{
    /// <summary>The file.</summary>
    public required FilePage Dossier { get; set; }

    /// <summary>What an act just done said, once.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Reads the file; 404 if there is none with this number.</summary>
    public async Task<IActionResult> OnGetAsync(string number, CancellationToken cancellation)
    {
        if (await source.File(number, cancellation) is not { } file)
            return NotFound();

        Dossier = file;
        return Page();
    }
}
