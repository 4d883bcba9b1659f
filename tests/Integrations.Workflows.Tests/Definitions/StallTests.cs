using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Conformance;

namespace Integrations.Workflows.Tests.Definitions;

/// <summary>An instance that can never move is named while it is still a drawing, and an instance that is one says so.</summary>
public sealed class StallTests
{
    public static TheoryData<string> HungInTokenMode => [.. Recordings.Names.Where(name => name.Contains(".token", StringComparison.Ordinal) && Hung(name))];

    public static TheoryData<string> FinishedInTokenMode =>
        [.. Recordings.Names.Where(name => name.StartsWith('f') && name.Contains(".token", StringComparison.Ordinal) && Recordings.Load(name).Expected.All(result => (string?)result!["status"] == "Finished"))];

    [Theory]
    [MemberData(nameof(HungInTokenMode))]
    public void A_drawing_in_which_the_real_engine_hung_has_a_warning(string name) =>
        Assert.Contains(Recordings.Plan(name).Problems, p => p.Code == "stall" && p.Severity == ProblemSeverity.Warning);

    [Fact]
    public void Most_drawings_that_finish_have_no_warning()
    {
        var warned = FinishedInTokenMode.Select(row => row.Data).Where(name => Recordings.Plan(name).Problems.Any(p => p.Code == "stall")).ToList();

        Assert.True(warned.Count * 4 < FinishedInTokenMode.Count, string.Join(", ", warned));
    }

    [Fact]
    public void Continuing_with_incidents_is_a_warning_where_an_activity_may_fault()
    {
        var faulty = TestData.Definition(TestData.Write("w", "boom()")) with { IncidentStrategy = IncidentStrategy.Continue };
        var safe = TestData.Definition("""{"id":"s","type":"Elsa.Start"}""") with { IncidentStrategy = IncidentStrategy.Continue };

        Assert.Contains(WorkflowCompiler.Validate(faulty, TestData.Registry), p => (p.Code, p.Place) == ("stall", "IncidentStrategy"));
        Assert.Empty(WorkflowCompiler.Validate(safe, TestData.Registry));
    }

    [Fact]
    public void An_instance_that_waits_for_nothing_says_that_it_is_stalled()
    {
        var plan = WorkflowCompiler.Compile(TestData.Definition(TestData.Write("w", "boom()")) with { IncidentStrategy = IncidentStrategy.Continue }, TestData.Registry);
        var waiting = TestData.Plan("""{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"Go"}}}""");

        Assert.False(InstanceState.New(plan, "i1").IsStalled);
        Assert.True(TestData.Start(plan).State.IsStalled);
        Assert.False(TestData.Start(waiting).State.IsStalled);
    }

    private static bool Hung(string name)
    {
        var last = Recordings.Load(name).Expected[^1]!;
        return (string?)last["status"] == "Running" && last["bookmarks"] is JsonArray { Count: 0 } && last["incidents"] is JsonArray { Count: 0 };
    }
}
