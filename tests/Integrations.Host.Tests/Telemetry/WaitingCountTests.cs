using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Integrations.Host.Portal;
using Integrations.Host.Telemetry;
using Integrations.Host.Tests.ElsaApi;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Tests.Telemetry;

/// <summary>What the gauges say is what was counted last, or nothing.</summary>
public sealed class WaitingCountTests
{
    [Fact]
    public async Task While_the_store_does_not_answer_the_gauges_say_nothing_instead_of_what_they_said_before()
    {
        using var meter = new DeskMeter();
        var said = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meter) && instrument.IsObservable) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => said[instrument.Name] = value);
        listener.Start();
        var store = SqliteWorkflowStore.InMemory();
        var settings = Options.Create(new TelemetrySettings { Period = TimeSpan.FromMilliseconds(50) });
        var count = new WaitingCount(store, TimeProvider.System, settings, Options.Create(new PortalOptions()), meter, NullLogger<WaitingCount>.Instance);
        using var stop = new CancellationTokenSource();
        var running = count.RunAsync(stop.Token);

        await Eventually.TrueAsync(() => Task.FromResult(Said().Count == 8));
        await store.DisposeAsync();
        await Eventually.TrueAsync(() => Task.FromResult(Said().IsEmpty));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        ConcurrentDictionary<string, double> Said()
        {
            said.Clear();
            listener.RecordObservableInstruments();
            return said;
        }
    }
}
