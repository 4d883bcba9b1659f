using System.Collections.Concurrent;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>
/// Last committed states of instances that wait. It may be behind another process: the version checked at commit tells, and the
/// conflict takes the entry out.
/// </summary>
internal sealed class InstanceCache(int capacity)
{
    private readonly ConcurrentDictionary<string, CachedInstance> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    public CachedInstance? Find(string instanceId) => entries.GetValueOrDefault(instanceId);

    /// <summary>Takes over what a committed unit says of instances.</summary>
    public void Apply(UnitOfWork committed)
    {
        foreach (var row in committed.Instances)
        {
            if (row.Live is null || row.Header.Status == WorkflowStatus.Finished)
                entries.TryRemove(row.Header.InstanceId, out _);
            else
                Put(new CachedInstance(row.Header, row.Live, row.TraceParent));
        }
    }

    public void Remove(string instanceId) => entries.TryRemove(instanceId, out _);

    private void Put(CachedInstance entry)
    {
        var instanceId = entry.Header.InstanceId;
        if (entries.TryUpdate(instanceId, entry, entries.GetValueOrDefault(instanceId)!))
            return;
        entries[instanceId] = entry;
        order.Enqueue(instanceId);
        while (order.Count > capacity && order.TryDequeue(out var oldest))
            entries.TryRemove(oldest, out _);
    }
}

/// <summary>A committed instance as the engine takes it.</summary>
/// <param name="Header">As it is stored.</param>
/// <param name="State">As it is stored.</param>
/// <param name="TraceParent">The span of its last burst.</param>
internal sealed record CachedInstance(InstanceHeader Header, InstanceState State, string? TraceParent);
