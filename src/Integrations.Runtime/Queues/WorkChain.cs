using System.Diagnostics;
using System.Threading.Channels;

namespace Integrations.Runtime.Queues;

/// <summary>
/// The rows of one hint and all that their work makes due at once, worked here instead of by way of the queue: a form is opened, its workflows
/// begin and their letters leave without a trip to the queue for each. What is too much, or takes too long, is said to the others.
/// </summary>
/// <param name="work">Works a row; what it leaves to be worked it says to whom it is given. Fails only when it is cut.</param>
/// <param name="beyond">Says it to the others.</param>
/// <param name="time">The clock of the rows.</param>
internal sealed class WorkChain(Func<WorkHint, SayHint, Task> work, SayHint beyond, TimeProvider time)
{
    /// <summary>After this time what is left is said to the others.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Rows in work at the same time: most of their time they wait for a commit or a recipient.</summary>
    private const int AtOnce = 4;

    /// <summary>Rows that may wait their turn here.</summary>
    private const int Most = 1_000;

    private readonly Channel<WorkHint> waiting = Channel.CreateUnbounded<WorkHint>();
    private readonly long begun = Stopwatch.GetTimestamp();

    /// <summary>Rows that wait or are in work.</summary>
    private int open;

    /// <summary>Works until nothing is left.</summary>
    /// <param name="first">The rows of the hint.</param>
    /// <param name="cancellationToken">Cuts what is in work: it and the rest are said to the others.</param>
    public async Task RunAsync(IEnumerable<WorkHint> first, CancellationToken cancellationToken)
    {
        // Counted as one row until all are in, so that the end is not taken for near.
        open = 1;
        foreach (var row in first) Add(row);
        Close();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAllAsync(cancellationToken))).ConfigureAwait(false);
    }

    private async Task WorkAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in waiting.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                var isTooLate = cancellationToken.IsCancellationRequested || Stopwatch.GetElapsedTime(begun) > Longest;
                if (!isTooLate) await work(row, Say).ConfigureAwait(false);
                // A row that came to its end all the same is known by its state.
                if (isTooLate || cancellationToken.IsCancellationRequested) beyond(row, time.GetUtcNow());
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                beyond(row, time.GetUtcNow());
            }
            finally
            {
                Close();
            }
        }
    }

    private void Say(WorkHint hint, DateTimeOffset dueAt)
    {
        if (hint is WorkHint.Time || dueAt > time.GetUtcNow() || Volatile.Read(ref open) >= Most) beyond(hint, dueAt);
        else Add(hint);
    }

    private void Add(WorkHint row)
    {
        Interlocked.Increment(ref open);
        waiting.Writer.TryWrite(row);
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref open) == 0) waiting.Writer.Complete();
    }
}
