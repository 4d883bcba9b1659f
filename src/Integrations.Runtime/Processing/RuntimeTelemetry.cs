using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Integrations.Runtime.Processing;

/// <summary>What the runtime measures. Names and ids only, no content.</summary>
public static class RuntimeTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Integrations.Runtime";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Histogram<double> MessageTime { get; } = Meter.CreateHistogram<double>("integrations.message.duration", "s", "Handling of one message, commit included.");

    internal static Histogram<double> DeliveryTime { get; } = Meter.CreateHistogram<double>("integrations.delivery.duration", "s", "Delivery of one command.");

    internal static Counter<long> Conflicts { get; } = Meter.CreateCounter<long>("integrations.conflicts", "{conflict}", "Units that collided and ran again.");

    internal static Counter<long> DeadLetters { get; } = Meter.CreateCounter<long>("integrations.dead_letters", "{letter}", "Messages and commands given up.");
}
