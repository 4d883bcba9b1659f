namespace Integrations.Runtime.Queues;

/// <summary>Work that is given so much time and no more.</summary>
public static class Deadline
{
    /// <summary>How long work that was told to end may take to do so.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs work until it ends, or until its time is over, whether it heeds its token or not.</summary>
    /// <param name="limit">When the token of the work fires.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The caller stops.</param>
    /// <returns>False: its time was over. Work that does not heed the token is left to itself.</returns>
    public static async Task<bool> RunAsync(TimeSpan limit, Func<CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        var running = Task.Run(() => work(time.Token), CancellationToken.None);
        // Work that is left to itself may still look at its token, and nobody else looks at its fault.
        _ = running.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                time.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await running.WaitAsync(limit + Grace, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return false;
        }
        catch (OperationCanceledException) when (running.IsCanceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
