using System.Diagnostics.CodeAnalysis;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>Something to run: a node scheduled by its owner, or an execution to resume or to run again.</summary>
internal sealed record WorkItem(ActivityNode Node, ActivityContext? Owner)
{
    public int Tag { get; init; }

    public (string Name, object? Value)[]? Locals { get; init; }

    /// <summary>Resumes the owner itself.</summary>
    public Resumption? Resumption { get; init; }

    /// <summary>Runs the owner itself again after a fault.</summary>
    public bool IsRetry { get; init; }

    /// <summary>The item is about an execution that is already there.</summary>
    public bool IsOfOwner => Resumption is not null || IsRetry;
}

/// <summary>What is still to run, first in, first out. Every execution knows how much is queued by it and below it.</summary>
internal sealed class WorkQueue
{
    private readonly Queue<WorkItem> _items = new();

    public void Add(WorkItem item)
    {
        _items.Enqueue(item);
        Count(item, 1);
    }

    /// <summary>Takes the next item. What a cancelled execution had scheduled is dropped (SEMANTICS: nothing starts below a cancelled activity).</summary>
    public bool TryTake([NotNullWhen(true)] out WorkItem? item)
    {
        while (_items.TryDequeue(out item))
        {
            Count(item, -1);
            if (item.IsOfOwner || item.Owner is not { Status: ActivityStatus.Canceled }) return true;
        }

        return false;
    }

    /// <summary>The node is already scheduled by this owner.</summary>
    public bool Contains(ActivityNode node, ActivityContext owner)
    {
        foreach (var item in _items)
            if (item.Node == node && item.Owner == owner && !item.IsOfOwner)
                return true;
        return false;
    }

    /// <summary>Takes out what this owner scheduled; the rest keeps its order.</summary>
    public void RemoveOf(ActivityContext owner)
    {
        for (var left = _items.Count; left > 0; left--)
        {
            var item = _items.Dequeue();
            if (item.Owner == owner && !item.IsOfOwner) Count(item, -1);
            else _items.Enqueue(item);
        }
    }

    public void Clear()
    {
        while (_items.TryDequeue(out var item)) Count(item, -1);
    }

    private static void Count(WorkItem item, int change)
    {
        if (item.IsOfOwner) return;
        for (var above = item.Owner; above is not null; above = above.Parent) above.QueuedBelow += change;
    }
}
