using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Pages;

/// <summary>À faire: the desk's home.</summary>
public sealed class IndexModel(IPortalSource source) : PortalPage
{
    /// <summary>What waits.</summary>
    public required TodoPage Todo { get; set; }

    /// <summary>Reads what waits.</summary>
    public async Task OnGetAsync(CancellationToken cancellation) => Todo = await source.Todo(cancellation);
}
