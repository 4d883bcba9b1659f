using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Integrations.Runtime.Processing;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Queues.AzureStorage;

/// <summary>
/// Hints in a queue of Azure Storage. They leave after the commit, in the background: where the queue is slow or down, or this process dies,
/// the commit has happened all the same, and the tick says again what nobody took.
/// </summary>
public sealed class AzureStorageHints : IWorkHints, IAsyncDisposable
{
    private const int Capacity = 10_000;
    private const int Senders = 16;

    /// <summary>Rows that are said again at each tick whatever the length of the queue, so that a lost hint does not wait for a quiet hour.</summary>
    private const int FewestAgain = 32;

    /// <summary>Hints in the queue from which on no more are said again but the fewest: what is there has lost nothing, it waits its turn.</summary>
    public const int UsualBacklog = 2_000;

    /// <summary>How long the last hints may take to leave when the process stops.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly QueueClient queue;
    private readonly TimeProvider time;
    private readonly TimeSpan delayedUpTo;
    private readonly int backlog;
    private readonly ILogger<AzureStorageHints> log;
    private readonly Channel<(WorkHint Hint, DateTimeOffset DueAt)> waiting = Channel.CreateBounded<(WorkHint, DateTimeOffset)>(Capacity);
    private readonly ConcurrentDictionary<long, bool> secondsSaid = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task senders;

    /// <param name="queue">The queue; see <see cref="AzureStorageQueues"/>.</param>
    /// <param name="delayedUpTo">A hint for a later instant than this is left to the tick.</param>
    /// <param name="time">The clock of the rows.</param>
    /// <param name="log">Ids only.</param>
    /// <param name="backlog">See <see cref="UsualBacklog"/>.</param>
    public AzureStorageHints(QueueClient queue, TimeSpan delayedUpTo, TimeProvider time, ILogger<AzureStorageHints> log, int backlog = UsualBacklog)
    {
        this.backlog = backlog;
        this.queue = queue;
        this.delayedUpTo = delayedUpTo;
        this.time = time;
        this.log = log;
        senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync)));
    }

    /// <inheritdoc/>
    public void Say(WorkHint hint, DateTimeOffset dueAt)
    {
        if (dueAt - time.GetUtcNow() > delayedUpTo || !IsNew(hint))
            return;
        if (!waiting.Writer.TryWrite((hint, dueAt)))
            RuntimeTelemetry.HintsLost.Add(1);
    }

    /// <inheritdoc/>
    public async ValueTask<int> RoomAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            QueueProperties properties = await queue.GetPropertiesAsync(cancellationToken).ConfigureAwait(false);
            return Math.Max(backlog - properties.ApproximateMessagesCount, FewestAgain);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return Math.Max(backlog, FewestAgain);
        }
    }

    /// <summary>Sends what waits, for a moment; what does not leave is said again by a tick.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        stop.CancelAfter(StopTimeout);
        await senders.ConfigureAwait(false);
        stop.Dispose();
    }

    /// <summary>Many timers of one second need one hint.</summary>
    private bool IsNew(WorkHint hint)
    {
        if (hint is not WorkHint.Time(var at))
            return true;
        if (secondsSaid.Count > Capacity)
            secondsSaid.Clear();
        return secondsSaid.TryAdd(at.ToUnixTimeSeconds(), true);
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var (hint, dueAt) in waiting.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                await SendAsync(hint, dueAt).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogInformation("Stopped with hints that had not left; the tick says them again");
        }
    }

    private async Task SendAsync(WorkHint hint, DateTimeOffset dueAt)
    {
        try
        {
            // Rounded up: a hint that comes before its row is due would have to be sent a second time.
            var delay = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((dueAt - time.GetUtcNow()).TotalSeconds)));
            await queue.SendHintAsync(hint, delay, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            RuntimeTelemetry.HintsLost.Add(1);
            log.LogWarning("Hint {Hint} was not sent ({Error}); the tick says it again", HintText.Write(hint), error.GetType().Name);
        }
        finally
        {
            if (hint is WorkHint.Time(var at))
                secondsSaid.TryRemove(at.ToUnixTimeSeconds(), out _);
        }
    }
}
