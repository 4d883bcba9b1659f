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
    private const int PageSize = 256;

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

    private async Task DeliverDueAsync(CancellationToken stop, CancellationToken cut)
    {
        try
        {
            var due = await options.Store.FindDueCommandsAsync(options.Time.GetUtcNow(), PageSize, stop).ConfigureAwait(false);
            foreach (var id in due.Where(id => !inFlight.ContainsKey(id)))
            {
                await places.WaitAsync(stop).ConfigureAwait(false);
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                inFlight[id] = begun.Task;
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
            log.LogError(error, "Due commands could not be read");
        }
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
            // The outcome could not be written: the command is still pending and is delivered again under the same idempotency key,
            // but not at once: a full disk must not become a storm of deliveries.
            log.LogError(error, "Outcome of command {CommandId} could not be written", id);
            await Task.WhenAny(Task.Delay(options.OutboxBackoff.First, cut)).ConfigureAwait(false);
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
