using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Queues.AzureStorage;

/// <summary>How a process of its own takes hints. Under Azure Functions its host does this, by the settings of <c>host.json</c>.</summary>
public sealed record HintReceiverSettings
{
    /// <summary>Hints worked at the same time. No more are taken than there are free places: what one process cannot do, others can.</summary>
    public int Places { get; init; } = 16;

    /// <summary>How long a hint is hidden from the others while it is worked; renewed at half of it. After a crash it comes back after this.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Time for one hint, after which it is left.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>When a hint that was left is given out again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A hint given out more often than this goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>The longest pause between two looks at an empty queue.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>Takes hints from the queue and has them worked.</summary>
/// <param name="queues">The queues.</param>
/// <param name="settings">How.</param>
/// <param name="work">Works what a text of the queue points to.</param>
/// <param name="log">Ids only.</param>
public sealed class HintReceiver(AzureStorageQueues queues, HintReceiverSettings settings, HintWork work, ILogger<HintReceiver> log) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim places = new(settings.Places, settings.Places);

    /// <summary>Takes and works until stopped, then waits for what is in work.</summary>
    /// <param name="stop">Nothing new is taken.</param>
    /// <param name="cut">What is in work is cut.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken cut)
    {
        var pause = ShortestPause;
        try
        {
            while (true)
            {
                var taken = await TakeAsync(stop, cut).ConfigureAwait(false);
                pause = taken > 0 ? ShortestPause : TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.5, settings.LongestPause.TotalMilliseconds));
                if (taken == 0)
                    await Task.Delay(pause * (0.8 + (0.4 * Random.Shared.NextDouble())), stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            for (var place = 0; place < settings.Places; place++)
                await places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>To be called when <see cref="RunAsync"/> has ended.</summary>
    public void Dispose() => places.Dispose();

    private async Task<int> TakeAsync(CancellationToken stop, CancellationToken cut)
    {
        await places.WaitAsync(stop).ConfigureAwait(false);
        var free = 1;
        while (free < 32 && places.Wait(0, CancellationToken.None))
            free++;
        var taken = 0;
        try
        {
            foreach (var message in await queues.Work.TakeAsync(free, settings.Visibility, stop).ConfigureAwait(false))
            {
                taken++;
                _ = Task.Run(() => WorkAsync(message, cut), CancellationToken.None);
            }
        }
        catch (Exception error) when (QueueCalls.HasFailed(error, stop))
        {
            log.LogWarning("The queue does not answer ({Error})", error.GetType().Name);
        }
        finally
        {
            if (free > taken)
                places.Release(free - taken);
        }

        return taken;
    }

    private async Task WorkAsync(QueueMessage message, CancellationToken cut)
    {
        try
        {
            if (message.DequeueCount > settings.MaxDequeueCount)
            {
                await queues.Poison.SendTextAsync(message.MessageText, TimeSpan.Zero, cut).ConfigureAwait(false);
                await queues.Work.DeleteHeldAsync(message.MessageId, message.PopReceipt, cut).ConfigureAwait(false);
                return;
            }

            await using var held = new HeldMessage(queues.Work, message, settings.Visibility);
            var done = await Deadline.RunAsync(settings.Deadline, token => work(message.MessageText, (int)message.DequeueCount, token), cut).ConfigureAwait(false);
            if (done)
                await held.DeleteAsync().ConfigureAwait(false);
            else
                await held.ReturnAsync(settings.RetryAfter).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            log.LogInformation("A hint was cut by the stop; it comes back to the queue");
        }
        catch (Exception error)
        {
            // The queue does not answer, or the work threw what it should have kept: the message comes back when its visibility ends.
            log.LogError(error, "A hint could not be brought to its end");
        }
        finally
        {
            places.Release();
        }
    }
}
