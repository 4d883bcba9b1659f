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

    private static Task<SimulatedCourse> RunAsync(string sample, int? answerAfter) =>
        FileSimulation.RunAsync(Workspace.Sample(sample), Workspace.Live, Workspace.Desk, 400, answerAfter, TestContext.Current.CancellationToken);
}
