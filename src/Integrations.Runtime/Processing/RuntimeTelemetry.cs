using System.Diagnostics;
using System.Diagnostics.Metrics;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Processing;

/// <summary>What the runtime measures. Names and ids only, no content.</summary>
public static class RuntimeTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Integrations.Runtime";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Histogram<double> MessageTime { get; } = Meter.CreateHistogram<double>("integrations.message.duration", "s", "Handling of one message, commit included.");

    internal static Histogram<double> BurstTime { get; } = Meter.CreateHistogram<double>("integrations.burst.duration", "s", "One burst in memory.");

    internal static Histogram<double> DeliveryTime { get; } = Meter.CreateHistogram<double>("integrations.delivery.duration", "s", "Delivery of one command.");

    internal static Counter<long> Conflicts { get; } = Meter.CreateCounter<long>("integrations.conflicts", "{conflict}", "Units that collided and ran again.");

    internal static Counter<long> HintsLost { get; } = Meter.CreateCounter<long>("integrations.hints.lost", "{hint}", "Hints that did not reach the queue; the tick says them again.");

    internal static Counter<long> DeadLetters { get; } = Meter.CreateCounter<long>("integrations.dead_letters", "{letter}", "Messages and commands given up.");

    /// <summary>The handling of a message, in the trace of what wrote it.</summary>
    internal static Activity? BeginMessage(InboxMessage message, DateTimeOffset now)
    {
        var activity = Traces.Begin("message " + message.Kind, ActivityKind.Consumer, message.Headers.GetValueOrDefault(Traces.Header), now - message.ReceivedAt);
        activity?.SetTag("message.id", message.Id).SetTag("message.attempt", message.Attempts + 1);
        return activity;
    }

    /// <summary>One burst of an instance.</summary>
    internal static Activity? BeginBurst(WorkflowPlan plan, InstanceState state)
    {
        var activity = Source.StartActivity("burst " + plan.DefinitionId);
        activity?.SetTag("instance.id", state.InstanceId).SetTag("definition.version", plan.DefinitionVersionId).SetTag("file.number", state.CorrelationId);
        return activity;
    }

    /// <summary>The delivery of a command, in the trace of the burst or the act that wanted it.</summary>
    internal static Activity? BeginDelivery(OutboxCommand command, DateTimeOffset now)
    {
        var activity = Traces.Begin("deliver " + command.Kind, ActivityKind.Producer, command.TraceParent, now - command.CreatedAt);
        activity?.SetTag("command.id", command.Id).SetTag("command.attempt", command.Attempts + 1).SetTag("instance.id", command.InstanceId).SetTag("file.number", command.StreamId);
        return activity;
    }
}
