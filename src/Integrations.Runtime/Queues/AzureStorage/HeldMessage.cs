using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Integrations.Runtime.Queues.AzureStorage;

/// <summary>A message that we hold: kept from the others until we are done, however long that takes.</summary>
internal sealed class HeldMessage : IAsyncDisposable
{
    private readonly QueueClient queue;
    private readonly string messageId;
    private readonly TimeSpan visibility;
    private readonly CancellationTokenSource end = new();
    private readonly Task renewal;
    private string popReceipt;

    public HeldMessage(QueueClient queue, QueueMessage message, TimeSpan visibility)
    {
        this.queue = queue;
        this.visibility = visibility;
        messageId = message.MessageId;
        popReceipt = message.PopReceipt;
        renewal = RenewAsync();
    }

    /// <summary>It is done.</summary>
    public async Task DeleteAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        await queue.DeleteHeldAsync(messageId, popReceipt, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>It is to be given out again after a while.</summary>
    public async Task ReturnAsync(TimeSpan after)
    {
        await DisposeAsync().ConfigureAwait(false);
        try
        {
            await queue.UpdateMessageAsync(messageId, popReceipt, visibilityTimeout: after).ConfigureAwait(false);
        }
        catch (RequestFailedException gone) when (QueueCalls.IsGone(gone))
        {
            // It has come back already.
        }
    }

    /// <summary>Holds it no longer: it comes back when its visibility ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (end.IsCancellationRequested)
            return;
        await end.CancelAsync().ConfigureAwait(false);
        await renewal.ConfigureAwait(false);
        end.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(visibility / 2);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false))
            {
                if (!await HoldOnAsync().ConfigureAwait(false)) return;
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Done.
        }
    }

    /// <returns>False: others hold it. The work goes on all the same, since the row decides who was first.</returns>
    private async Task<bool> HoldOnAsync()
    {
        try
        {
            // Not under the token: an update that is cut may have happened, and we would not know our receipt.
            UpdateReceipt renewed = await queue.UpdateMessageAsync(messageId, popReceipt, visibilityTimeout: visibility).ConfigureAwait(false);
            popReceipt = renewed.PopReceipt;
            return true;
        }
        catch (RequestFailedException gone) when (QueueCalls.IsGone(gone))
        {
            return false;
        }
        catch (Exception error) when (QueueCalls.HasFailed(error, CancellationToken.None))
        {
            // The next time may be early enough. Whoever waits for the end of the renewal deletes what is done, and is not told of this.
            return true;
        }
    }
}
