using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>The desk's own promise, in working days of the desk. It may be edited and paused; it has no legal effect.</summary>
public static class ServicePromise
{
    /// <summary>The day promised.</summary>
    public static DateOnly DueOn(DateOnly from, int workingDays, HolidayZone zone) =>
        new Period.WorkingDays(workingDays).Evaluate(from, zone).LastDay;

    /// <summary>The day promised after a pause: later by the working days that the pause took.</summary>
    public static DateOnly AfterPause(DateOnly dueOn, DateOnly pausedFrom, DateOnly resumedOn, HolidayZone zone) =>
        zone.AddWorkingDays(dueOn, zone.WorkingDaysBetween(pausedFrom, resumedOn));
}
