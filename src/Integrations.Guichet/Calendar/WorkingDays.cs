namespace Integrations.Guichet.Calendar;

/// <summary>
/// Arithmetic in "jours ouvrés" (Monday to Friday) and "jours ouvrables" (Monday to Saturday), both without the holidays of the zone.
/// Bridge days and a mayor's closing days are ordinary days.
/// </summary>
public static class WorkingDays
{
    /// <summary>True for a "jour ouvré": Monday to Friday, not a holiday of the zone.</summary>
    public static bool IsWorkingDay(this HolidayZone zone, DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !zone.IsHoliday(day);

    /// <summary>True for a "jour ouvrable": Monday to Saturday, not a holiday of the zone.</summary>
    public static bool IsBusinessDay(this HolidayZone zone, DateOnly day) =>
        day.DayOfWeek is not DayOfWeek.Sunday && !zone.IsHoliday(day);

    /// <summary>The <paramref name="count"/>th working day after the day (before it when negative; the day itself when zero).</summary>
    public static DateOnly AddWorkingDays(this HolidayZone zone, DateOnly day, int count) => Step(day, count, zone.IsWorkingDay);

    /// <summary>The <paramref name="count"/>th "jour ouvrable" after the day (before it when negative; the day itself when zero).</summary>
    public static DateOnly AddBusinessDays(this HolidayZone zone, DateOnly day, int count) => Step(day, count, zone.IsBusinessDay);

    /// <summary>The day itself when it is a working day, else the last one before it: the due day to show for an act of the firm.</summary>
    public static DateOnly WorkingDayOnOrBefore(this HolidayZone zone, DateOnly day)
    {
        while (!zone.IsWorkingDay(day))
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>The day itself when it is a working day, else the first one after it: the carry-over of appeal periods.</summary>
    public static DateOnly WorkingDayOnOrAfter(this HolidayZone zone, DateOnly day)
    {
        while (!zone.IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Working days after <paramref name="from"/> up to and with <paramref name="to"/>; zero when <paramref name="to"/> is not later.</summary>
    public static int WorkingDaysBetween(this HolidayZone zone, DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            count += zone.IsWorkingDay(day) ? 1 : 0;
        return count;
    }

    private static DateOnly Step(DateOnly day, int count, Func<DateOnly, bool> counts)
    {
        var direction = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0; left -= counts(day) ? 1 : 0)
            day = day.AddDays(direction);
        return day;
    }
}
