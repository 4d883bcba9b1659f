using System.Text.Json.Nodes;

namespace Integrations.Partners.Notifications;

/// <summary>The notices in use. Reloading while letters are rendered is safe; a file that was broken since keeps its last good version.</summary>
public sealed class LiveNotices(string folder)
{
    private readonly Lock _reloading = new();
    private volatile NoticeCatalog _current = NoticeCatalog.Load(folder);

    /// <summary>The snapshot in use.</summary>
    public NoticeCatalog Current => _current;

    /// <summary>Reads the folder again.</summary>
    /// <returns>What is wrong in the files as they are now.</returns>
    public IReadOnlyList<TemplateProblem> Reload()
    {
        lock (_reloading)
            _current = NoticeCatalog.Load(folder, _current);
        return _current.Problems;
    }

    /// <inheritdoc cref="NoticeCatalog.Render"/>
    public Letter Render(string noticeName, JsonObject model) => _current.Render(noticeName, model);
}
