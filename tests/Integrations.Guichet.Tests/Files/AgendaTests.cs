using CsCheck;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using static Integrations.Guichet.Tests.Files.FileStory;

namespace Integrations.Guichet.Tests.Files;

public sealed class AgendaTests
{
    [Fact]
    public void Running_the_agenda_again_at_the_same_instant_changes_nothing()
    {
        var story = Everything().Until("2027-02-16T00:05");
        Assert.Empty(story.RunAgenda().NewEvents);
    }

    [Fact]
    public void A_host_that_slept_for_months_records_what_one_that_woke_each_day_did()
    {
        var awake = Everything().Until("2027-12-31");
        var asleep = Everything().SleepUntil("2027-12-31");
        Assert.Equal(awake.Events.Select(Told).Order(StringComparer.Ordinal), asleep.Events.Select(Told).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_next_due_instant_is_that_of_the_first_item_in_universal_time()
    {
        var story = new FileStory("49099", "2026-11-30");
        Assert.Equal(new DateTimeOffset(2026, 12, 14, 5, 0, 0, TimeSpan.Zero), Agenda.NextDue(story.File));
        Assert.Equal("AcknowledgementDue:IMP-2026-49-000003:2026-12-14", Agenda.Of(story.File)[0].Id);
    }

    [Fact]
    public void In_summer_five_past_midnight_in_Paris_is_the_evening_before_in_universal_time()
    {
        var story = new FileStory("49099", "2027-03-15")
            .Do(session => session.OpenProcedure(new("PC", "PC", "Permis"))).Do(session => session.Deposit("PC"))
            .Do(session => session.DeclareComplete("PC", "mairie"));
        var effect = Agenda.Of(story.File).Single(item => item.Kind == AgendaKind.SilenceEffect);
        Assert.Equal(new DateTimeOffset(2027, 6, 15, 22, 5, 0, TimeSpan.Zero), effect.At);
    }

    [Fact]
    public void A_decision_takes_the_silence_off_the_agenda()
    {
        var story = Everything().On("2027-01-10", session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2027-01-10")));
        Assert.DoesNotContain(Agenda.Of(story.File), item => item is { Procedure: "PC", Kind: AgendaKind.SilenceEffect or AgendaKind.AuthorityAlert });
    }

    [Fact]
    public void A_moved_last_day_brings_its_own_alerts()
    {
        var story = Everything().On("2026-12-20", session => session.ModifyPeriod("PC", "R*423-24", Day("2026-12-20"))).Until("2027-03-31");
        Assert.Equal(Day("2027-03-30"), story.Procedure("PC").Clock.LastDay);
        Assert.Equal(2, story.Facts<AlertRaised>().Count(alert => alert.Procedure == "PC" && alert.LastDay == Day("2027-03-30")));
    }

    [Fact]
    public void A_partner_whose_silence_says_nothing_raises_an_alert_the_day_after()
    {
        var story = Everything().Until("2026-12-15T06:00");
        var alert = story.Facts<AlertRaised>().Single(alert => alert.About == AlertAbout.Partner);
        Assert.Equal(("cci", "CCI n'a pas répondu avant le 14 décembre 2026."), (alert.TaskId, alert.Text));
    }

    [Fact]
    public void Each_item_of_any_story_is_settled_once() =>
        RandomStories.Any.Sample(
            steps =>
            {
                var story = RandomStories.Play(steps).Until("2028-12-31");
                var settled = story.Events.Select(fileEvent => fileEvent.Fact).Where(fact => fact.AgendaId is not null)
                    .Select(fact => (fact.AgendaId, fact.GetType()));
                Assert.All(settled.CountBy(item => item), item => Assert.Equal(1, item.Value));
                Assert.DoesNotContain(Agenda.Of(story.File), item => item.At <= story.Now);
            },
            iter: 60);

    [Fact]
    public void Any_prefix_of_any_story_can_be_read() =>
        RandomStories.Any.Sample(
            steps =>
            {
                var story = RandomStories.Play(steps);
                var file = InstallationFile.Empty;
                foreach (var fileEvent in story.Events)
                {
                    file = file.Apply(fileEvent);
                    Assert.NotEmpty(file.Status.Code() + file.Status.InFrench());
                    Assert.All(file.Procedures, procedure => Assert.NotEmpty(procedure.Status.Code() + procedure.Status.InFrench()));
                    Assert.All(Agenda.Of(file), item => Assert.NotEmpty(item.Id));
                    Assert.NotEmpty(CriticalPath.Of(file).Sentence);
                    Assert.NotEmpty(WorksAllowed.Of(file).Reason);
                    Assert.NotEmpty(PurgedOfAppeals.Of(file, Day("2027-06-01")).Sentence);
                    Assert.NotEmpty(FileEventStimuli.Of(fileEvent, file));
                }
            },
            iter: 100);

    [Fact]
    public void A_period_never_ends_before_the_law_lets_it() =>
        RandomStories.Any.Sample(
            steps =>
            {
                foreach (var procedure in RandomStories.Play(steps).File.Procedures)
                    if (procedure.Clock is { StartedOn: { } start, LastDay: { } lastDay })
                        Assert.True(lastDay >= procedure.Rule.Decision!.Evaluate(start, procedure.Place.Zone).LastDay);
            },
            iter: 60);

    private static string Told(FileEvent fileEvent) => fileEvent.Fact is HumanCheckOpened check
        ? $"{fileEvent.LegalDate:O} {check.Title}"
        : $"{fileEvent.LegalDate:O} {fileEvent.Payload}";

    private static FileStory Everything() => new FileStory("49099", "2026-11-30")
        .Do(session => session.OpenProcedure(new("PC", "PC", "Permis de construire")))
        .Do(session => session.OpenProcedure(new("ICPE_E", "ICPE_E", "Enregistrement ICPE")))
        .Do(session => session.OpenProcedure(new("AIDE_REGION", "AIDE_REGION", "Aide régionale")))
        .Do(session => session.Deposit("PC")).Do(session => session.Deposit("ICPE_E")).Do(session => session.Deposit("AIDE_REGION"))
        .Do(session => session.DeclareCompleteAndRegular("ICPE_E", "préfet"))
        .Do(session => session.SendTask(new("cci", "cci-49", "CCI", "cci", TaskKind.Advice, "Accompagner l'entreprise ?")
        {
            Within = new Period.WorkingDays(10),
        }))
        .Do(session => session.SendTask(new("sdis", "sdis-49", "SDIS 49", "sdis", TaskKind.Opinion, "Avis ?")
        {
            Procedure = "PC",
            Within = new Period.Months(1),
            Silence = SilenceMeaning.DeemedFavourableOpinion,
        }));
}
