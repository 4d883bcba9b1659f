using Integrations.Guichet.Calendar;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Tests.Files;

/// <summary>The clock of the machine goes back behind what the file has already seen.</summary>
public sealed class SetBackClockTests
{
    private static readonly TaskRequest Question = new("t1", "mairie-cluses", "Mairie de Cluses", "mairie", TaskKind.Decision, "Quelle est votre réponse ?")
    {
        Procedure = "PC",
        Within = new Period.WorkingDays(15),
    };

    private readonly FileStory story = new FileStory("74081", "2027-01-15")
        .Do(session => session.OpenProcedure(new ProcedureOpening("PC", "PC", "Permis de construire")))
        .Do(session => session.Deposit("PC"));

    [Fact]
    public void Nothing_is_recorded_before_what_was_recorded()
    {
        story.On("2027-01-13", session => session.SendTask(Question));

        Assert.Equal(FileStory.Day("2027-01-15"), story.File.TaskOf("t1")!.SentOn);
        Assert.Equal(story.Events.OrderBy(item => item.At).Select(item => item.Sequence), story.Events.Select(item => item.Sequence));
    }

    [Fact]
    public void An_answer_counts_on_the_day_of_its_question_at_the_earliest_and_the_decision_stands()
    {
        story.Do(session => session.SendTask(Question));
        story.On("2027-01-14", session => session.AnswerTask("t1", new PartnerAnswer(AnswerKind.Favourable, FileStory.Day("2027-01-14"), "Mme Roy")));

        var answer = story.File.TaskOf("t1")!.Answer!;
        Assert.Equal(FileStory.Day("2027-01-15"), answer.On);
        story.Do(session => session.RecordDecision("PC", DecisionKind.Favourable, answer.On));
        Assert.Equal(FileStory.Day("2027-01-15"), story.Procedure("PC").AnsweredOn);
    }
}
