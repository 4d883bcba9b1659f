using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.Reading;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.EndToEnd.Portal;

public sealed class ReadingTests
{
    private static readonly DateOnly Today = new(2027, 5, 10);
    private static readonly HelpContact Desk = new("Guichet", "+33450962740", "guichet@cluses.example", Text.Same(""));
    private static readonly ClusesStory Story = ClusesStory.UntilMay();

    [Fact]
    public void The_registration_holds_the_date_once_the_permit_is_granted_and_its_silence_is_said()
    {
        var holds = FilePages.Of(Story.File, Story.Events, Today).Holds;

        Assert.Contains("enregistrement ICPE", holds.Sentence.French, StringComparison.Ordinal);
        Assert.Contains("11 juin 2027", holds.Sentence.French, StringComparison.Ordinal);
        Assert.Contains("refus implicite le 12 juin 2027", holds.Sentence.French, StringComparison.Ordinal);
        Assert.Contains("implicit refusal on 12 June 2027", holds.Sentence.English, StringComparison.Ordinal);
        Assert.False(holds.Works!.Allowed);
    }

    [Fact]
    public void Appeals_against_the_permit_are_a_row_of_their_own_until_7_June_2027()
    {
        var appeals = Assert.Single(ProcedureRows.Of(Story.File, Today), row => row.Code == "recours:PC");

        Assert.Equal(new DateOnly(2027, 4, 5), appeals.Row.From);
        Assert.Equal(new DateOnly(2027, 6, 7), appeals.Row.Until);
        Assert.Null(appeals.Row.Ended);
    }

    [Fact]
    public void A_decided_procedure_ends_on_its_decision_and_keeps_its_opinions()
    {
        var permit = Assert.Single(ProcedureRows.Of(Story.File, Today), row => row.Code == "PC");

        Assert.Equal(new DateOnly(2027, 4, 2), permit.Row.Ended!.On);
        Assert.True(permit.Row.Ended.Favourable);
        Assert.Equal(new DateOnly(2027, 4, 11), permit.Row.Until);
        Assert.Equal(new DateOnly(2027, 1, 11), permit.Row.CompleteOn);
        Assert.True(Assert.Single(permit.Row.Opinions).Given);
    }

    [Fact]
    public void A_history_shows_every_event_in_words_with_its_seal_the_newest_first()
    {
        var page = FilePages.Of(Story.File, Story.Events, Today);

        Assert.True(page.Chain.Intact);
        Assert.Equal(Story.Events.Count, page.History.Count);
        Assert.Equal(Story.Events.Count, page.History[0].Sequence);
        Assert.All(page.History, fact => Assert.Contains(' ', fact.What.French));
    }

    [Fact]
    public void A_changed_event_breaks_the_chain_from_its_place_on()
    {
        var events = Story.Events.ToList();
        events[4] = events[4] with { LegalDate = events[4].LegalDate.AddDays(1) };

        var page = FilePages.Of(Story.File, events, Today);

        Assert.Equal(new ChainCheck(false, events.Count, 5), page.Chain);
        Assert.True(page.History.Single(fact => fact.Sequence == 4).Holds);
        Assert.False(page.History.Single(fact => fact.Sequence == 5).Holds);
    }

    [Fact]
    public void What_waits_for_the_desk_starts_with_what_is_late_and_leaves_out_partners_still_in_time()
    {
        var items = TodoItems.On(TodoItems.Of(Story.File), Today);

        Assert.Equal(items.OrderBy(item => Urgencies.Of(item.By, Today)).Select(item => item.What), items.Select(item => item.What));
        Assert.Contains(items, item => item.Kind == TodoKind.OverdueTask && item.What.French.Contains("Enedis", StringComparison.Ordinal));
        Assert.Contains(items, item => item.Kind == TodoKind.SilenceToConfirm);
        Assert.DoesNotContain(items, item => item.What.French.Contains("Scionzier", StringComparison.Ordinal));
    }

    [Fact]
    public void A_permit_with_missing_pieces_asks_the_desk_to_request_them_by_the_last_safe_sending_day()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 1, 12), "desk", "Claire Desk", session =>
        {
            Assert.Null(session.OpenProcedure(new ProcedureOpening("DP", "DP", "Déclaration préalable")));
            Assert.Null(session.Deposit("DP", new(2027, 1, 12), null, ["DP2_MASSE"]));
        });

        var request = Assert.Single(TodoItems.Of(story.File), item => item.Address.Contains("demander-pieces", StringComparison.Ordinal));
        Assert.Equal(new DateOnly(2027, 2, 11), request.By);
        Assert.Contains(HoldingDate.Of(story.File, new(2027, 2, 11)).SoonTooLate, text => text.French.Contains("aujourd’hui", StringComparison.Ordinal));
        Assert.Empty(HoldingDate.Of(story.File, new(2027, 2, 12)).SoonTooLate);
    }

    [Fact]
    public void The_firm_reads_what_it_has_what_is_awaited_and_only_its_own_letters()
    {
        var page = TrackingPages.Of(Story.File, Today, Desk);

        Assert.Equal("Vous avez le permis de construire ; nous attendons l'enregistrement ICPE.", page.Headline.French);
        Assert.Equal(new DateOnly(2027, 6, 11), page.DateThatCounts!.On);
        Assert.Equal(2, page.Letters.Count);
        Assert.Contains(page.Others, task => task.Who == "Mairie de Scionzier");
        Assert.DoesNotContain(page.Others, task => task.Who == "SDIS de la Haute-Savoie");
    }

    [Fact]
    public void A_partner_sees_the_project_but_neither_people_nor_money()
    {
        var page = AnswerPages.Of(Story.File, Story.File.TaskOf("t-scionzier")!, null, Today, Desk);
        var everything = string.Join('\n', page.Facts.Select(fact => fact.Value.French));

        Assert.DoesNotContain("@", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("€", everything, StringComparison.Ordinal);
        Assert.Contains("avis réputé favorable le vendredi 21 mai 2027", page.Silence.French, StringComparison.Ordinal);
        Assert.NotEmpty(page.Parcels);
    }
}
