using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>The end of a statutory period, with what lengthens it.</summary>
public static class StatutoryPeriod
{
    /// <summary>
    /// The last day of a period that runs from this day. Changes are never added to one another (R*423-24 and R*423-25 exclude each other):
    /// the longest of those that count does. Days of suspension are added at the end.
    /// </summary>
    /// <param name="period">The period of the rule.</param>
    /// <param name="start">Day from which it counts.</param>
    /// <param name="changes">Changes that were notified in time.</param>
    /// <param name="suspendedDays">Calendar days during which the clock stood still.</param>
    /// <param name="zone">Holidays of the authority.</param>
    public static DateOnly LastDay(Period period, DateOnly start, IEnumerable<PeriodChange> changes, int suspendedDays, HolidayZone zone)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Select(change => change.AppliedTo(period)).Prepend(period)
            .Max(candidate => candidate.Evaluate(start, zone).LastDay)
            .AddDays(suspendedDays);
    }

    /// <summary>Days of a suspension: from the notification until the pieces came, at most until the day that was given (CRPA L114-5).</summary>
    public static int SuspendedDays(DateOnly notifiedOn, DateOnly? givenUntil, DateOnly receivedOn)
    {
        var end = givenUntil is { } until && until < receivedOn ? until : receivedOn;
        return Math.Max(0, end.DayNumber - notifiedOn.DayNumber);
    }
}

/// <summary>A change of a period: months on top, or another period in its place.</summary>
public abstract record PeriodChange
{
    private PeriodChange()
    {
    }

    /// <summary>Months on top of the period of the rule.</summary>
    public sealed record Adds(int Months) : PeriodChange;

    /// <summary>Another period in place of that of the rule.</summary>
    public sealed record Replaces(Period Period) : PeriodChange;

    internal Period AppliedTo(Period period) => (this, period) switch
    {
        (Replaces replaces, _) => replaces.Period,
        (Adds adds, Period.Months months) => new Period.Months(months.Count + adds.Months),
        (Adds adds, Period.FrancMonths months) => new Period.FrancMonths(months.Count + adds.Months),
        _ => throw new InvalidOperationException($"Months cannot be added to a period of {period}."),
    };
}
