using System.Globalization;
using Integrations.Workflows.Activities;

namespace Integrations.Runtime.Definitions;

/// <summary>When time starts a workflow: Elsa's Timer, Cron and StartAt.</summary>
public abstract record TriggerSchedule
{
    private TriggerSchedule()
    {
    }

    /// <summary>Again and again after this time, on the grid that begins when it is armed (recording s15-timer-trigger).</summary>
    public sealed record Every(TimeSpan Interval) : TriggerSchedule;

    /// <summary>At the instants of a cron expression: six fields, seconds first, UTC (recording s16-cron-trigger).</summary>
    public sealed record Cron(string Expression) : TriggerSchedule;

    /// <summary>Once. One that has passed already when it is armed never fires.</summary>
    public sealed record Once(DateTimeOffset At) : TriggerSchedule;

    /// <summary>What time does with a trigger; null: nothing, it waits for a stimulus.</summary>
    public static TriggerSchedule? Of(Trigger trigger) => trigger switch
    {
        { Interval: { } interval } => new Every(interval),
        { Cron: { } expression } => new Cron(expression),
        { At: { } instant } => new Once(instant.ToUniversalTime()),
        _ => null,
    };

    /// <summary>The first firing of a trigger that is armed now, UTC; null: it never fires.</summary>
    public DateTimeOffset? First(DateTimeOffset now) => ToTrigger().NextAfter(now);

    /// <summary>
    /// The firing after the one that was due, UTC. Never in the past: of the firings missed while nothing ran, the one that was due is made
    /// up for and the others are not.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset due, DateTimeOffset now) => this switch
    {
        Every every => due + ((((now - due).Ticks / every.Interval.Ticks) + 1) * every.Interval),
        Cron cron => cron.ToTrigger().NextAfter(now > due ? now : due),
        _ => null,
    };

    /// <summary>As it stands in the store.</summary>
    public sealed override string ToString() => this switch
    {
        Every every => "every " + every.Interval.ToString("c", CultureInfo.InvariantCulture),
        Cron cron => "cron " + cron.Expression,
        Once once => "at " + once.At.ToString("O", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no schedule.</exception>
    public static TriggerSchedule Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var rest = text[(space + 1)..];
        return text[..Math.Max(space, 0)] switch
        {
            "every" => new Every(TimeSpan.ParseExact(rest, "c", CultureInfo.InvariantCulture)),
            "cron" => new Cron(rest),
            "at" => new Once(DateTimeOffset.ParseExact(rest, "O", CultureInfo.InvariantCulture)),
            _ => throw new FormatException($"'{text}' is no schedule."),
        };
    }

    private Trigger ToTrigger() => this switch
    {
        Every every => new Trigger { Name = "Elsa.Timer", Interval = every.Interval },
        Cron cron => new Trigger { Name = "Elsa.Cron", Cron = cron.Expression },
        Once once => new Trigger { Name = "Elsa.StartAt", At = once.At },
        _ => throw new InvalidOperationException(),
    };
}
