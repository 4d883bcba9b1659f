using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using static Integrations.Guichet.Tests.Files.FileStory;

namespace Integrations.Guichet.Tests.Files;

/// <summary>The acceptance scenarios of the domain, at the level of one file.</summary>
public sealed class ScenarioTests
{
    private static readonly ProcedureOpening Permit = new("PC", "PC", "Permis de construire");
    private static readonly ProcedureOpening Registration = new("ICPE_E", "ICPE_E", "Enregistrement ICPE");

    [Fact]
    public void Scenario_1_the_silence_of_the_community_on_an_aid_is_a_rejection()
    {
        var story = new FileStory("35360", "2026-11-30T09:01")
            .Do(session => session.Acknowledge(AcknowledgementKind.Recording))
            .Do(session => session.OpenProcedure(new("AIDE_IMMO", "AIDE_IMMO", "Aide à l'immobilier d'entreprise")))
            .Do(session => session.Deposit("AIDE_IMMO"))
            .On("2026-12-10", session => session.Acknowledge(AcknowledgementKind.Reception));
        Assert.Equal(Day("2027-01-30"), story.Procedure("AIDE_IMMO").Clock.LastDay);

        story.Until("2027-01-31T00:04");
        Assert.False(story.Procedure("AIDE_IMMO").Status.IsEnd());

        story.Until("2027-01-31T00:05");
        Assert.Equal(ProcedureStatus.TacitlyRefused, story.Procedure("AIDE_IMMO").Status);
        Assert.Equal(SilenceMeaning.ImplicitRejection, story.Facts<SilenceEffect>().Single().Meaning);
        Assert.Contains(story.File.Checks, check => check is { IsOpen: true, Title: "Constater le rejet implicite", Opening.Role: "epci" });
        Assert.DoesNotContain(story.File.Checks, check => check.Opening.Kind == CheckKind.Acknowledgement);
    }

    [Fact]
    public void Scenario_1_an_acknowledgement_of_reception_that_is_forgotten_is_asked_for_on_its_last_day()
    {
        var story = new FileStory("35360", "2026-11-30T09:01").Until("2026-12-14T05:59");
        Assert.Empty(story.File.Checks);
        story.Until("2026-12-14T06:00");
        Assert.Equal(CheckKind.Acknowledgement, story.File.Checks.Single().Opening.Kind);
    }

    [Fact]
    public void Scenario_2_silence_on_a_building_permit_is_a_tacit_permit_the_day_after_the_last_day()
    {
        var story = new FileStory("49099", "2026-11-30T08:30").Do(session => session.OpenProcedure(Permit)).Do(session => session.Deposit("PC"));
        Assert.True(story.Procedure("PC").Clock.Estimated);

        story.Until("2026-12-31T00:05");
        Assert.False(story.Procedure("PC").Clock.Estimated);
        Assert.Equal(ProcedureStatus.Complete, story.Procedure("PC").Status);
        Assert.Equal(Day("2027-02-28"), story.Procedure("PC").Clock.LastDay);

        story.Until("2027-02-28T23:59");
        Assert.Empty(story.Facts<SilenceEffect>());
        story.Until("2027-03-01T00:05");
        var effect = story.Facts<SilenceEffect>().Single();
        Assert.Equal((SilenceMeaning.TacitPermit, Day("2027-02-28"), Day("2027-03-01")), (effect.Meaning, effect.LastDay, effect.From));
        Assert.Contains(story.File.Checks, check => check is { Title: "Constater le permis tacite", Opening.Role: "mairie" });
        Assert.Equal(CaseStatus.Decided, story.File.Status);
        Assert.Equal(Day("2027-03-01"), story.Events[^1].LegalDate);
        Assert.Equal("horloge", story.Events[^1].Actor.Role);
    }

