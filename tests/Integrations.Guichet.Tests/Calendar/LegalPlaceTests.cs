using CsCheck;
using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Tests.Calendar;

public sealed class LegalPlaceTests
{
    [Theory]
    [InlineData("974", "2026-12-18T21:30:00Z", "2026-12-19")]
    [InlineData("974", "2026-12-18T09:11:00+04:00", "2026-12-18")]
    [InlineData("971", "2026-12-18T23:30:00-04:00", "2026-12-18")]
    [InlineData("49", "2026-12-18T23:30:00-04:00", "2026-12-19")]
    [InlineData("976", "2026-12-18T21:30:00Z", "2026-12-19")]
    [InlineData("973", "2026-12-19T02:59:00Z", "2026-12-18")]
    public void The_legal_date_is_the_local_date_of_the_authority(string departement, string instant, string date) =>
        Assert.Equal(DateOnly.Parse(date, null), LegalPlace.OfDepartement(departement).DateOf(DateTimeOffset.Parse(instant, null)));

    [Theory]
    [InlineData("67", "AM")]
    [InlineData("2B", "FR")]
    [InlineData("972", "MQ")]
    [InlineData("977", "BL")]
    [InlineData("978", "MF")]
    public void Each_department_has_its_holidays(string departement, string zone) =>
        Assert.Equal(zone, LegalPlace.OfDepartement(departement).Zone.Code);

    [Theory]
    [InlineData("975")]
    [InlineData("988")]
    public void Territories_under_other_rules_are_refused(string departement) =>
        Assert.Throws<ArgumentException>(() => LegalPlace.OfDepartement(departement));

    [Fact]
    public void Five_past_midnight_of_a_day_is_an_instant_of_that_day() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.OneOf("49", "971", "972", "973", "974", "976", "977", "978")).Sample((offset, departement) =>
        {
            var day = new DateOnly(2020, 1, 1).AddDays(offset);
            var place = LegalPlace.OfDepartement(departement);
            var instant = place.InstantOf(day, new TimeOnly(0, 5));
            Assert.Equal(TimeSpan.Zero, instant.Offset);
            Assert.Equal(day, place.DateOf(instant));
            Assert.Equal(day.AddDays(-1), place.DateOf(instant.AddMinutes(-6)));
        });
}
