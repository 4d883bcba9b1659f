using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>When to warn about a last day.</summary>
public static class AlertDays
{
    /// <summary>Working days before the strict last day on which an alert or a reminder leaves.</summary>
    public static IReadOnlyList<int> WorkingDaysBefore { get; } = [10, 3];

    /// <summary>The day of each alert.</summary>
    public static IEnumerable<(int WorkingDaysLeft, DateOnly Day)> Before(DateOnly lastDay, HolidayZone zone) =>
        WorkingDaysBefore.Select(count => (count, zone.AddWorkingDays(lastDay, -count)));
}
