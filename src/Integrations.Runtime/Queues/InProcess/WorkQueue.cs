using System.Threading.Channels;

namespace Integrations.Runtime.Queues.InProcess;

/// <summary>
/// Numbers of messages to be handled by this process. It is a hint and never the truth: what is not in it (it was full, the process died)
/// is found again in the rows by the next tick. A number is in it or in work once at most.
/// </summary>
public sealed class WorkQueue
{
    private readonly int capacity;
    private readonly Channel<long> waiting;
    private readonly HashSet<long> known = [];
    private bool overflowed;

    /// <param name="capacity">Numbers kept at most.</param>
    public WorkQueue(int capacity)
    {
        this.capacity = capacity;
        waiting = Channel.CreateBounded<long>(capacity);
    }

    /// <summary>Adds a number, unless it is known or the queue is full.</summary>
    public void Offer(long id)
    {
        lock (known)
        {
            if (!known.Add(id))
                return;
            if (waiting.Writer.TryWrite(id))
                return;
            known.Remove(id);
            overflowed = true;
        }
    }

    /// <summary>Takes the next number; <see cref="Release"/> follows when it is worked.</summary>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<long> TakeAsync(CancellationToken cancellationToken) => waiting.Reader.ReadAsync(cancellationToken);

    /// <summary>The number has been worked and may be offered again.</summary>
    public void Release(long id)
    {
        lock (known)
            known.Remove(id);
    }

    /// <summary>True once when numbers were turned away and there is room again: the rows should be read.</summary>
    public bool WantsRefill()
    {
        lock (known)
        {
            if (!overflowed || waiting.Reader.Count > capacity / 2)
                return false;
            overflowed = false;
            return true;
        }
    }
}
