namespace Integrations.Host.ElsaApi.Hub;

/// <summary>Which instances somebody looks at, so that nothing is done for the others.</summary>
internal sealed class ObservedInstances
{
    /// <summary>A viewer shows one instance at a time; this is for those who do not let go.</summary>
    private const int MaxOfOne = 50;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _instancesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _viewersOf = new(StringComparer.Ordinal);

    /// <summary>A connection looks at an instance.</summary>
    /// <returns>False: it looks at too many already.</returns>
    public bool Add(string instanceId, string connectionId)
    {
        lock (_lock)
        {
            if (!_instancesOf.TryGetValue(connectionId, out var instances)) _instancesOf[connectionId] = instances = new HashSet<string>(StringComparer.Ordinal);
            if (instances.Contains(instanceId)) return true;
            if (instances.Count == MaxOfOne) return false;
            instances.Add(instanceId);
            _viewersOf[instanceId] = _viewersOf.GetValueOrDefault(instanceId) + 1;
            return true;
        }
    }

    /// <summary>A connection is gone.</summary>
    public void Remove(string connectionId)
    {
        lock (_lock)
        {
            if (!_instancesOf.Remove(connectionId, out var instances)) return;
            foreach (var instanceId in instances)
                if (--_viewersOf[instanceId] == 0)
                    _viewersOf.Remove(instanceId);
        }
    }

    /// <summary>All that somebody looks at.</summary>
    public IReadOnlyCollection<string> All
    {
        get
        {
            lock (_lock) return [.. _viewersOf.Keys];
        }
    }

    /// <summary>Somebody looks at it.</summary>
    public bool Contains(string instanceId)
    {
        lock (_lock) return _viewersOf.ContainsKey(instanceId);
    }
}
