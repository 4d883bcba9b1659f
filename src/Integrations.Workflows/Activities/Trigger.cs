using Cronos;

namespace Integrations.Workflows.Activities;

/// <summary>What starts a new instance of a workflow: one of a stimulus, an interval, a cron expression or an instant.</summary>
public sealed record Trigger
{
    /// <summary>Kind, in Elsa's words: "Elsa.Event", "Elsa.HttpEndpoint", "Elsa.Timer", "Elsa.Cron", "Elsa.StartAt".</summary>
    public required string Name { get; init; }

    /// <summary>Starts when a stimulus with this key is published. See <see cref="Execution.StimulusKey"/>.</summary>
    public string? StimulusKey { get; init; }

    /// <summary>What the host must know before it starts anything, as Elsa shows it: {path, method, ...}; null: nothing.</summary>
    public System.Text.Json.Nodes.JsonObject? Payload { get; init; }

    /// <summary>Starts again and again after this time.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Starts at the instants of this cron expression (six fields, seconds first, UTC).</summary>
    public string? Cron { get; init; }

    /// <summary>Starts once at this instant (UTC).</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When time fires it next, after this instant; null when time does not, or no more.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        if (Interval is { } interval) return instant + interval;
        if (Cron is { } cron && CronExpression.Parse(cron, CronFormat.IncludeSeconds).GetNextOccurrence(instant.UtcDateTime) is { } next)
            return new DateTimeOffset(next);
        return At > instant ? At : null;
    }
}
