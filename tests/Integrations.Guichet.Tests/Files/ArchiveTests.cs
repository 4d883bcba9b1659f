using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Tests.Files;

/// <summary>A closed file goes to the archive on its day, and then nothing in it changes.</summary>
public sealed class ArchiveTests
{
    [Fact]
    public void Only_a_file_that_has_ended_is_archived()
    {
        var story = Story();

        Assert.Equal("archive.open", story.Try(session => session.Archive())?.Code);
        Assert.Null(story.File.ArchivedOn);
    }

    [Fact]
    public void A_closed_file_is_archived_by_time_on_its_day_and_not_before()
    {
        var story = Story().Do(session => session.Close("instruit")).Do(session => session.Archive(365));

        Assert.Null(story.Until("2028-01-16 00:04").File.ArchivedOn);
        Assert.Equal(FileStory.Day("2028-01-16"), story.Until("2028-01-16 00:05").File.ArchivedOn);
        Assert.Equal(Actor.Clock, story.Events[^1].Actor);
        Assert.Null(Agenda.NextDue(story.File));
        Assert.Equal(CaseStatus.Closed, story.File.Status);
    }

    [Fact]
    public void A_plan_that_says_the_same_again_changes_nothing_and_a_later_one_moves_the_day()
    {
        var story = Story().Do(session => session.Close("instruit")).Do(session => session.Archive(30)).Do(session => session.Archive(30)).Do(session => session.Archive(60));

        Assert.Equal(2, story.Facts<ArchivePlanned>().Count());
        Assert.Null(story.Until("2027-02-20").File.ArchivedOn);
        Assert.NotNull(story.Until("2027-03-17").File.ArchivedOn);
    }

    [Fact]
    public void What_partners_were_still_asked_is_withdrawn_first()
    {
        var story = Story()
            .Do(session => session.SendTask(new TaskRequest("t1", "cci-74", "CCI", "cci", TaskKind.Advice, "Un avis ?")))
            .Do(session => session.Close("instruit"))
            .Do(session => session.Archive());

        Assert.Equal(PartnerTaskStatus.Cancelled, story.File.TaskOf("t1")!.Status);
        Assert.IsType<CaseArchived>(story.Events[^1].Fact);
    }

    public static TheoryData<string, Func<FileSession, Refusal?>> Acts => new()
    {
        { "a note", session => session.NotePayload("k", "t") },
        { "a check that is closed", session => session.CloseCheck("c1", confirmed: true) },
        { "a letter that came", session => session.ReceiveMessage("m1", "entreprise", "s", "t") },
        { "an answer", session => session.AnswerTask("t1", new PartnerAnswer(AnswerKind.Favourable, FileStory.Day("2027-01-16"), "A. Gent")) },
        { "a task withdrawn", session => session.CancelTask("t1", "r") },
        { "a task seen", session => session.MarkTaskSeen("t1") },
        { "a procedure", session => session.OpenProcedure(new ProcedureOpening("PC", "PC", "Permis de construire")) },
        { "another end", session => session.Close("r") },
        { "a referee", session => session.AssignReferee("A. Gent", "developpeur_economique") },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public void An_archived_file_refuses_any_change(string what, Func<FileSession, Refusal?> act)
    {
        var story = Story()
            .Do(session => session.SendTask(new TaskRequest("t1", "cci-74", "CCI", "cci", TaskKind.Advice, "Un avis ?")))
            .Do(session => session.OpenCheck(CheckKind.Other, "Vérifier", "developpeur_economique", checkId: "c1"))
            .Do(session => session.Abandon("renonce"))
            .Do(session => session.Archive());
        var before = story.Events.Count;

        Assert.True(story.Try(act)?.Code == "file.archived", what);
        Assert.Equal(before, story.Events.Count);
    }

    [Fact]
    public void A_letter_that_was_on_its_way_is_still_kept()
    {
        var story = Story().Do(session => session.Close("instruit")).Do(session => session.Archive())
            .Do(session => session.RecordMessage("m1", "firm-closed", "entreprise", "Votre dossier est clos", "Bonjour"));

        Assert.Single(story.File.Messages);
        Assert.NotNull(story.File.ArchivedOn);
    }

    private static FileStory Story() => new FileStory("74081", "2027-01-16");
}
