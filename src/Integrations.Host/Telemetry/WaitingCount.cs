using Integrations.Host.Hosting;
using Integrations.Host.Portal;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Portal.Store;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Telemetry;

/// <summary>Counts what waits, from time to time, for the gauges. It reads only rows that wait, never history.</summary>
internal sealed partial class WaitingCount(
    IWorkflowStore store, TimeProvider time, IOptions<TelemetrySettings> settings, IOptions<PortalOptions> portal, DeskMeter meter, ILogger<WaitingCount> log) : IBackgroundWork
{
    /// <summary>A desk has hundreds of files; where more have something to do soon, the first thousand tell enough.</summary>
    private static readonly PageRequest Most = new(0, 1000);

    /// <summary>A store that takes longer to count a few rows is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Counts now.</summary>
    public async Task<Waiting> CountAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var health = await store.GetHealthAsync(now, cancellation);
        return new Waiting(
            Age(health.OldestPendingMessage, now), health.PendingMessages, Age(health.OldestPendingCommand, now), health.PendingCommands,
            health.DeadMessages + health.DeadCommands, health.QuarantinedMessages, health.FaultedInstances + health.StalledInstances,
            await ClocksAtRiskAsync(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, portal.Value.Zone).DateTime), cancellation));
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Period);
        do
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(Patience);
            try
            {
                meter.Tell(await CountAsync(patience.Token));
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The store does not answer: an old number would say that all is as it was. Without one an alert sees the silence.
                meter.Tell(null);
                NotCounted(fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<long> ClocksAtRiskAsync(DateOnly today, CancellationToken cancellation)
    {
        var last = today.AddDays(settings.Value.DaysAtRisk);
        var soon = new DocumentQuery(PortalProjections.Todo)
        {
            Group = PortalProjections.OpenGroup,
            DueBefore = last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            Order = DocumentOrder.DueAt,
        };
        var items = (await store.QueryDocumentsAsync(soon, Most, cancellation)).Items.SelectMany(PortalProjections.Items);
        return items.Count(item => item.Kind is TodoKind.LegalClock or TodoKind.SilenceToConfirm && item.By <= last);
    }

    private static TimeSpan Age(DateTimeOffset? since, DateTimeOffset now) => since is { } at && at < now ? now - at : TimeSpan.Zero;

    [LoggerMessage(Level = LogLevel.Warning, Message = "What waits could not be counted ({Error})")]
    private partial void NotCounted(string error);
}