    [Fact]
    public void Scenario_3_missing_pieces_asked_in_time_start_the_clock_when_the_last_one_comes()
    {
        var story = Incomplete();
        var request = story.Procedure("PC").PiecesRequest!;
        Assert.Equal(Day("2026-12-29"), request.ReputedNotifiedOn);
        Assert.Equal(Day("2027-03-29"), request.DueOn);
        Assert.Equal(Day("2027-03-26"), request.ShownDueOn);
        Assert.Equal(CaseStatus.Incomplete, story.File.Status);
        Assert.Null(story.Procedure("PC").Clock.LastDay);

        story.On("2027-01-10", session => session.ReceivePieces("PC", ["PC4_NOTICE"]));
        Assert.Equal(["PC6_INSERTION"], story.Procedure("PC").MissingPieces);
        Assert.Null(story.Procedure("PC").Clock.StartedOn);

        story.On("2027-01-15", session => session.ReceivePieces("PC", ["PC6_INSERTION"]));
        Assert.Equal((Day("2027-01-15"), Day("2027-04-15")), (story.Procedure("PC").Clock.StartedOn, story.Procedure("PC").Clock.LastDay));
        Assert.Equal(CaseStatus.UnderInstruction, story.File.Status);

        story.Until("2027-04-16T00:05");
        Assert.Equal(ProcedureStatus.TacitlyGranted, story.Procedure("PC").Status);
    }

    [Fact]
    public void Scenario_3_parcels_typed_in_the_wrong_order_count_from_the_last_one()
    {
        var story = Incomplete()
            .On("2027-01-16", session => session.ReceivePieces("PC", ["PC6_INSERTION"], Day("2027-01-15")))
            .On("2027-01-18", session => session.ReceivePieces("PC", ["PC4_NOTICE"], Day("2027-01-10")));
        Assert.Equal(Day("2027-01-15"), story.Procedure("PC").Clock.StartedOn);
    }

    [Fact]
    public void Scenario_3_without_the_pieces_a_person_states_the_rejection_and_time_alone_never_does()
    {
        var story = Incomplete().Until("2027-06-01");
        var check = story.File.Checks.Single(open => open.Opening.Kind == CheckKind.MissingPieces);
        Assert.Equal(Day("2027-03-30"), story.Events.Single(fileEvent => fileEvent.Fact == check.Opening).LegalDate);
        Assert.Equal(CaseStatus.Incomplete, story.File.Status);

        story.Do(session => session.CloseCheck(check.Id, confirmed: true, "rien reçu, pas de pli en attente"));
        Assert.Equal(CaseStatus.RejectedForMissingPieces, story.File.Status);
        Assert.Equal(ProcedureStatus.TacitlyRefused, story.Procedure("PC").Status);
        Assert.Empty(Agenda.Of(story.File));
    }

