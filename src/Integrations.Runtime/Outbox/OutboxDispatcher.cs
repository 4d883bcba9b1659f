using System.Collections.Concurrent;
using Integrations.Runtime.Processing;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Outbox;

/// <summary>
/// Keeps deliveries going, a bounded number at a time. Commands of one ordering key leave one after the other; those of different keys
/// do not wait for each other, except for a free place.
/// </summary>
internal sealed class OutboxDispatcher(RuntimeOptions options, CommandDelivery delivery, Signal signal, ILogger<OutboxDispatcher> log) : IDisposable
{
    private readonly ConcurrentDictionary<long, Task> inFlight = new();
    private readonly SemaphoreSlim places = new(options.Deliveries, options.Deliveries);

    /// <summary>Delivers until stopped, then waits for what is under way.</summary>
    /// <param name="stop">No new delivery begins.</param>
    /// <param name="cut">Those under way are cut.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken cut)
    {
        try
        {
            while (true)
            {
                await signal.WaitAsync(stop).ConfigureAwait(false);
                await DeliverDueAsync(stop, cut).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(inFlight.Values).ConfigureAwait(false);
        }
    }

    /// <summary>To be called when <see cref="RunAsync"/> has ended.</summary>
    public void Dispose() => places.Dispose();

    /// <summary>Claims as many commands as there are free places, so that no lease runs while its command waits for one.</summary>
    private async Task DeliverDueAsync(CancellationToken stop, CancellationToken cut)
    {
        int free, claimed;
        do
        {
            free = await TakeFreePlacesAsync(stop).ConfigureAwait(false);
            claimed = 0;
            try
            {
                var now = options.Time.GetUtcNow();
                foreach (var id in await options.Store.ClaimDueCommandsAsync(now, now + options.CommandLease, free, stop).ConfigureAwait(false))
                {
                    var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    // Under a clock that runs faster than life, a lease may lapse while its command is on the way.
                    if (!inFlight.TryAdd(id, begun.Task)) continue;
                    claimed++;
                    _ = DeliverAsync(id, begun, cut);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception error)
            {
                // The store does not answer; the next tick looks again.
                log.LogError(error, "Due commands could not be claimed");
            }
            finally
            {
                if (free > claimed) places.Release(free - claimed);
            }
        }
        while (claimed == free);
    }

    private async Task<int> TakeFreePlacesAsync(CancellationToken stop)
    {
        await places.WaitAsync(stop).ConfigureAwait(false);
        var taken = 1;
        while (places.Wait(0, CancellationToken.None))
            taken++;
        return taken;
    }

    private async Task DeliverAsync(long id, TaskCompletionSource begun, CancellationToken cut)
    {
        await Task.Yield();
        try
        {
            await delivery.DeliverAsync(id, cut).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            log.LogInformation("Delivery of command {CommandId} was cut by the stop", id);
        }
        catch (Exception error)
        {
            // The outcome could not be written: the command is still pending, and is delivered again under the same idempotency key when its
            // lease has lapsed. So a full disk does not become a storm of deliveries.
            log.LogError(error, "Outcome of command {CommandId} could not be written", id);
        }
        finally
        {
            inFlight.TryRemove(id, out _);
            places.Release();
            begun.SetResult();
            signal.Set();
        }
    }
}
