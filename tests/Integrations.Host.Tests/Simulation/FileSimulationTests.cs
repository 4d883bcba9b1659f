using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Simulation;

namespace Integrations.Host.Tests.Simulation;

public sealed class FileSimulationTests
{
    [Theory]
    [MemberData(nameof(Workspace.Samples), MemberType = typeof(Workspace))]
    public async Task With_silent_partners_every_letter_of_every_sample_can_be_written(string sample)
    {
        var course = await RunAsync(sample, null);
        Assert.Empty(course.Problems);
        Assert.Null(HashChain.Verify(course.Events));
        Assert.DoesNotContain(course.Steps, step => string.IsNullOrWhiteSpace(step.What));
    }

    [Theory]
    [MemberData(nameof(Workspace.Samples), MemberType = typeof(Workspace))]
    public async Task With_partners_who_answer_every_sample_comes_to_its_end(string sample)
    {
        var course = await RunAsync(sample, 8);
        Assert.Empty(course.Problems);
        Assert.Equal(CaseStatus.Closed, course.File.Status);
        Assert.All(course.File.Tasks, task => Assert.False(task.IsOpen));
    }

    [Fact]
    public async Task Two_runs_of_one_file_are_the_same()
    {
        var one = await RunAsync("03-pc-neuf-sans-icpe.json", 8);
        var two = await RunAsync("03-pc-neuf-sans-icpe.json", 8);
        Assert.Equal(one.Events.Select(recorded => recorded.Hash), two.Events.Select(recorded => recorded.Hash));
        Assert.Equal(one.Steps, two.Steps);
    }

    [Fact]
    public async Task A_silent_town_hall_gives_a_tacit_permit_on_the_day_after_the_last_day_and_not_before()
    {
        var course = await RunAsync("03-pc-neuf-sans-icpe.json", null);
        var effect = Assert.Single(course.Events, recorded => recorded.Fact is SilenceEffect { Procedure: "PC" });
        Assert.Equal(new DateOnly(2027, 3, 1), effect.LegalDate);
        Assert.Equal(new DateTimeOffset(2027, 2, 28, 23, 5, 0, TimeSpan.Zero), effect.At);
        Assert.Contains(course.Steps, step => step.Kind == "task" && step.To == "urbanisme@mairie-cholet.example" && step.What.Contains("Constater le permis tacite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_firm_without_an_address_is_told_by_a_person()
    {
        var sample = Workspace.Sample("02-dp-facade.json");
        var silent = sample with { Firm = sample.Firm! with { Contact = null } };
        var course = await FileSimulation.RunAsync(silent, Workspace.Live, Workspace.Desk, 30, 8, TestContext.Current.CancellationToken);
        Assert.Empty(course.Problems);
        Assert.Contains(course.File.Checks, check => check.Title.StartsWith("Prévenir l'entreprise par courrier", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_communes_have_two_permits_and_each_question_says_which()
    {
        var sample = Workspace.Sample("03-pc-neuf-sans-icpe.json");
        var two = sample with
        {
            Id = null,
            Sites = [new Integrations.Guichet.Submissions.Site { CommuneInsee = "30032", Parcels = [new("30032000AB0001", 9000)] }, new Integrations.Guichet.Submissions.Site { CommuneInsee = "13108", Parcels = [new("131080000A0001", 4000)] }],
        };
        var course = await FileSimulation.RunAsync(two, Workspace.Live, Workspace.Desk, 400, null, TestContext.Current.CancellationToken);
        Assert.Empty(course.Problems);
        Assert.Equal(["PC:30032", "PC:13108"], course.File.Procedures.Where(procedure => procedure.Code == "PC").Select(procedure => procedure.Key));
        Assert.Contains(course.File.Tasks, task => task.Question.Contains("(Tarascon)", StringComparison.Ordinal));
        Assert.All(course.File.Procedures.Where(procedure => procedure.Code == "PC"), procedure => Assert.Equal(ProcedureStatus.TacitlyGranted, procedure.Status));
    }

    private static Task<SimulatedCourse> RunAsync(string sample, int? answerAfter) =>
        FileSimulation.RunAsync(Workspace.Sample(sample), Workspace.Live, Workspace.Desk, 400, answerAfter, TestContext.Current.CancellationToken);
}
