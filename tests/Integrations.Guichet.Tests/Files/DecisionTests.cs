using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using static Integrations.Guichet.Tests.Files.FileStory;

namespace Integrations.Guichet.Tests.Files;

public sealed class DecisionTests
{
    [Fact]
    public void A_no_after_a_tacit_permit_is_refused_and_only_a_withdrawal_is_possible()
    {
        var story = Permit().Until("2027-03-02");
        var refusal = story.Try(session => session.RecordDecision("PC", DecisionKind.Refused, Day("2027-03-01")));
        Assert.Equal("decision.tacit", refusal?.Code);
        Assert.Contains("1er mars 2027", refusal?.Message, StringComparison.Ordinal);
        story.Do(session => session.RecordDecision("PC", DecisionKind.Withdrawn, Day("2027-03-02")));
        Assert.Equal(ProcedureStatus.Withdrawn, story.Procedure("PC").Status);
    }

    [Fact]
    public void A_decision_of_the_last_day_typed_in_late_stands_against_the_silence()
    {
        var story = Permit().Until("2027-03-02")
            .Do(session => session.RecordDecision("PC", DecisionKind.Refused, Day("2027-02-28"), notifiedOn: Day("2027-03-01")));
        Assert.Equal(ProcedureStatus.Refused, story.Procedure("PC").Status);
        Assert.Equal(Day("2027-05-03"), story.Procedure("PC").Decision!.TribunalUntil);
    }

    [Fact]
    public void A_yes_after_an_implicit_refusal_is_a_yes()
    {
        var story = new FileStory("74081", "2027-01-11").Do(session => session.OpenProcedure(new("ICPE_E", "ICPE_E", "Enregistrement")))
            .Do(session => session.Deposit("ICPE_E")).Do(session => session.DeclareCompleteAndRegular("ICPE_E", "préfet")).Until("2027-06-20");
        Assert.Equal(ProcedureStatus.TacitlyRefused, story.Procedure("ICPE_E").Status);
        story.Do(session => session.RecordDecision("ICPE_E", DecisionKind.FavourableWithPrescriptions, Day("2027-06-18")));
        Assert.True(story.Procedure("ICPE_E").Status.IsGranted());
    }

    [Fact]
    public void Nothing_can_be_decided_before_the_deposit()
    {
        var story = new FileStory("49099", "2026-11-30").Do(session => session.OpenProcedure(new("PC", "PC", "Permis de construire")));
        Assert.Equal("procedure.not_deposited", story.Try(session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2026-11-30")))?.Code);
    }

    [Fact]
    public void The_same_decision_twice_is_one() => Assert.Single(Permit()
        .On("2027-01-10", session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2027-01-10")))
        .Do(session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2027-01-10"))).Facts<DecisionRecorded>());

    [Fact]
    public void No_date_may_lie_in_the_future_of_the_authority()
    {
        var story = Permit();
        Assert.Equal("date.future", story.Try(session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2026-12-01")))?.Code);
        Assert.Equal("date.future", story.Try(session =>
            session.RequestPieces("PC", ["PC4_NOTICE"], NotificationChannel.Electronic, Day("2026-12-01")))?.Code);
        Assert.Equal("date.future", story.Try(session => session.ReceivePieces("PC", ["PC4_NOTICE"], Day("2026-12-01")))?.Code);
    }

    [Fact]
    public void Works_wait_for_the_registration_even_with_a_permit_and_start_when_both_are_there()
    {
        var story = Permit().Do(session => session.OpenProcedure(new("ICPE_E", "ICPE_E", "Enregistrement"))).Do(session => session.Deposit("ICPE_E"))
            .On("2027-01-10", session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2027-01-10")));
        Assert.Equal("Non : en attente de l'enregistrement ICPE, dont le délai n'est pas encore certain.", WorksAllowed.Of(story.File).Reason);
        story.On("2027-01-12", session => session.RecordDecision("ICPE_E", DecisionKind.Favourable, Day("2027-01-12")));
        Assert.Equal("Oui, dès que le panneau du permis est affiché sur le terrain.", WorksAllowed.Of(story.File).Reason);
        Assert.Equal("Toutes les autorisations attendues sont acquises.", CriticalPath.Of(story.File).Sentence);
        story.On("2027-01-25", session => session.PostPanel("PC", Day("2027-01-25")));
        Assert.Equal("Oui. Un recours reste possible jusqu'au 26 mars 2027 : l'attendre est plus sûr.", WorksAllowed.Of(story.File).Reason);
    }

    [Fact]
    public void A_file_with_an_open_check_is_not_closed()
    {
        var story = Permit().Until("2027-03-02");
        Assert.Equal("check.open", story.Try(session => session.Close("terminé"))?.Code);
        foreach (var check in story.File.Checks)
            story.Do(session => session.CloseCheck(check.Id, confirmed: true));
        story.Do(session => session.Close("terminé"));
        Assert.Equal(CaseStatus.Closed, story.File.Status);
        Assert.Equal("file.ended", story.Try(session => session.Deposit("PC"))?.Code);
        Assert.Null(Agenda.NextDue(story.File));
    }

    [Fact]
    public void A_commune_under_other_rules_is_refused_in_words()
    {
        var session = new FileSession(InstallationFile.Empty, new(DateTimeOffset.UnixEpoch, new Actor("entreprise"), "form", () => "x"));
        var refusal = session.Receive("f1", "IMP-2026-98-000001", new() { Sites = [new() { CommuneInsee = "98818" }] });
        Assert.Equal("territory.unsupported", refusal?.Code);
        Assert.Empty(session.NewEvents);
    }

    [Fact]
    public void A_partner_that_is_not_competent_closes_its_task_and_another_takes_it_over()
    {
        var story = Permit()
            .Do(session => session.SendTask(new("t1", "mairie", "Mairie", "mairie", TaskKind.Decision, "Décision ?") { Procedure = "PC" }))
            .Do(session => session.AnswerTask("t1", new(AnswerKind.NotCompetent, Day("2026-11-30"), "Mme Petit") { CompetentPartnerId = "epci" }))
            .Do(session => session.SendTask(new("t2", "epci", "Communauté", "epci", TaskKind.Decision, "Décision ?")
            {
                Procedure = "PC",
                InPlaceOf = "t1",
            }));
        Assert.Equal("incompetent", story.File.TaskOf("t1")!.OpinionCode);
        Assert.Equal("t1", story.File.TaskOf("t2")!.InPlaceOf);
        Assert.True(story.File.TaskOf("t2")!.IsOpen);
    }

    private static FileStory Permit() => new FileStory("49099", "2026-11-30")
        .Do(session => session.OpenProcedure(new("PC", "PC", "Permis de construire"))).Do(session => session.Deposit("PC"))
        .Do(session => session.Acknowledge(AcknowledgementKind.Reception));
}
