using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>Dossiers: the list, its filters in the address.</summary>
public sealed class DossiersModel(IPortalSource source) : PortalPage
{
    /// <summary>What the reader asked.</summary>
    public FileQuery Query { get; private set; } = new();

    /// <summary>The files found.</summary>
    public required FileList List { get; set; }

    /// <summary>Reads the list.</summary>
    public async Task OnGetAsync(
        [FromQuery(Name = "q")] string? search,
        [FromQuery(Name = "etat")] string? state,
        [FromQuery] string? commune,
        [FromQuery] string? procedure,
        CancellationToken cancellation)
    {
        Query = new FileQuery(Kept(search), Kept(state), Kept(commune), Kept(procedure));
        List = await source.Files(Query, cancellation);
    }

    private static string? Kept(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
