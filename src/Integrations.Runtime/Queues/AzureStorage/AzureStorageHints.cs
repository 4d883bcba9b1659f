using System.Collections.Concurrent;
using System.Diagnostics;
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

    /// <summary>Few, so that hints that come at once leave as one message of the queue instead of one each.</summary>
    private const int Senders = 2;

    /// <summary>Rows that one message of the queue names at most: no more than one process works in a few seconds with all that follows.</summary>
    private const int Together = 16;

    /// <summary>Rows that are said again at each tick whatever the length of the queue, so that a lost hint does not wait for a quiet hour.</summary>
    private const int FewestAgain = 32;

    /// <summary>Hints in the queue from which on no more are said again but the fewest: what is there has lost nothing, it waits its turn.</summary>
    public const int UsualBacklog = 2_000;

    /// <summary>A sender that has just sent waits this long for more to send together; after a pause it sends at once.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);

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
        catch (Exception error) when (QueueCalls.HasFailed(error, cancellationToken))
        {
            // What is said now would be lost, and not said once more for minutes.
            log.LogWarning("The length of the queue is not known ({Error}); nothing is said again this time", error.GetType().Name);
            return 0;
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
            var sent = long.MinValue;
            await foreach (var (hint, dueAt) in waiting.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                if (IsRow(hint) && dueAt <= time.GetUtcNow())
                {
                    if (sent != long.MinValue && Gathering - Stopwatch.GetElapsedTime(sent) is var rest && rest > TimeSpan.Zero && waiting.Reader.Count < Together)
                        await Task.Delay(rest, stop.Token).ConfigureAwait(false);
                    await SendTogetherAsync(hint).ConfigureAwait(false);
                    sent = Stopwatch.GetTimestamp();
                }
                else
                {
                    await SendAsync(hint, dueAt).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogInformation("Stopped with hints that had not left; the tick says them again");
        }
    }

    private static bool IsRow(WorkHint hint) => hint is WorkHint.Message or WorkHint.Command;

    /// <summary>Sends a hint for this row and for those that wait right behind it.</summary>
    private async Task SendTogetherAsync(WorkHint first)
    {
        List<WorkHint> rows = [first];
        var now = time.GetUtcNow();
        while (rows.Count < Together && waiting.Reader.TryPeek(out var next) && IsRow(next.Hint) && next.DueAt <= now && waiting.Reader.TryRead(out next))
        {
            if (!IsRow(next.Hint) || next.DueAt > now)
            {
                // Another sender took the one that was seen.
                await SendAsync(next.Hint, next.DueAt).ConfigureAwait(false);
                break;
            }

            rows.Add(next.Hint);
        }

        await SendAsync(rows.Count == 1 ? first : new WorkHint.Rows(rows), now).ConfigureAwait(false);
    }

    private async Task SendAsync(WorkHint hint, DateTimeOffset dueAt)
    {
        try
        {
            // Rounded up: a hint that comes before its row is due would have to be sent a second time.
            var delay = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((dueAt - time.GetUtcNow()).TotalSeconds)));
            await queue.SendHintAsync(hint, delay, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (QueueCalls.HasFailed(error, stop.Token))
        {
            RuntimeTelemetry.HintsLost.Add(hint is WorkHint.Rows(var rows) ? rows.Count : 1);
            log.LogWarning("Hint {Hint} was not sent ({Error}); the tick says it again", HintText.Write(hint), error.GetType().Name);
        }
        finally
        {
            if (hint is WorkHint.Time(var at))
                secondsSaid.TryRemove(at.ToUnixTimeSeconds(), out _);
        }
    }
}
