using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;

namespace Integrations.EndToEnd.Portal;

public sealed class ActsOnFileTests
{
    private const string Number = ClusesStory.FileNumber;

    [Fact]
    public void A_request_for_pieces_after_the_month_is_warned_about_and_leaves_the_last_day_where_it_was()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 2, 11), "desk", "Claire Desk", session =>
        {
            var act = new RequestPiecesAct(Number, "PC", ["PC4_NOTICE"], new(2027, 2, 11), NotificationChannel.Electronic, Courtesy: false);

            var warning = Assert.IsType<ActResult.Warn>(ActsOnFile.Do(session, act, null));
            Assert.Contains("hors délai depuis le 11 février à minuit", warning.Warning.French, StringComparison.Ordinal);
            Assert.Empty(session.NewEvents);

            Assert.IsType<ActResult.Warn>(ActsOnFile.Do(session, act with { Courtesy = true }, "another warning"));
            Assert.IsType<ActResult.Ok>(ActsOnFile.Do(session, act with { Courtesy = true }, warning.Confirmation));
            Assert.IsType<CourtesyRequestSent>(Assert.Single(session.NewEvents).Fact);
        });

        Assert.Equal(new DateOnly(2027, 4, 11), story.File.Procedure("PC")!.Clock.LastDay);
    }

    [Fact]
    public void A_request_in_time_needs_no_warning_and_tells_the_firms_last_day()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 2, 10), "desk", "Claire Desk", session =>
        {
            var done = Assert.IsType<ActResult.Ok>(ActsOnFile.Do(
                session, new RequestPiecesAct(Number, "PC", ["PC4_NOTICE"], new(2027, 2, 10), NotificationChannel.Electronic, Courtesy: false), null));
            Assert.Contains("11 mai 2027", done.Message.French, StringComparison.Ordinal);
        });

        Assert.Equal(ProcedureStatus.Incomplete, story.File.Procedure("PC")!.Status);
    }

    [Fact]
    public void The_prefects_statement_on_a_registration_is_complete_and_regular()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 1, 12), "desk", "Claire Desk", session =>
        {
            Assert.Null(session.OpenProcedure(new ProcedureOpening("ICPE_E:2", "ICPE_E", "ICPE : enregistrement")));
            Assert.IsType<ActResult.Ok>(ActsOnFile.Do(session, new RecordDepositAct(Number, "ICPE_E:2", new(2027, 1, 12), null), null));
            Assert.IsType<ActResult.Ok>(ActsOnFile.Do(session, new DeclareCompleteAct(Number, "ICPE_E:2", new(2027, 1, 12), "inspection"), null));
        });

        Assert.Equal(new DateOnly(2027, 6, 12), story.File.Procedure("ICPE_E:2")!.Clock.LastDay);
    }

    [Fact]
    public void From_the_decision_to_the_end_of_appeals_each_act_says_what_follows()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 4, 6), "desk", "Claire Desk", session =>
        {
            Assert.IsType<ActResult.Ok>(ActsOnFile.Do(
                session, new RecordDecisionAct(Number, "PC", DecisionKind.Favourable, new(2027, 4, 2), "ARR-12"), null));
            var posted = Assert.IsType<ActResult.Ok>(ActsOnFile.Do(session, new PanelPostedAct(Number, "PC", new(2027, 4, 5)), null));
            Assert.Contains("7 juin 2027", posted.Message.French, StringComparison.Ordinal);
            Assert.IsType<ActResult.Ok>(ActsOnFile.Do(session, new LegalityReceivedAct(Number, "PC", new(2027, 4, 6)), null));
        });
    }

    [Fact]
    public void An_act_that_the_file_refuses_keeps_the_codes_of_the_domain()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 1, 12), "desk", "Claire Desk", session =>
        {
            var refused = Assert.IsType<ActResult.Refused>(ActsOnFile.Do(
                session, new RecordDepositAct(Number, "PC", new(2027, 3, 1), null), null));
            Assert.Equal("procedure.deposited", refused.Code);
            Assert.Empty(session.NewEvents);
        });
    }

    [Fact]
    public void A_check_is_closed_with_what_was_seen()
    {
        var story = ClusesStory.UntilMay();
        var check = story.File.Checks.First(candidate => candidate.IsOpen);
        story.On(new(2027, 5, 10), "desk", "Claire Desk", session =>
            Assert.IsType<ActResult.Ok>(ActsOnFile.Do(session, new CloseCheckAct(Number, check.Id, Confirmed: true, "Rien reçu au 8 mai"), null)));

        Assert.False(story.File.Checks.Single(candidate => candidate.Id == check.Id).IsOpen);
    }
}
