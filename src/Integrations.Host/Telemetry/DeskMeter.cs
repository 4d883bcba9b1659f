using System.Diagnostics.Metrics;

namespace Integrations.Host.Telemetry;

/// <summary>What the host measures beside the runtime. Names, results and counts, no content.</summary>
internal sealed class DeskMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Integrations.Host";

    private readonly Meter _meter;
    private readonly Counter<long> _failedSignIns;
    private readonly Counter<long> _deliveries;
    private volatile Waiting? _last;

    /// <summary>Makes the instruments; those that tell what waits are silent until the first count, and while nothing can be counted.</summary>
    public DeskMeter()
    {
        // Several desks in one process, as in tests, are told apart.
        _meter = new Meter(new MeterOptions(Name) { Scope = this });
        _failedSignIns = _meter.CreateCounter<long>("integrations.sign_ins.failed", "{attempt}", "Sign-ins and keys refused.");
        _deliveries = _meter.CreateCounter<long>("integrations.webhooks", "{delivery}", "Deliveries of forms, by source and result.");
        Gauge("integrations.queue.age", "s", "Age of the oldest message that is due.", waiting => waiting.QueueAge.TotalSeconds);
        Gauge("integrations.queue.waiting", "{message}", "Messages not yet handled.", waiting => waiting.Messages);
        Gauge("integrations.outbox.age", "s", "Age of the oldest command not yet delivered.", waiting => waiting.OutboxAge.TotalSeconds);
        Gauge("integrations.outbox.waiting", "{command}", "Commands not yet delivered.", waiting => waiting.Commands);
        Gauge("integrations.dead_letters.waiting", "{letter}", "Messages and commands given up that nobody has replayed.", waiting => waiting.DeadLetters);
        Gauge("integrations.quarantine.waiting", "{message}", "Messages in quarantine.", waiting => waiting.Quarantined);
        Gauge("integrations.instances.stopped", "{instance}", "Workflows that a fault stopped or that can never move.", waiting => waiting.Stopped);
        Gauge("integrations.clocks.at_risk", "{clock}", "Legal periods that end soon, or have ended and wait for a person.", waiting => waiting.ClocksAtRisk);
    }

    /// <summary>Takes over a new count; null: nothing could be counted, and the gauges fall silent.</summary>
    public void Tell(Waiting? waiting) => _last = waiting;

    /// <summary>Counts a sign-in or a key that was refused.</summary>
    public void SignInFailed() => _failedSignIns.Add(1);

    /// <summary>Counts a delivery of a form.</summary>
    /// <param name="source">Name of a mapping that exists.</param>
    /// <param name="result">Accepted, duplicate, or the code of the refusal.</param>
    public void Delivery(string source, string result) => _deliveries.Add(1, new("source", source), new("result", result));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<Waiting, double> value) =>
        _meter.CreateObservableGauge(name, () => _last is { } last ? [new Measurement<double>(value(last))] : Array.Empty<Measurement<double>>(), unit, description);
}

/// <summary>What waits in the store.</summary>
/// <param name="QueueAge">Age of the oldest message that is due.</param>
/// <param name="Messages">Messages not yet handled.</param>
/// <param name="OutboxAge">Age of the oldest command not yet delivered.</param>
/// <param name="Commands">Commands not yet delivered.</param>
/// <param name="DeadLetters">Messages and commands given up.</param>
/// <param name="Quarantined">Messages in quarantine.</param>
/// <param name="Stopped">Workflows in trouble.</param>
/// <param name="ClocksAtRisk">Legal periods at risk.</param>
internal sealed record Waiting(TimeSpan QueueAge, long Messages, TimeSpan OutboxAge, long Commands, long DeadLetters, long Quarantined, long Stopped, long ClocksAtRisk);
