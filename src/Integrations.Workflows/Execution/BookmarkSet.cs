namespace Integrations.Workflows.Execution;

/// <summary>The open bookmarks of a burst, and what it added and removed.</summary>
internal sealed class BookmarkSet(IReadOnlyList<Bookmark> before)
{
    private readonly List<Bookmark> _open = [.. before];

    public List<Bookmark> Open => _open;

    public void Add(Bookmark bookmark) => _open.Add(bookmark);

    public Bookmark? Find(string id) => Find(_open, id);

    public bool HasAnyOf(ActivityContext execution)
    {
        foreach (var bookmark in _open)
            if (bookmark.Execution == execution.Number)
                return true;
        return false;
    }

    public void Remove(string id)
    {
        var index = _open.FindIndex(bookmark => bookmark.Id == id);
        if (index >= 0) _open.RemoveAt(index);
    }

    public void RemoveAllOf(ActivityContext execution)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
            if (_open[i].Execution == execution.Number)
                _open.RemoveAt(i);
    }

    public void Clear() => _open.Clear();

    /// <summary>Open now, and not before the burst.</summary>
    public IReadOnlyList<Bookmark> Added() => before.Count == 0 ? _open : _open.FindAll(bookmark => Find(before, bookmark.Id) is null);

    /// <summary>Ids of those that were open before the burst and are gone.</summary>
    public IReadOnlyList<string> Removed()
    {
        if (before.Count == 0) return [];
        var removed = new List<string>();
        foreach (var bookmark in before)
            if (Find(_open, bookmark.Id) is null)
                removed.Add(bookmark.Id);
        return removed;
    }

    private static Bookmark? Find(IReadOnlyList<Bookmark> bookmarks, string id)
    {
        foreach (var bookmark in bookmarks)
            if (bookmark.Id == id)
                return bookmark;
        return null;
    }
}
