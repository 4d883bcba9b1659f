using System.Text.Json;
using CsCheck;
using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Tests.Calendar;

public sealed class HolidaysTests
{
    private static readonly JsonElement Oracle = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "holidays-oracle.json"))).RootElement;

    public static TheoryData<string> ZoneCodes => [.. HolidayZone.All.Select(zone => zone.Code)];

    [Theory]
    [MemberData(nameof(ZoneCodes))]
    public void Holidays_are_those_of_an_independent_library(string code)
    {
        var zone = HolidayZone.Parse(code);
        foreach (var year in Oracle.GetProperty("date-holidays").GetProperty(code).EnumerateObject())
        {
            var theirs = Corrected(zone, int.Parse(year.Name, null), Days(year.Value));
            Assert.Equal(theirs, Holidays.Of(int.Parse(year.Name, null), zone).Select(holiday => holiday.Day).Distinct());
        }
    }

    [Theory]
    [InlineData("FR")]
    [InlineData("AM")]
    public void Holidays_of_the_mainland_are_those_of_a_second_library(string code)
    {
        foreach (var year in Oracle.GetProperty("jours-feries").GetProperty(code).EnumerateObject())
            Assert.Equal(Days(year.Value), Holidays.Of(int.Parse(year.Name, null), HolidayZone.Parse(code)).Select(holiday => holiday.Day).Distinct());
    }

    [Fact]
    public void A_commune_without_a_temple_works_on_Good_Friday()
    {
        var goodFriday = new DateOnly(2027, 3, 26);
        Assert.True(HolidayZone.AM.IsHoliday(goodFriday));
        Assert.False(HolidayZone.AM.WithoutGoodFriday().IsHoliday(goodFriday));
        Assert.True(HolidayZone.AM.WithoutGoodFriday().IsHoliday(new DateOnly(2027, 12, 26)));
    }

    [Fact]
    public void Saint_Martin_kept_27_May_until_2017()
    {
        Assert.True(HolidayZone.MF.IsHoliday(new DateOnly(2017, 5, 27)));
        Assert.True(HolidayZone.MF.IsHoliday(new DateOnly(2018, 5, 28)));
        Assert.False(HolidayZone.MF.IsHoliday(new DateOnly(2018, 5, 27)));
    }

    [Fact]
    public void The_list_of_a_year_and_the_question_of_a_day_agree() =>
        Gen.Select(Gen.Int[1990, 2120], Gen.Int[0, 364], Gen.OneOf<HolidayZone>([.. HolidayZone.All])).Sample((year, offset, zone) =>
        {
            var day = new DateOnly(year, 1, 1).AddDays(offset);
            Assert.Equal(Holidays.Of(year, zone).Any(holiday => holiday.Day == day), zone.IsHoliday(day));
        });

    [Fact]
    public void Easter_is_a_Sunday_between_22_March_and_25_April() =>
        Gen.Int[1583, 4099].Sample(year =>
        {
            var easter = Holidays.EasterSunday(year);
            Assert.Equal(DayOfWeek.Sunday, easter.DayOfWeek);
            Assert.InRange(easter, new DateOnly(year, 3, 22), new DateOnly(year, 4, 25));
        });

    [Fact]
    public void An_unknown_zone_is_an_error_in_words() =>
        Assert.Contains("'PM'", Assert.Throws<FormatException>(() => HolidayZone.Parse("PM")).Message, StringComparison.Ordinal);

    // The library adds Good Friday, a local custom, to Guadeloupe and Martinique, and keeps Saint-Martin's day of before 2018.
    private static DateOnly[] Corrected(HolidayZone zone, int year, IEnumerable<DateOnly> days)
    {
        var goodFriday = Holidays.EasterSunday(year).AddDays(-2);
        return
        [
            .. days.Where(day => day != goodFriday || zone.HasGoodFriday)
                .Select(day => zone == HolidayZone.MF && (day.Month, day.Day) == (5, 27) ? day.AddDays(1) : day)
                .Order(),
        ];
    }

    private static IEnumerable<DateOnly> Days(JsonElement list) =>
        list.EnumerateArray().Select(day => DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", null));
}
