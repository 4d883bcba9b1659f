using Integrations.Runtime.Instances;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>One point of a curve: a filled store, and bookmarks in it that are spread evenly from the oldest to the newest.</summary>
/// <param name="folder">Where its stores lie.</param>
/// <param name="name">For the table.</param>
/// <param name="size">Instances with which it is filled.</param>
/// <param name="renewed">The store is so small that a round changes its size: each round has a new one.</param>
/// <param name="fill">Makes the store of this name; returns it with the bookmarks.</param>
internal sealed class CurvePoint(
    DirectoryInfo folder, string name, int size, bool renewed, Func<string, Task<(LoadStore Store, BookmarkRow[] Bookmarks)>> fill) : IAsyncDisposable
{
    /// <summary>About what an instance row takes.</summary>
    private const int BytesOfRow = 500;

    private LoadStore? store;
    private PlainSqlite? plain;
    private BookmarkRow[] bookmarks = [];
    private int taken;
    private int opened;

    public string Name => name;

    public LoadStore Store => store ?? throw new InvalidOperationException("Not open.");

    /// <summary>A plain table with as many rows.</summary>
    public PlainSqlite Plain => plain ?? throw new InvalidOperationException("Not open.");

    public int Size => size;

    public List<Curve.Round> Rounds { get; } = [];

    /// <summary>Makes the store where there is none, or anew where each round has a new one.</summary>
    public async Task OpenAsync()
    {
        plain ??= PlainSqlite.Open(folder, BytesOfRow, size);
        if (store is not null && !renewed)
            return;
        await CloseAsync();
        (store, bookmarks) = await fill($"{name}-{opened++}");
        new Random(1).Shuffle(bookmarks);
        taken = 0;
    }

    /// <summary>Bookmarks that nobody took yet.</summary>
    public BookmarkRow[] Take(int count) => bookmarks[taken..(taken += count)];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (plain is not null)
            await plain.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        if (store is null)
            return;
        await store.DisposeAsync();
        File.Delete(store.Path);
        store = null;
    }
}
