using CsCheck;
using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Tests.Calendar;

public sealed class PeriodTests
{
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 40_000].Select(offset => new DateOnly(2000, 1, 1).AddDays(offset));
    private static readonly Gen<HolidayZone> AnyZone = Gen.OneOf<HolidayZone>([.. HolidayZone.All]);

    [Theory]
    [InlineData("2026-11-30", 3, "2027-02-28")]
    [InlineData("2027-11-30", 3, "2028-02-29")]
    [InlineData("2026-08-31", 3, "2026-11-30")]
    [InlineData("2028-02-29", 12, "2029-02-28")]
    [InlineData("2027-01-21", 1, "2027-02-21")]
    public void Months_run_from_day_to_day_and_never_past_the_end_of_a_month(string start, int months, string lastDay)
    {
        var end = new Period.Months(months).Evaluate(Day(start), HolidayZone.FR);
        Assert.Equal(Day(lastDay), end.LastDay);
        Assert.Equal(Day(lastDay).AddDays(1), end.EffectFrom);
    }

    [Theory]
    [InlineData("2027-03-15", "FR", "2027-05-16", "2027-05-18")]
    [InlineData("2027-01-25", "FR", "2027-03-26", "2027-03-26")]
    [InlineData("2027-01-25", "AM", "2027-03-26", "2027-03-30")]
    [InlineData("2026-12-30", "FR", "2027-03-01", "2027-03-01")]
    public void Franc_months_end_a_day_later_on_a_working_day(string start, string zone, string raw, string lastDay)
    {
        var end = new Period.FrancMonths(2).Evaluate(Day(start), HolidayZone.Parse(zone));
        Assert.Equal(new PeriodEnd(Day(raw), Day(lastDay)), end);
    }

    [Theory]
    [InlineData("2026-12-23", 10, "FR", "2027-01-08")]
    [InlineData("2027-05-24", 5, "FR", "2027-05-31")]
    [InlineData("2027-05-24", 5, "GP", "2027-06-01")]
    public void Working_days_skip_week_ends_and_the_holidays_of_the_place(string start, int count, string zone, string lastDay) =>
        Assert.Equal(Day(lastDay), new Period.WorkingDays(count).Evaluate(Day(start), HolidayZone.Parse(zone)).LastDay);

    [Fact]
    public void Business_days_count_Saturdays() =>
        Assert.Equal(Day("2027-01-09"), new Period.BusinessDays(6).Evaluate(Day("2027-01-02"), HolidayZone.FR).LastDay);

    [Fact]
    public void An_instruction_period_is_never_carried_over() =>
        Gen.Select(AnyDay, Gen.Int[0, 24], AnyZone).Sample((start, months, zone) =>
        {
            var end = new Period.Months(months).Evaluate(start, zone);
            Assert.Equal(end.RawLastDay, end.LastDay);
            Assert.True(end.LastDay.Day == start.Day || end.LastDay.AddDays(1).Day == 1);
        });

    [Fact]
    public void An_appeal_period_ends_on_a_working_day_and_is_never_shortened() =>
        Gen.Select(AnyDay, AnyZone).Sample((start, zone) =>
        {
            var end = new Period.FrancMonths(2).Evaluate(start, zone);
            Assert.True(zone.IsWorkingDay(end.LastDay));
            Assert.True(end.LastDay >= end.RawLastDay);
            Assert.All(DaysBetween(end.RawLastDay, end.LastDay), day => Assert.False(zone.IsWorkingDay(day)));
        });

    [Fact]
    public void Adding_working_days_is_undone_by_subtracting_them() =>
        Gen.Select(AnyDay, Gen.Int[1, 60], AnyZone).Sample((start, count, zone) =>
        {
            var workingStart = zone.WorkingDayOnOrBefore(start);
            var end = zone.AddWorkingDays(workingStart, count);
            Assert.Equal(workingStart, zone.AddWorkingDays(end, -count));
            Assert.Equal(count, zone.WorkingDaysBetween(workingStart, end));
            Assert.True(zone.IsWorkingDay(end));
        });

    [Fact]
    public void The_due_day_of_the_firm_is_the_last_working_day_that_is_not_too_late() =>
        Gen.Select(AnyDay, AnyZone).Sample((day, zone) =>
        {
            var due = zone.WorkingDayOnOrBefore(day);
            Assert.True(zone.IsWorkingDay(due) && due <= day);
            Assert.All(DaysBetween(due.AddDays(1), day.AddDays(1)), later => Assert.False(zone.IsWorkingDay(later)));
        });

    [Fact]
    public void A_negative_period_does_not_exist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Period.Months(-1));

    private static IEnumerable<DateOnly> DaysBetween(DateOnly from, DateOnly to) =>
        Enumerable.Range(0, Math.Max(0, to.DayNumber - from.DayNumber)).Select(offset => from.AddDays(offset));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
