using CsCheck;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Fuzz;

namespace Integrations.Workflows.Tests.Execution.Properties;

/// <summary>
/// Rules that hold for any drawing, also for one that no designer would make. A failure prints the drawing, made as small as it could be, and
/// the seed: CsCheck_Seed=... runs it again. FUZZ_SECONDS makes them run that long.
/// </summary>
public sealed class RandomDrawingTests
{
    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void Any_drawing_ends_or_waits_the_same_way_each_time_also_over_a_restart_and_no_counter_is_negative(FlowchartMode mode) =>
        RandomDrawing.In(mode).Sample(drawing => CheckStalls(drawing), print: drawing => drawing.ToString(), iter: Fuzzing.Iterations(300), time: Fuzzing.Seconds);

    private static void CheckStalls(RandomDrawing drawing)
    {
        var plan = drawing.Compile();
        var state = Course.Play(plan, drawing);
        if (!state.IsStalled || plan.Problems.Any(problem => problem.Severity == ProblemSeverity.Error)) return;

        // In counter mode nothing stalls, but for an incident that is continued after; in token mode the drawing says so.
        if (state.Incidents.Count > 0) Assert.Equal(IncidentStrategy.Continue, plan.IncidentStrategy);
        else Assert.Equal(FlowchartMode.Token, plan.FlowchartMode);
        Assert.Contains(plan.Problems, problem => problem.Code == "stall");
    }
}
