using System.Collections.Concurrent;
using System.Threading.Channels;
using Integrations.Host.ElsaApi.ActivityExecutions;
using Integrations.Host.ElsaApi.Instances;
using Integrations.Host.Hosting;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.SignalR;

namespace Integrations.Host.ElsaApi.Hub;

/// <summary>
/// Tells viewers that their instance moved: after the commit, beside the work and never on its way. Moves that follow each other closely are
/// told once, since a viewer reads what is there now.
/// </summary>
internal sealed partial class InstanceBroadcast(
    WorkflowRuntime runtime, ObservedInstances observed, InstanceReading reading, IHubContext<WorkflowInstanceHub> hub, ILogger<InstanceBroadcast> log) : IBackgroundWork
{
    private const int MaxLookedAt = 500;

    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _moved = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var observation = runtime.Observe(header =>
        {
            if (!observed.Contains(header.InstanceId)) return;
            _versions[header.InstanceId] = header.Version;
            Moved(header.InstanceId);
        });
        var watch = WatchOthersAsync(stoppingToken);
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

        await watch;
    }

    private void Moved(string instanceId)
    {
        if (_waiting.TryAdd(instanceId, true)) _moved.Writer.TryWrite(instanceId);
    }

    /// <summary>What other processes do to the instances that somebody looks at here is seen in their versions.</summary>
    private async Task WatchOthersAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var instanceId in _versions.Keys.Where(instanceId => !observed.Contains(instanceId)))
            _versions.TryRemove(instanceId, out _);
        try
        {
            foreach (var part in observed.All.Chunk(MaxLookedAt))
            {
                foreach (var header in (await runtime.Store.ListInstancesAsync(new InstanceFilter { InstanceIds = part }, new PageRequest(0, part.Length), cancellation)).Items)
                {
                    // Whoever begins to look reads what is there; only what comes after it is told.
                    var known = _versions.GetOrAdd(header.InstanceId, header.Version);
                    if (known < header.Version && _versions.TryUpdate(header.InstanceId, header.Version, known)) Moved(header.InstanceId);
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The store does not answer; the next look tells what was missed.
            LogUnseen(log, error);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The instances that somebody looks at could not be read")]
    private static partial void LogUnseen(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Viewers of the instance {InstanceId} could not be told that it moved")]
    private static partial void LogUntold(ILogger logger, Exception error, string instanceId);
}
