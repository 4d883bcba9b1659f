namespace Integrations.Runtime.Stores;

/// <summary>
/// A unit that waits for the writer. Until the writer takes it its caller may have it back, and knows then that nothing was written;
/// of the two only one succeeds.
/// </summary>
internal abstract class WaitingUnit(UnitOfWork unit)
{
    /// <summary>Share of the queue beyond which it counts as deep: work in hand finds room when those who can come again are sent away.</summary>
    private const double Deep = 0.75;

    private const int Waiting = 0, Taken = 1, Withdrawn = 2;

    private int state;

    public UnitOfWork Unit => unit;

    /// <summary>Given by the writer once the unit is taken, and before that by nobody but who withdraws it.</summary>
    public TaskCompletionSource<CommitResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether a queue of a capacity is deep with so many units in it.</summary>
    public static bool IsDeep(int count, int capacity) => count >= capacity * Deep;

    /// <returns>False: its caller has it back.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>The answer. The token takes the unit back for as long as it is not taken.</summary>
    public async Task<CommitResult> AnswerAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static (self, token) => ((WaitingUnit)self!).Withdraw(token), this).ConfigureAwait(false))
            return await Answer.Task.ConfigureAwait(false);
    }

    private void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, Withdrawn, Waiting) == Waiting)
            Answer.TrySetCanceled(cancellationToken);
    }
}
