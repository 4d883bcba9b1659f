using System.Collections.Concurrent;
using System.Threading.Channels;
using Integrations.Host.ElsaApi.ActivityExecutions;
using Integrations.Host.ElsaApi.Instances;
using Integrations.Runtime.Processing;
using Microsoft.AspNetCore.SignalR;

namespace Integrations.Host.ElsaApi.Hub;

/// <summary>
/// Tells viewers that their instance moved: after the commit, beside the work and never on its way. Moves that follow each other closely are
/// told once, since a viewer reads what is there now.
/// </summary>
internal sealed partial class InstanceBroadcast(
    WorkflowRuntime runtime, ObservedInstances observed, InstanceReading reading, IHubContext<WorkflowInstanceHub> hub, ILogger<InstanceBroadcast> log) : BackgroundService
{
    private readonly Channel<string> _moved = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var observation = runtime.Observe(header =>
        {
            if (observed.Contains(header.InstanceId) && _waiting.TryAdd(header.InstanceId, true)) _moved.Writer.TryWrite(header.InstanceId);
        });
        try
        {
            await foreach (var instanceId in _moved.Reader.ReadAllAsync(stoppingToken))
            {
                _waiting.TryRemove(instanceId, out _);
                await TellAsync(instanceId, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; viewers connect again.
        }
    }

    private async Task TellAsync(string instanceId, CancellationToken cancellation)
    {
        try
        {
            if (await reading.FindAsync(instanceId, cancellation) is not { } instance) return;
            var viewers = hub.Clients.Group(instanceId);
            await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, cancellation);
            await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats = ExecutionView.Stats(instance) }, cancellation);
            await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = instanceId }, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A viewer that missed this reads again when it is opened; the next move is told again.
            LogUntold(log, error, instanceId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Viewers of the instance {InstanceId} could not be told that it moved")]
    private static partial void LogUntold(ILogger logger, Exception error, string instanceId);
}
