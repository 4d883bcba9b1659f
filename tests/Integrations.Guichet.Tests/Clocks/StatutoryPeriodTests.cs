using CsCheck;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Tests.Clocks;

public sealed class StatutoryPeriodTests
{
    private static readonly Period ThreeMonths = new Period.Months(3);
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 20_000].Select(offset => new DateOnly(2020, 1, 1).AddDays(offset));

    [Fact]
    public void Of_two_changes_only_the_longer_one_counts()
    {
        PeriodChange[] both = [new PeriodChange.Adds(1), new PeriodChange.Adds(2)];
        Assert.Equal(new DateOnly(2027, 6, 15), StatutoryPeriod.LastDay(ThreeMonths, new(2027, 1, 15), both, 0, HolidayZone.FR));
    }

    [Fact]
    public void The_order_of_changes_does_not_matter() =>
        Gen.Select(AnyDay, Gen.Int[0, 3].Array[0, 4]).Sample((start, months) =>
        {
            var changes = months.Select(count => new PeriodChange.Adds(count)).ToArray();
            Assert.Equal(
                StatutoryPeriod.LastDay(ThreeMonths, start, changes, 0, HolidayZone.FR),
                StatutoryPeriod.LastDay(ThreeMonths, start, changes.Reverse(), 0, HolidayZone.FR));
        });

    [Fact]
    public void A_suspension_never_lasts_longer_than_the_time_given_to_the_firm() =>
        Gen.Select(AnyDay, Gen.Int[0, 90], Gen.Int[0, 200]).Sample((notified, given, taken) =>
            Assert.Equal(Math.Min(given, taken), StatutoryPeriod.SuspendedDays(notified, notified.AddDays(given), notified.AddDays(taken))));

    [Theory]
    [InlineData("R*423-24")]
    [InlineData("R. 423-24")]
    [InlineData("r*423-24 b")]
    public void An_article_is_known_however_it_is_written(string article) =>
        Assert.Equal("R*423-24", ExtensionGround.Of(article)?.Article);

    [Fact]
    public void An_article_that_only_begins_like_another_is_not_it() =>
        Assert.Null(ExtensionGround.Of("R*423-241"));

    [Fact]
    public void An_electronic_request_of_the_last_day_is_a_day_late()
    {
        var effect = Completeness.Assess(ClockRules.Of("PC"), new(2026, 12, 2), new(2027, 1, 2), NotificationChannel.Electronic, HolidayZone.FR);
        Assert.False(effect.Counts);
        Assert.Equal(new DateOnly(2027, 1, 1), effect.LastSafeSendingDay);
        Assert.Equal("réputée reçue le 3 janvier, hors délai depuis le 2 janvier à minuit; sans effet (R*423-41)", effect.Warning);
    }

    [Fact]
    public void A_request_counts_exactly_until_its_last_safe_sending_day() =>
        Gen.Select(AnyDay, Gen.Enum<NotificationChannel>()).Sample((deposit, channel) =>
        {
            var rule = ClockRules.Of("PC");
            var safe = Completeness.Assess(rule, deposit, deposit, channel, HolidayZone.FR).LastSafeSendingDay!.Value;
            Assert.True(Completeness.Assess(rule, deposit, safe, channel, HolidayZone.FR).Counts);
            Assert.False(Completeness.Assess(rule, deposit, safe.AddDays(1), channel, HolidayZone.FR).Counts);
        });

    [Fact]
    public void Nothing_about_an_authorisation_is_certain_before_the_file_is_complete()
    {
        var dates = EnvironmentalDates.Of(new(2027, 1, 4), null, null, null);
        Assert.True(dates.StateContributionsDue.Estimated && dates.ConsultationCloses.Estimated && dates.DecisionLastDay.Estimated);
        var known = EnvironmentalDates.Of(new(2027, 1, 4), new(2027, 3, 4), new(2027, 4, 4), new(2027, 7, 25));
        Assert.Equal(new LegalDay(new(2027, 4, 18), false), known.StateContributionsDue);
        Assert.Equal(new LegalDay(new(2027, 7, 4), false), known.ConsultationCloses);
        Assert.Equal(new LegalDay(new(2027, 9, 25), false), known.DecisionLastDay);
        Assert.Equal(new DateOnly(2027, 9, 26), known.ImplicitRefusalFrom.Day);
    }

    [Fact]
    public void The_promise_of_the_desk_moves_by_the_working_days_of_a_pause()
    {
        var due = ServicePromise.DueOn(new(2027, 1, 4), 10, HolidayZone.FR);
        Assert.Equal(new DateOnly(2027, 1, 18), due);
        Assert.Equal(new DateOnly(2027, 1, 22), ServicePromise.AfterPause(due, new(2027, 1, 7), new(2027, 1, 13), HolidayZone.FR));
    }

    [Fact]
    public void Alerts_leave_ten_and_three_working_days_before_the_strict_last_day() =>
        Assert.Equal([(10, new DateOnly(2027, 5, 28)), (3, new DateOnly(2027, 6, 8))], AlertDays.Before(new(2027, 6, 11), HolidayZone.FR));

    [Theory]
    [InlineData("2026-11-30", "2026-12-01", "2026-12-14")]
    [InlineData("2026-12-24", "2026-12-28", "2027-01-11")]
    public void Acknowledgements_are_due_in_one_and_ten_working_days(string received, string recording, string reception)
    {
        Assert.Equal(DateOnly.Parse(recording, null), AcknowledgementLimits.Recording(DateOnly.Parse(received, null), HolidayZone.FR));
        Assert.Equal(DateOnly.Parse(reception, null), AcknowledgementLimits.Reception(DateOnly.Parse(received, null), HolidayZone.FR));
    }
}
