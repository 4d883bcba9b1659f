using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>
/// Measures several stores in turns, round after round, so that what else the machine does meets all of them alike; each figure is the
/// median of its rounds.
/// </summary>
internal static class Curve
{
    public const string Note =
        """
        By 32 callers; the time of one is the time of a round divided by its operations. "event": an event to one file is received, kept and handled, until nothing is left in the inbox. What is resumed is spread evenly from the oldest instance to the newest, and is not in memory.
        """;

    /// <summary>Time may grow by a tenth from the first point to the last.</summary>
    private const double Flat = 1.10;

    private const int CallersAtOnce = 32;

    public static async Task<List<Row>> MeasureAsync(IReadOnlyList<CurvePoint> points, Scale scale)
    {
        for (var round = 0; round < scale.Rounds; round++)
        {
            foreach (var point in points)
            {
                if (await point.OpenAsync())
                    await RoundAsync(point, scale.OperationsPerRound);
                point.Rounds.Add(await RoundAsync(point, scale.OperationsPerRound));
            }
        }

        return [.. points.Select(point => new Row(
            point.Name,
            [
                .. Figures("start", point, points[0], round => round.Starts),
                .. Figures("resume", point, points[0], round => round.Resumes),
                .. Figures("event", point, points[0], round => round.Events),
            ]))];
    }

    private static async Task<Round> RoundAsync(CurvePoint point, int count)
    {
        var runtime = point.Store.Runtime;
        var starts = await Callers.RunAsync(CallersAtOnce, count, _ => point.Store.StartAsync(Workload.Event));
        var some = point.Take(count);
        var resumes = await Callers.RunAsync(CallersAtOnce, count, i => runtime.ResumeAsync(new ResumeBookmark(some[i].Id)));
        var files = point.Take(count);
        var events = await Callers.RunAsync(1, 1, async _ =>
        {
            await Callers.RunAsync(CallersAtOnce, count, i => runtime.PublishEventAsync(Workload.EventName, correlationId: files[i].CorrelationId));
            await point.Store.UntilHandledAsync();
        });
        return new Round(starts, resumes, events with { Count = count });
    }

    private static Figure[] Figures(string name, CurvePoint here, CurvePoint first, Func<Round, Measured> of)
    {
        var elapsed = Median(here, round => of(round).Elapsed.TotalMicroseconds / of(round).Count);
        return
        [
            new($"{name} us", elapsed),
            new($"{name} x first", elapsed / Median(first, round => of(round).Elapsed.TotalMicroseconds / of(round).Count)) { AtMost = Flat },
            new($"{name} CPU us", Median(here, round => 1_000 * of(round).CpuEach)),
        ];
    }

    private static double Median(CurvePoint point, Func<Round, double> value)
    {
        var sorted = point.Rounds.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    internal sealed record Round(Measured Starts, Measured Resumes, Measured Events);
}
