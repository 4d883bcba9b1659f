using System.Diagnostics;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Processing;

/// <summary>
/// Carries a trace from process to process and from day to day: what a unit writes to inbox and outbox says by which span it was written.
/// Where nobody watches, nothing is written.
/// </summary>
internal static class Traces
{
    /// <summary>Header of a message that holds the context, as W3C Trace Context writes it.</summary>
    public const string Header = "traceparent";

    /// <summary>After a longer wait a new trace begins, linked to the old one: no viewer shows a trace that lasts for months.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromHours(1);

    /// <summary>The span under way; null where nobody watches.</summary>
    public static string? Current => RuntimeTelemetry.Source.HasListeners() ? Activity.Current?.Id : null;

    /// <summary>The unit with the span under way in all that it makes others do.</summary>
    public static UnitOfWork Into(UnitOfWork unit)
    {
        if (unit.Messages.Count + unit.Commands.Count == 0 || Current is not { } span)
            return unit;
        return unit with
        {
            Messages = [.. unit.Messages.Select(message => Into(message, span))],
            Commands = [.. unit.Commands.Select(command => command with { TraceParent = command.TraceParent ?? span })],
        };
    }

    /// <summary>Begins a span where another has left off: as its child, or after a long wait in a trace of its own with a link to it.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">On which side of the queue.</param>
    /// <param name="parent">As it was carried; null, or not readable: none.</param>
    /// <param name="waited">How long what was written has waited.</param>
    public static Activity? Begin(string name, ActivityKind kind, string? parent, TimeSpan waited)
    {
        if (!ActivityContext.TryParse(parent, null, isRemote: true, out var context))
            return RuntimeTelemetry.Source.StartActivity(name, kind);
        ActivityLink[] around = Activity.Current is { } current && current.TraceId != context.TraceId ? [new(current.Context)] : [];
        if (waited <= LongWait)
            return RuntimeTelemetry.Source.StartActivity(name, kind, context, links: around);
        // A span without a parent is only made where none is under way.
        Activity.Current = null;
        return RuntimeTelemetry.Source.StartActivity(name, kind, default(ActivityContext), links: [new(context), .. around]);
    }

    /// <summary>Says what the span under way goes on with, when that was done in another trace.</summary>
    public static void Link(Activity? activity, string? earlier)
    {
        if (activity is not null && ActivityContext.TryParse(earlier, null, isRemote: true, out var context) && context.TraceId != activity.TraceId)
            activity.AddLink(new ActivityLink(context));
    }

    private static NewInboxMessage Into(NewInboxMessage message, string span) =>
        message.Headers.ContainsKey(Header) ? message : message with { Headers = new Dictionary<string, string>(message.Headers) { [Header] = span } };
}
