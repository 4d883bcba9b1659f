namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>Which rows are claimed until when. One process works on the file, so nothing of it is written, and all of it ends with the process.</summary>
internal sealed class Claims
{
    private readonly Dictionary<long, DateTimeOffset> leases = [];

    /// <summary>How many rows are claimed, lapsed or not.</summary>
    public int Count
    {
        get
        {
            lock (leases)
                return leases.Count;
        }
    }

    /// <summary>Claims those that are free, the first so many.</summary>
    public List<long> Take(IEnumerable<long> due, DateTimeOffset now, DateTimeOffset until, int limit) =>
        Take(due, id => !leases.TryGetValue(id, out var held) || !Lease.Holds(held, now), until, limit);

    /// <summary>Claims those that nobody has had, the first so many.</summary>
    public List<long> TakeFresh(IEnumerable<long> due, DateTimeOffset until, int limit) => Take(due, id => !leases.ContainsKey(id), until, limit);

    /// <summary>Whether a row is claimed, lapsed or not.</summary>
    public bool Holds(long id)
    {
        lock (leases)
            return leases.ContainsKey(id);
    }

    /// <summary>A row is born claimed.</summary>
    public void Add(long id, DateTimeOffset until)
    {
        lock (leases)
            leases[id] = until;
    }

    /// <summary>The work is done or put off.</summary>
    public void Release(long id)
    {
        lock (leases)
            leases.Remove(id);
    }

    private List<long> Take(IEnumerable<long> due, Func<long, bool> isWanted, DateTimeOffset until, int limit)
    {
        lock (leases)
        {
            List<long> taken = [.. due.Where(isWanted).Take(limit)];
            foreach (var id in taken)
                leases[id] = until;
            return taken;
        }
    }
}
