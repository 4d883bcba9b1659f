using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Integrations.Tests.FunctionsHost;

/// <summary>
/// The queue trigger: takes batches, hides a message for ten minutes and longer while it is in work, deletes it after success, gives it out again
/// after a failure, and moves it to the poison queue after the last one. It does not create the queue.
/// </summary>
internal sealed class QueueListener(FunctionsApp app, Function function, QueueServiceClient service, Invocations invocations, Action<string, Verdict> judged)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(10);

    private readonly QueueClient _queue = service.GetQueueClient((string)function.Trigger["queueName"]!);
    private readonly QueueClient _poison = service.GetQueueClient((string)function.Trigger["queueName"]! + "-poison");
    private int _running;

    /// <summary>Listens until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var taken = Volatile.Read(ref _running) <= app.NewBatchThreshold ? await TakeAsync(stop) : 0;
                pause = taken > 0 ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.3, Math.Min(500, app.MaxPollingInterval.TotalMilliseconds)));
                await Task.Delay(taken > 0 ? TimeSpan.FromMilliseconds(20) : pause, stop);
            }
            catch (Exception error) when (error is RequestFailedException or AggregateException)
            {
                await Task.WhenAny(Task.Delay(500, stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<int> TakeAsync(CancellationToken stop)
    {
        QueueMessage[] batch;
        try
        {
            batch = await _queue.ReceiveMessagesAsync(app.BatchSize, Visibility, stop);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }

        foreach (var message in batch)
        {
            Interlocked.Increment(ref _running);
            _ = Task.Run(() => WorkAsync(message, stop), CancellationToken.None);
        }

        return batch.Length;
    }

    private async Task WorkAsync(QueueMessage message, CancellationToken stop)
    {
        try
        {
            var verdict = message.DequeueCount > app.MaxDequeueCount ? Verdict.Failure : await InvokeAsync(message, stop);
            judged(message.MessageText, verdict);
            if (verdict != Verdict.Success && message.DequeueCount >= app.MaxDequeueCount)
            {
                await _poison.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
                await _poison.SendMessageAsync(message.MessageText, CancellationToken.None);
                verdict = Verdict.Success;
            }

            if (verdict == Verdict.Success) await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
            else await _queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: app.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException || (error is OperationCanceledException && stop.IsCancellationRequested))
        {
            // It comes back when its visibility ends.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>A text that is not Base64 never reaches the handler.</summary>
    private async Task<Verdict> InvokeAsync(QueueMessage message, CancellationToken stop)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText));
        }
        catch (FormatException)
        {
            return Verdict.Failure;
        }

        var delivery = new QueueDelivery(
            text, message.MessageId, message.PopReceipt, message.DequeueCount, message.InsertedOn ?? default, message.ExpiresOn ?? default, message.NextVisibleOn ?? default);
        return await invocations.PostAsync(function.Name, Envelope.OfQueue(function.Name, (string)function.Trigger["name"]!, delivery, DateTimeOffset.UtcNow, Guid.NewGuid()), stop);
    }
}
