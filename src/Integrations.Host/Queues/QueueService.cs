using Integrations.Host.Hosting;
using Integrations.Host.Settings;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues.AzureStorage;

namespace Integrations.Host.Queues;

/// <summary>A process of its own takes hints and looks after the queue, as the Functions host and its timer would.</summary>
internal sealed class QueueService(
    AzureStorageQueues queues, QueueSettings settings, WorkflowRuntime runtime, QueueUpkeep upkeep, ILoggerFactory logging) : IBackgroundWork
{
    private readonly ILogger<QueueService> _log = logging.CreateLogger<QueueService>();

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var receiverSettings = new HintReceiverSettings
        {
            Places = settings.Places,
            Visibility = settings.Visibility,
            RetryAfter = settings.RetryAfter,
            MaxDequeueCount = settings.MaxDequeueCount,
        };
        using var receiver = new HintReceiver(queues, receiverSettings, runtime.WorkAsync, logging.CreateLogger<HintReceiver>());
        using var cut = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => cut.CancelAfter(StopTimes.Work));
        await Task.WhenAll(receiver.RunAsync(stoppingToken, cut.Token), LookAfterAsync(stoppingToken));
    }

    private async Task LookAfterAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(QueueUpkeep.Period);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await upkeep.RunAsync(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _log.LogError(error, "The upkeep of the queue failed");
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(5), stoppingToken));
            }
        }
    }
}
