namespace Integrations.Workflows.Tests.Conformance;

public sealed class ConformanceTests
{
    public static TheoryData<string> Recordings => [.. Recording.Names.Where(name => !Recording.Load(name).IsSuspectedEngineBug)];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_engine_does_what_the_real_engine_did(string name)
    {
        var recording = Recording.Load(name);

        var difference = Comparison.FirstDifference(recording.Expected, Scenario.Play(recording));

        Assert.True(difference is null, $"{name}: {difference}");
    }
}
