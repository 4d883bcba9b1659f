using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Tests.Files;

public sealed class FileEventStimuliTests
{
    [Fact]
    public void An_answer_wakes_those_who_wait_for_any_answer_for_this_task_and_for_its_procedure()
    {
        var story = new FileStory("49099", "2026-11-30").Do(session => session.OpenProcedure(new("PC", "PC", "Permis")))
            .Do(session => session.SendTask(new("t1", "sdis", "SDIS", "sdis", TaskKind.Opinion, "Avis ?") { Procedure = "PC" }))
            .Do(session => session.AnswerTask("t1", new(AnswerKind.Favourable, FileStory.Day("2026-11-30"), "Cne Morel")));
        Assert.Equal(
            ["Guichet.FileEvent:f1:PartnerTaskAnswered", "Guichet.FileEvent:f1:PartnerTaskAnswered:PC", "Guichet.FileEvent:f1:PartnerTaskAnswered:t1"],
            FileEventStimuli.Of(story.Events[^1], story.File).Select(scope => scope.Key));
    }

    [Fact]
    public void An_event_of_the_whole_file_wakes_only_those_who_wait_for_the_file()
    {
        var story = new FileStory("49099", "2026-11-30");
        Assert.Equal(["Guichet.FileEvent:f1:CaseReceived"], FileEventStimuli.Of(story.Events[0], story.File).Select(scope => scope.Key));
    }
}
