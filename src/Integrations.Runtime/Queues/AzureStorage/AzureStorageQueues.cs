using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Integrations.Runtime.Queues.AzureStorage;

/// <summary>The queue of hints and its poison queue, as the queue trigger of Azure Functions names and fills them.</summary>
/// <param name="Work">Hints to be worked.</param>
/// <param name="Poison">Hints that killed or hung a process each time.</param>
public sealed record AzureStorageQueues(QueueClient Work, QueueClient Poison)
{
    /// <summary>What the queue trigger adds to the name of a queue.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>Opens both; they are created when they are first needed.</summary>
    /// <param name="service">The queue service.</param>
    /// <param name="name">Name of the queue.</param>
    public static AzureStorageQueues In(QueueServiceClient service, string name) =>
        new(service.GetQueueClient(name), service.GetQueueClient(name + PoisonSuffix));

    /// <summary>
    /// How we speak to the service: a failure shows within seconds, since a hint may be lost and the next one should not wait behind it.
    /// Texts are encoded by <see cref="HintText"/>, because a message of somebody else may be anything.
    /// </summary>
    /// <param name="version">Version of the service; null: the newest that the library knows.</param>
    public static QueueClientOptions Options(QueueClientOptions.ServiceVersion? version = null)
    {
        var options = version is { } wanted ? new QueueClientOptions(wanted) : new QueueClientOptions();
        options.MessageEncoding = QueueMessageEncoding.None;
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}

/// <summary>What we ask of a queue.</summary>
internal static class QueueCalls
{
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    /// <summary>Sends a hint; creates the queue when it is not there.</summary>
    public static Task SendHintAsync(this QueueClient queue, WorkHint hint, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendTextAsync(HintText.Encode(hint), delay, cancellationToken);

    /// <summary>Sends a text as it is; creates the queue when it is not there.</summary>
    public static async Task SendTextAsync(this QueueClient queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(text, delay, ForEver, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await queue.SendMessageAsync(text, delay, ForEver, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes messages, 32 at most; none where the queue does not exist.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="count">Messages at most.</param>
    /// <param name="visibility">How long nobody else sees them.</param>
    /// <param name="cancellationToken">Stops the wait for the service.</param>
    public static async Task<QueueMessage[]> TakeAsync(this QueueClient queue, int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.ReceiveMessagesAsync(Math.Min(count, 32), visibility, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    /// <summary>Deletes a message that we hold; one that others hold meanwhile stays theirs.</summary>
    public static async Task DeleteHeldAsync(this QueueClient queue, string messageId, string popReceipt, CancellationToken cancellationToken)
    {
        try
        {
            await queue.DeleteMessageAsync(messageId, popReceipt, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException gone) when (IsGone(gone))
        {
            // It was held too long and came back to the queue: whoever works it next finds the row done.
        }
    }

    /// <summary>
    /// Whether a call came to nothing, for a reason other than the stop. It is not asked by type: the library throws one kind when the service
    /// refuses, another when it does not answer, a third when time is over, and what a managed identity throws comes through as it is.
    /// </summary>
    /// <param name="error">What the call threw.</param>
    /// <param name="stop">The token of the call.</param>
    public static bool HasFailed(Exception error, CancellationToken stop) => error is not OperationCanceledException || !stop.IsCancellationRequested;

    /// <summary>Whether a message is no longer ours.</summary>
    public static bool IsGone(RequestFailedException error) =>
        error.ErrorCode == QueueErrorCode.MessageNotFound || error.ErrorCode == QueueErrorCode.PopReceiptMismatch;
}
