using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution;

public sealed class IncidentLimitTests
{
    [Fact]
    public void A_loop_that_goes_on_after_each_incident_keeps_the_latest_and_its_burst_tells_of_all()
    {
        var line = """{"id":"line","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"boom()"}}}""";
        var loop = $$$"""{"id":"each","type":"Elsa.ParallelForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[1,2,3,4,5]"}},"body":{{{line}}}}""";
        var plan = WorkflowCompiler.Compile(TestData.Definition(loop) with { IncidentStrategy = IncidentStrategy.Continue }, TestData.Registry);
        var context = TestData.Context() with { Limits = new BurstLimits { MaxIncidents = 3 } };

        var result = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context);

        Assert.Equal(5, result.Incidents.Count);
        Assert.Equal(result.Incidents.Skip(2), result.State.Incidents);
    }
}
