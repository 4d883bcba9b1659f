namespace Integrations.Host.Portal.Timeline;

/// <summary>Turns dates into places on a line. A day has a width: a bar ends at the end of its last day.</summary>
/// <param name="First">First day shown, a first of a month.</param>
/// <param name="Last">Last day shown, an end of a month.</param>
/// <param name="Left">Place of the beginning of the first day, in units of the drawing.</param>
/// <param name="Width">Width of the whole span, in the same units.</param>
internal sealed record TimelineScale(DateOnly First, DateOnly Last, double Left, double Width)
{
    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12];

    /// <summary>Place of the beginning of a day.</summary>
    public double StartOf(DateOnly date) => Left + Width * (date.DayNumber - First.DayNumber) / Days;

    /// <summary>Place of the end of a day.</summary>
    public double EndOf(DateOnly date) => StartOf(date.AddDays(1));

    /// <summary>Place of the middle of a day.</summary>
    public double MiddleOf(DateOnly date) => (StartOf(date) + EndOf(date)) / 2;

    /// <summary>The first days of the months shown, every <paramref name="step"/> months, January always among them.</summary>
    public IEnumerable<DateOnly> Months(int step)
    {
        for (var month = First; month <= Last; month = month.AddMonths(1))
        {
            if ((month.Month - 1) % step == 0)
                yield return month;
        }
    }

    /// <summary>How many months apart the marks stand so that none is narrower than <paramref name="minimum"/>.</summary>
    public int MonthStep(double minimum) =>
        MonthSteps.FirstOrDefault(step => Width / Days * 30.4 * step >= minimum, 12);

    private int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>A scale on which all rows and today have room, from the first of a month to the end of another.</summary>
    public static TimelineScale For(IReadOnlyList<TimelineRow> rows, DateOnly today, double left, double width)
    {
        var dates = rows.SelectMany(Dates).Append(today).ToList();
        var first = dates.Min().AddDays(-3);
        var last = dates.Max().AddDays(21);
        return new TimelineScale(
            new DateOnly(first.Year, first.Month, 1),
            new DateOnly(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month)),
            left,
            width);
    }

    private static IEnumerable<DateOnly> Dates(TimelineRow row)
    {
        DateOnly?[] own = [row.From, row.Until, row.CompleteOn, row.Ended?.On];
        return own.OfType<DateOnly>().Concat(row.Opinions.Select(opinion => opinion.On));
    }
}
