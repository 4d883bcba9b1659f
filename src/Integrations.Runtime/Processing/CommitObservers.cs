using System.Collections.Immutable;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Processing;

/// <summary>Those in this process who want to know which instances moved. Nothing is done when there are none.</summary>
internal sealed class CommitObservers
{
    private ImmutableArray<Action<InstanceHeader>> observers = [];

    public IDisposable Add(Action<InstanceHeader> observer)
    {
        ImmutableInterlocked.Update(ref observers, static (all, added) => all.Add(added), observer);
        return new Observation(this, observer);
    }

    public void Tell(UnitOfWork committed)
    {
        if (observers.IsEmpty)
            return;
        foreach (var row in committed.Instances)
        {
            foreach (var observer in observers)
                observer(row.Header);
        }
    }

    private sealed class Observation(CommitObservers all, Action<InstanceHeader> observer) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref all.observers, static (kept, removed) => kept.Remove(removed), observer);
    }
}
