using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Integrations.Benchmarks.Bursts;

/// <summary>The target beside the figure: 200 times less CPU per instance than the real engine.</summary>
internal sealed class TargetColumn : IColumn
{
    public string Id => nameof(TargetColumn);

    public string ColumnName => "Target";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => false;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Most CPU time per instance, and whether the mean is below it";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (BurstTargets.MillisecondsOf(benchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')) is not { } target)
            return "";
        var mean = summary[benchmarkCase]?.ResultStatistics?.Mean / 1_000_000;
        var verdict = mean is null ? "not measured" : mean < target ? "met" : "missed";
        return string.Create(CultureInfo.InvariantCulture, $"< {target * 1000:0} us: {verdict}");
    }
}

/// <summary>Targets of a burst in memory, journal included.</summary>
internal static class BurstTargets
{
    /// <summary>Most milliseconds of CPU per instance; null: no target was set.</summary>
    public static double? MillisecondsOf(string workload) => workload switch
    {
        "b1-sequence3" => 0.035,
        "b2-flow10" or "b2-flow10.token" => 0.036,
        _ => null,
    };
}
