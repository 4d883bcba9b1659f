using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using static Integrations.Guichet.Tests.Files.FileStory;

namespace Integrations.Guichet.Tests.Files;

public sealed class PeriodChangeTests
{
    [Fact]
    public void A_longer_period_counts_when_it_is_notified_within_the_month()
    {
        var story = Permit("2027-01-15").On("2027-02-10", session => session.ModifyPeriod("PC", "R*423-24", Day("2027-02-10")));
        Assert.Equal(Day("2027-05-15"), story.Procedure("PC").Clock.LastDay);
        Assert.Equal(ProcedureStatus.Extended, story.Procedure("PC").Status);
        story.Until("2027-05-16T00:05");
        Assert.Equal(ProcedureStatus.TacitlyGranted, story.Procedure("PC").Status);
    }

    [Fact]
    public void A_longer_period_notified_after_the_month_does_not_exist()
    {
        var story = Permit("2027-01-15").On("2027-02-16", session => session.ModifyPeriod("PC", "R*423-24", Day("2027-02-16")));
        Assert.Equal(Day("2027-04-15"), story.Procedure("PC").Clock.LastDay);
        var modified = story.Facts<PeriodModified>().Single();
        Assert.False(modified.Counts);
        Assert.Equal("notifiée après le 15 février 2027 : sans effet (R*423-42)", modified.Reason);
    }

    [Theory]
    [InlineData("R*423-24", "R*423-25")]
    [InlineData("R*423-25", "R*423-24")]
    public void Of_two_grounds_only_one_counts_and_they_are_never_added(string first, string second)
    {
        var story = Permit("2027-01-15")
            .On("2027-01-20", session => session.ModifyPeriod("PC", first, Day("2027-01-20")))
            .On("2027-02-01", session => session.ModifyPeriod("PC", second, Day("2027-02-01")));
        Assert.Equal(Day("2027-06-15"), story.Procedure("PC").Clock.LastDay);
    }

    [Fact]
    public void A_longer_period_still_counts_when_the_clock_starts_again_with_the_last_piece()
    {
        var story = Permit("2027-01-15")
            .On("2027-01-20", session => session.ModifyPeriod("PC", "R*423-24", Day("2027-01-20")))
            .On("2027-01-25", session => session.RequestPieces("PC", ["PC4_NOTICE"], NotificationChannel.RegisteredLetter))
            .On("2027-03-01", session => session.ReceivePieces("PC", ["PC4_NOTICE"]));
        Assert.Equal(Day("2027-07-01"), story.Procedure("PC").Clock.LastDay);
    }

    [Fact]
    public void The_same_notification_typed_twice_is_one() =>
        Assert.Single(Permit("2027-01-15")
            .On("2027-02-10", session => session.ModifyPeriod("PC", "R*423-24", Day("2027-02-10")))
            .Do(session => session.ModifyPeriod("PC", "R. 423-24", Day("2027-02-10"))).Facts<PeriodModified>());

    [Fact]
    public void A_ground_that_the_law_does_not_know_is_refused() =>
        Assert.Equal("period.ground", Permit("2027-01-15").Try(session => session.ModifyPeriod("PC", "usage local", Day("2027-01-15")))?.Code);

    [Fact]
    public void A_registration_is_not_lengthened_after_its_last_day()
    {
        var story = new FileStory("74081", "2027-01-11").Do(session => session.OpenProcedure(new("ICPE_E", "ICPE_E", "Enregistrement")))
            .Do(session => session.Deposit("ICPE_E")).Do(session => session.DeclareCompleteAndRegular("ICPE_E", "préfet"));
        story.Until("2027-06-11T12:00").Do(session => session.ExtendIcpe("ICPE_E", Day("2027-06-12")));
        Assert.Equal(Day("2027-06-11"), story.Procedure("ICPE_E").Clock.LastDay);
    }

    [Fact]
    public void Pieces_of_an_aid_suspend_its_clock_for_as_long_as_they_are_awaited()
    {
        var story = Aid().On("2027-02-03", session => session.ReceivePieces("AIDE_IMMO", ["BAIL"]));
        Assert.Equal(Day("2027-03-20"), story.Procedure("AIDE_IMMO").Clock.LastDay);
        Assert.False(story.Procedure("AIDE_IMMO").Clock.Suspended);
        story.Until("2027-03-21T00:05");
        Assert.Equal(ProcedureStatus.TacitlyRefused, story.Procedure("AIDE_IMMO").Status);
    }

    [Fact]
    public void A_suspension_ends_with_the_time_given_even_when_nothing_comes()
    {
        var story = Aid();
        Assert.True(story.Procedure("AIDE_IMMO").Clock.Suspended);
        story.Until("2027-02-15T00:05");
        Assert.Equal(Day("2027-04-01"), story.Procedure("AIDE_IMMO").Clock.LastDay);
        story.Until("2027-04-02T00:05");
        Assert.Equal(Day("2027-04-02"), story.Facts<SilenceEffect>().Single().From);
    }

    [Fact]
    public void Pieces_after_the_time_given_do_not_suspend_the_clock_any_longer()
    {
        var story = Aid();
        story.SleepUntil("2027-02-20").Do(session => session.ReceivePieces("AIDE_IMMO", ["BAIL"]));
        Assert.Equal(Day("2027-04-01"), story.Procedure("AIDE_IMMO").Clock.LastDay);
    }

    [Fact]
    public void The_promise_of_the_desk_waits_and_counts_again_and_never_moves_the_law()
    {
        var story = Permit("2027-01-04").Do(session => session.PromiseService("PC", 10))
            .On("2027-01-07", session => session.PauseService("PC", "pièces attendues"))
            .On("2027-01-13", session => session.ResumeService("PC"));
        Assert.Equal(Day("2027-01-22"), story.Procedure("PC").Service!.DueOn);
        Assert.Equal(Day("2027-04-04"), story.Procedure("PC").Clock.LastDay);
        story.Do(session => session.PromiseService("PC", 20));
        Assert.Equal(Day("2027-02-01"), story.Procedure("PC").Service!.DueOn);
    }

    private static FileStory Permit(string day) =>
        new FileStory("49099", day).Do(session => session.OpenProcedure(new("PC", "PC", "Permis de construire"))).Do(session => session.Deposit("PC"));

    private static FileStory Aid() => new FileStory("35360", "2027-01-04")
        .Do(session => session.OpenProcedure(new("AIDE_IMMO", "AIDE_IMMO", "Aide")))
        .Do(session => session.Deposit("AIDE_IMMO"))
        .On("2027-01-18", session => session.RequestPieces("AIDE_IMMO", ["BAIL"], NotificationChannel.HandDelivery, dueOn: Day("2027-02-15")));
}
