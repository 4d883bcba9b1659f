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
        The time of one is the time of a round divided by its operations; by 32 callers at once where nothing else is said. "lately": resumes of what was started in the same round. "anywhere": of what lies spread evenly from the oldest instance to the newest and is in no cache of the process. "event": an event to one file, anywhere, is received, kept and handled, until nothing is left in the inbox.
        """;

    /// <summary>Time may grow by a tenth from the first point to the last.</summary>
    private const double Flat = 1.10;

    private const int CallersAtOnce = 32;

    private static readonly (string Name, Func<Round, Measured> Of)[] Operations =
    [
        ("start", round => round.Starts),
        ("resume, lately", round => round.Lately),
        ("resume, anywhere, one caller", round => round.Alone),
        ("resume, anywhere", round => round.Anywhere),
        ("event", round => round.Events),
    ];

    /// <summary>Bookmarks that one measured round takes, with the one before it.</summary>
    public static int Taken(Scale scale) => 2 * (2 * scale.OperationsPerRound + Alone(scale));

    public static async Task<List<Row>> MeasureAsync(IReadOnlyList<CurvePoint> points, Scale scale)
    {
        for (var round = 0; round < scale.Rounds; round++)
        {
            foreach (var point in points)
            {
                // The round before it, which does not count, lets the caches of the processor find this store again.
                await point.OpenAsync();
                await RoundAsync(point, scale);
                point.Rounds.Add(await RoundAsync(point, scale));
            }
        }

        return [.. Operations.SelectMany(operation => points.Select(point => RowOf(operation.Name, point, points[0], operation.Of)))];
    }

    private static int Alone(Scale scale) => scale.OperationsPerRound / 4;

    private static async Task<Round> RoundAsync(CurvePoint point, Scale scale)
    {
        var runtime = point.Store.Runtime;
        var count = scale.OperationsPerRound;
        var started = new string[count];
        var starts = await Callers.RunAsync(CallersAtOnce, count, async i => started[i] = await point.Store.StartAsync(Workload.Event));

        var waiting = new string[count];
        for (var i = 0; i < count; i++)
            waiting[i] = (await runtime.Store.GetBookmarksOfAsync(started[i]))[0].Id;
        var lately = await Callers.RunAsync(CallersAtOnce, count, i => runtime.ResumeAsync(new ResumeBookmark(waiting[i])));

        var few = point.Take(Alone(scale));
        var alone = await Callers.RunAsync(1, few.Length, i => runtime.ResumeAsync(new ResumeBookmark(few[i].Id)));
        var many = point.Take(count);
        var anywhere = await Callers.RunAsync(CallersAtOnce, count, i => runtime.ResumeAsync(new ResumeBookmark(many[i].Id)));

        var files = point.Take(count);
        var events = await Callers.RunAsync(1, 1, async _ =>
        {
            await Callers.RunAsync(CallersAtOnce, count, i => runtime.PublishEventAsync(Workload.EventName, correlationId: files[i].CorrelationId));
            await point.Store.UntilHandledAsync();
        });
        return new Round(starts, lately, alone, anywhere, events with { Count = count });
    }

    private static Row RowOf(string operation, CurvePoint here, CurvePoint first, Func<Round, Measured> of)
    {
        var elapsed = Median(here, Each);
        return new Row(
            $"{operation}: {here.Name}",
            new Figure("us", elapsed),
            new Figure("times the first", elapsed / Median(first, Each)) { AtMost = here == first ? null : Flat },
            new Figure("CPU us", Median(here, round => 1_000 * of(round).CpuEach)));

        double Each(Round round) => of(round).Elapsed.TotalMicroseconds / of(round).Count;
    }

    private static double Median(CurvePoint point, Func<Round, double> value)
    {
        var sorted = point.Rounds.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    internal sealed record Round(Measured Starts, Measured Lately, Measured Alone, Measured Anywhere, Measured Events);
}
