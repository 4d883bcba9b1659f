using System.Threading.Channels;

namespace Integrations.Runtime.Queues.InProcess;

/// <summary>
/// Numbers of messages to be handled by this process. It is a hint and never the truth: what is not in it (it was full, the process died)
/// is found again in the rows by the next tick. A number is in it or in work once at most.
/// </summary>
public sealed class WorkQueue
{
    private readonly int claimable;
    private readonly Channel<long> waiting;
    private readonly HashSet<long> known = [];
    private bool moreIsLeft;

    /// <param name="capacity">Numbers kept at most.</param>
    /// <param name="claimable">As long as fewer wait here, this process may claim more for itself.</param>
    public WorkQueue(int capacity, int claimable)
    {
        this.claimable = claimable;
        waiting = Channel.CreateBounded<long>(capacity);
    }

    /// <summary>How many more this process may claim for itself now.</summary>
    public int Room => Math.Max(0, claimable - waiting.Reader.Count);

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
            moreIsLeft = true;
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

    /// <summary>The rows hold more than was taken from them.</summary>
    public void MoreIsLeft()
    {
        lock (known)
            moreIsLeft = true;
    }

    /// <summary>True once when the rows hold more and there is room again: they should be read.</summary>
    public bool WantsRefill()
    {
        lock (known)
        {
            if (!moreIsLeft || Room < claimable / 2)
                return false;
            moreIsLeft = false;
            return true;
        }
    }
}
