using System.Collections.Concurrent;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Definitions;

/// <summary>Compiled plans of versions that are no longer the published ones: the last used, a bounded number.</summary>
internal sealed class PlanCache(int capacity)
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private long uses;

    public int Count => entries.Count;

    public WorkflowPlan? Find(string versionId)
    {
        if (!entries.TryGetValue(versionId, out var entry))
            return null;
        entry.LastUse = Interlocked.Increment(ref uses);
        return entry.Plan;
    }

    public WorkflowPlan Add(string versionId, WorkflowPlan plan)
    {
        var kept = entries.GetOrAdd(versionId, new Entry(plan)).Plan;
        Find(versionId);
        // Compiling costs far more than looking for the one least used.
        while (entries.Count > capacity && entries.Count > 1)
            entries.TryRemove(entries.MinBy(pair => pair.Value.LastUse).Key, out _);
        return kept;
    }

    public void Remove(string versionId) => entries.TryRemove(versionId, out _);

    private sealed class Entry(WorkflowPlan plan)
    {
        public WorkflowPlan Plan { get; } = plan;

        public long LastUse { get; set; } = long.MaxValue;
    }
}