    [Fact]
    public void Scenario_3_the_firm_is_told_of_its_pieces_ten_and_three_working_days_before()
    {
        var story = Incomplete().Until("2027-03-28");
        Assert.Equal([(10, Day("2027-03-15")), (3, Day("2027-03-24"))], AlertsAbout(story, AlertAbout.Pieces));
        Assert.Contains("avant le 26 mars 2027", story.Facts<AlertRaised>().Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Scenario_4_a_late_request_is_stopped_before_it_leaves()
    {
        var story = new FileStory("42218", "2026-12-02T10:00").Do(session => session.OpenProcedure(Permit)).Do(session => session.Deposit("PC"));
        story.Until("2027-01-02T11:00");
        var preview = story.Session().PreviewRequestPieces("PC", Day("2027-01-02"), NotificationChannel.Electronic)!;
        Assert.Equal("réputée reçue le 3 janvier, hors délai depuis le 2 janvier à minuit; sans effet (R*423-41)", preview.Warning);

        var refusal = story.Try(session => session.RequestPieces("PC", ["PC4_NOTICE"], NotificationChannel.Electronic));
        Assert.Equal(new Refusal("pieces.late", preview.Warning!), refusal);

        story.Do(session => session.RequestPieces("PC", ["PC4_NOTICE"], NotificationChannel.Electronic, asCourtesy: true));
        Assert.Single(story.Facts<CourtesyRequestSent>());
        story.Until("2027-01-10");
        Assert.Equal(Day("2027-03-02"), story.Procedure("PC").Clock.LastDay);
        Assert.True(story.Procedure("PC").IsComplete);
    }

    [Fact]
    public void Scenario_5_the_registration_holds_the_opening_and_the_works()
    {
        var story = PermitAndRegistration();
        Assert.Equal("PC", CriticalPath.Of(story.File).Steps[^1].Procedure);
        story.On("2027-04-02T10:00", session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2027-04-02")))
            .On("2027-04-05T10:00", session => session.PostPanel("PC", Day("2027-04-05")))
            .On("2027-04-06T10:00", session => session.ReceiveLegality("PC", Day("2027-04-06")));
        var appeals = story.Procedure("PC").Appeals;
        Assert.Equal((Day("2027-06-07"), Day("2027-06-07")), (appeals.ThirdPartyUntil, appeals.LegalityUntil));

        var works = WorksAllowed.Of(story.File);
        Assert.Equal("Non : en attente de l'enregistrement ICPE (réponse au plus tard le 11 juin 2027).", works.Reason);
        Assert.False(works.Allowed);
        Assert.Equal("L'enregistrement ICPE tient la date d'ouverture : réponse au plus tard le 11 juin 2027.", CriticalPath.Of(story.File).Sentence);

        story.On("2027-06-01T10:00", session => session.ExtendIcpe("ICPE_E", Day("2027-06-01")));
        Assert.Equal(Day("2027-08-11"), story.Procedure("ICPE_E").Clock.LastDay);
        Assert.Equal([(10, Day("2027-05-28"))], AlertsAbout(story, AlertAbout.Authority, "ICPE_E"));

        story.Until("2027-08-11T23:59");
        Assert.False(story.Procedure("ICPE_E").Status.IsEnd());
        story.Until("2027-08-12T00:05");
        Assert.Equal(ProcedureStatus.TacitlyRefused, story.Procedure("ICPE_E").Status);
        Assert.Contains(story.File.Checks, check => check.Title == "Constater le refus implicite");
        Assert.False(WorksAllowed.Of(story.File).Allowed);
        Assert.Contains("bloqué", CriticalPath.Of(story.File).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Scenario_5_alerts_leave_on_28_May_and_8_June_when_nothing_is_extended()
    {
        var story = PermitAndRegistration().Until("2027-06-11");
        Assert.Equal([(10, Day("2027-05-28")), (3, Day("2027-06-08"))], AlertsAbout(story, AlertAbout.Authority, "ICPE_E"));
    }

    [Fact]
    public void Scenario_6_an_authorisation_has_no_certain_date_before_it_is_complete_and_regular()
    {
        var story = new FileStory("02691", "2027-01-04T10:00").Do(session => session.OpenProcedure(new("AE", "AE", "Autorisation environnementale")))
            .Do(session => session.Deposit("AE"));
        Assert.Null(story.Procedure("AE").Clock.LastDay);
        var path = CriticalPath.Of(story.File);
        Assert.True(path.Estimated);
        Assert.Contains("(estimation)", path.Sentence, StringComparison.Ordinal);
        Assert.Equal(Day("2027-09-25"), path.Day);

        story.On("2027-03-04T10:00", session => session.DeclareCompleteAndRegular("AE", "préfet de l'Aisne"))
            .Do(session => session.SendTask(new("t1", "ddt-02", "DDT de l'Aisne", "ddt", TaskKind.Opinion, "Contribution ?")
            {
                Procedure = "AE",
                Within = new Period.CalendarDays(45),
                Silence = SilenceMeaning.DeemedFavourableOpinion,
            }));
        Assert.Equal(Day("2027-04-18"), story.File.TaskOf("t1")!.DueOn);
        Assert.True(story.Procedure("AE").Clock.Estimated);

        story.On("2027-04-04T10:00", session => session.ReachPhase("AE", EnvironmentalPhase.Consultation, Day("2027-04-04")));
        Assert.Equal(Day("2027-07-04"), story.Procedure("AE").Phases[^1].EndsOn);
        Assert.Equal(ProcedureStatus.InOpinions, story.Procedure("AE").Status);
        story.On("2027-07-25T10:00", session => session.ReachPhase("AE", EnvironmentalPhase.Decision, Day("2027-07-25")));
        Assert.Equal((Day("2027-09-25"), false), (story.Procedure("AE").Clock.LastDay!.Value, story.Procedure("AE").Clock.Estimated));

        story.Until("2027-09-26T00:05");
        var effect = story.Facts<SilenceEffect>().Single();
        Assert.Equal((SilenceMeaning.ImplicitRefusal, Day("2027-09-26")), (effect.Meaning, effect.From));
    }

    [Theory]
    [InlineData("67462", "2027-03-27", "non, jusqu'au 30 mars 2027")]
    [InlineData("67462", "2027-03-31", "oui, depuis le 31 mars")]
    [InlineData("49099", "2027-03-27", "oui, depuis le 27 mars")]
    [InlineData("49099", "2027-03-26", "non, jusqu'au 26 mars 2027")]
    public void Scenario_8_appeals_end_by_the_holidays_of_the_tribunal(string commune, string day, string answer)
    {
        var story = new FileStory(commune, "2026-10-01T10:00").Do(session => session.OpenProcedure(Permit)).Do(session => session.Deposit("PC"))
            .On("2026-12-20", session => session.RecordDecision("PC", DecisionKind.Favourable, Day("2026-12-20")))
            .On("2027-01-25", session => session.PostPanel("PC", Day("2027-01-25")));
        Assert.Equal(answer, PurgedOfAppeals.Of(story.File, Day(day)).Sentence);
        story.Until("2027-04-05");
        Assert.Equal(commune == "49099" ? Day("2027-03-27") : Day("2027-03-31"), story.Procedure("PC").Appeals.PurgedFrom);
    }

    [Theory]
    [InlineData("2026-12-18T21:30:00Z", "2026-12-19", "2027-03-19")]
    [InlineData("2026-12-18T05:11:00Z", "2026-12-18", "2027-03-18")]
    public void Scenario_9_a_deposit_in_Reunion_has_the_date_of_Reunion(string received, string legalDate, string lastDay)
    {
        var story = new FileStory("97407", received).Do(session => session.OpenProcedure(Permit)).Do(session => session.Deposit("PC"));
        Assert.Equal(Day(legalDate), story.File.ReceivedOn);
        Assert.Equal(Day(lastDay), story.Procedure("PC").Clock.LastDay);
        Assert.Equal(Day(legalDate), story.Events[0].LegalDate);
    }

    [Fact]
    public void Scenario_10_a_mail_scanner_opens_every_link_and_answers_nothing()
    {
        var story = AskedFireService();
        story.Do(session => session.MarkTaskSeen("sdis")).Do(session => session.MarkTaskSeen("sdis"));
        Assert.Equal(PartnerTaskStatus.Delivered, story.File.TaskOf("sdis")!.Status);
        Assert.Single(story.Facts<PartnerTaskSeen>());
    }

    [Fact]
    public void Scenario_10_a_silent_opinion_is_reputed_favourable_and_a_late_answer_is_kept_for_information()
    {
        var story = AskedFireService().Until("2027-02-15T23:59");
        Assert.Equal([Day("2027-02-01"), Day("2027-02-10")], story.File.TaskOf("sdis")!.Reminders);
        story.Until("2027-02-16T00:05");
        Assert.Equal((PartnerTaskStatus.Deemed, "repute_favorable"), (story.File.TaskOf("sdis")!.Status, story.File.TaskOf("sdis")!.OpinionCode));
        Assert.Contains(story.File.Checks, check => check is { Title: "Constater l'avis réputé favorable (SDIS 49)", Opening.Procedure: "PC" });

        story.On("2027-02-18", session => session.AnswerTask("sdis", Answer(AnswerKind.Unfavourable, "2027-02-18")));
        Assert.Equal(PartnerTaskStatus.Deemed, story.File.TaskOf("sdis")!.Status);
        Assert.Equal(AnswerKind.Unfavourable, story.File.TaskOf("sdis")!.LateAnswers.Single().Kind);
        Assert.Null(story.File.TaskOf("sdis")!.Answer);
    }

    [Fact]
    public void Scenario_10_the_silence_speaks_before_a_late_answer_even_when_the_daily_job_did_not_run()
    {
        var story = AskedFireService();
        var late = new DateTimeOffset(2027, 2, 18, 9, 0, 0, TimeSpan.Zero);
        var session = new FileSession(story.File, new FileSessionContext(late, new Actor("partenaire"), "answer-link", () => "x"));
        Assert.Null(session.AnswerTask("sdis", Answer(AnswerKind.Favourable, "2027-02-18")));
        Assert.Equal(PartnerTaskStatus.Deemed, session.File.TaskOf("sdis")!.Status);
        Assert.Single(session.File.TaskOf("sdis")!.LateAnswers);
    }

    [Fact]
    public void Scenario_10_the_first_answer_wins_and_the_same_one_twice_is_one()
    {
        var answer = Answer(AnswerKind.FavourableWithPrescriptions, "2027-01-20") with { Comment = "Poteau incendie à 100 m" };
        var story = AskedFireService().On("2027-01-20", session => session.AnswerTask("sdis", answer)).Do(session => session.AnswerTask("sdis", answer));
        Assert.Single(story.Facts<PartnerTaskAnswered>());
        Assert.Equal("task.answered", story.Try(session => session.AnswerTask("sdis", Answer(AnswerKind.Unfavourable, "2027-01-20")))?.Code);
        story.Until("2027-03-01");
        Assert.Empty(story.Facts<OpinionDeemed>());
        Assert.Empty(story.Facts<PartnerTaskReminded>());
    }

    [Fact]
    public void Scenario_10_an_answer_dated_within_the_period_but_typed_in_after_it_is_settled_by_a_person()
    {
        var story = AskedFireService().On("2027-02-18", session => session.AnswerTask("sdis", Answer(AnswerKind.Unfavourable, "2027-02-12")));
        Assert.Contains(story.File.Checks, check => check.Opening is { Kind: CheckKind.Contradiction, TaskId: "sdis" });
        Assert.Equal(PartnerTaskStatus.Deemed, story.File.TaskOf("sdis")!.Status);
    }

    [Fact]
    public void A_complete_permit_is_in_opinions_until_the_last_one_is_there()
    {
        var story = AskedFireService().Do(session => session.DeclareComplete("PC", "mairie"));
        Assert.Equal(ProcedureStatus.InOpinions, story.Procedure("PC").Status);
        story.On("2027-01-20", session => session.AnswerTask("sdis", Answer(AnswerKind.Favourable, "2027-01-20")));
        Assert.Equal(ProcedureStatus.Complete, story.Procedure("PC").Status);
    }

    [Fact]
    public void Scenario_11_the_commune_of_a_major_project_agrees_by_its_silence()
    {
        var story = new FileStory("59183", "2027-01-04T10:00").Do(session => session.OpenProcedure(new("PINM_ACCORD", "PINM_ACCORD", "Accord PINM")))
            .Do(session => session.Deposit("PINM_ACCORD"));
        foreach (var (id, role) in new[] { ("commune", "mairie"), ("region", "region") })
            story.Do(session => session.SendTask(new(id, id, id, role, TaskKind.Decision, "Accord ?")
            {
                Procedure = "PINM_ACCORD",
                Within = new Period.Months(1),
                Silence = SilenceMeaning.DeemedAgreement,
            }));
        story.On("2027-01-20", session => session.AnswerTask("region", Answer(AnswerKind.Unfavourable, "2027-01-20"))).Until("2027-02-05T00:05");
        Assert.Equal(PartnerTaskStatus.Answered, story.File.TaskOf("region")!.Status);
        Assert.Equal(PartnerTaskStatus.Deemed, story.File.TaskOf("commune")!.Status);
        Assert.Equal(Day("2027-02-05"), story.File.TaskOf("commune")!.DeemedFrom);
        Assert.Equal(ProcedureStatus.TacitlyGranted, story.Procedure("PINM_ACCORD").Status);
    }

    private static FileStory Incomplete() => new FileStory("88160", "2026-12-02T10:00")
        .Do(session => session.OpenProcedure(Permit))
        .Do(session => session.Deposit("PC", missingPieces: ["PC4_NOTICE", "PC6_INSERTION"]))
        .On("2026-12-10", session => session.Acknowledge(AcknowledgementKind.Reception))
        .On("2026-12-28", session => session.RequestPieces("PC", ["PC4_NOTICE", "PC6_INSERTION"], NotificationChannel.Electronic));

    private static FileStory PermitAndRegistration() => new FileStory("74081", "2027-01-11T10:00")
        .Do(session => session.OpenProcedure(Permit)).Do(session => session.OpenProcedure(Registration))
        .Do(session => session.Deposit("ICPE_E")).Do(session => session.Deposit("PC"))
        .Do(session => session.DeclareCompleteAndRegular("ICPE_E", "inspection"));

    private static FileStory AskedFireService() => new FileStory("49099", "2027-01-15T10:00")
        .Do(session => session.OpenProcedure(Permit)).Do(session => session.Deposit("PC"))
        .Do(session => session.SendTask(new("sdis", "sdis-49", "SDIS 49", "sdis", TaskKind.Opinion, "Votre avis sur la défense incendie ?")
        {
            Procedure = "PC",
            Within = new Period.Months(1),
            Silence = SilenceMeaning.DeemedFavourableOpinion,
        }));

    private static PartnerAnswer Answer(AnswerKind kind, string on) => new(kind, Day(on), "Cne Morel");

    private static IEnumerable<(int, DateOnly)> AlertsAbout(FileStory story, AlertAbout about, string? procedure = null) => story.Events
        .Where(fileEvent => fileEvent.Fact is AlertRaised alert && alert.About == about && (procedure is null || alert.Procedure == procedure))
        .Select(fileEvent => (((AlertRaised)fileEvent.Fact).WorkingDaysLeft, fileEvent.LegalDate));
}
