using Integrations.Runtime.Processing;

namespace Integrations.Runtime.Queues.AzureStorage;

/// <summary>What is done once a minute for the queue: rows that lost their hint get another one, and the poison queue is emptied into the dead letters.</summary>
/// <param name="queues">The queues.</param>
/// <param name="runtime">The runtime whose rows they point to.</param>
public sealed class QueueUpkeep(AzureStorageQueues queues, WorkflowRuntime runtime)
{
    /// <summary>How often.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    /// <summary>Does it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await runtime.SayOverdueAsync(cancellationToken).ConfigureAwait(false);
        while (await queues.Poison.TakeAsync(32, Visibility, cancellationToken).ConfigureAwait(false) is { Length: > 0 } given)
        {
            foreach (var message in given)
            {
                // Deleted when it is written down, and not before.
                await runtime.GiveUpAsync(message.MessageText, cancellationToken).ConfigureAwait(false);
                await queues.Poison.DeleteHeldAsync(message.MessageId, message.PopReceipt, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
