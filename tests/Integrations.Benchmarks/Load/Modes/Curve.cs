using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>
/// Measures several stores in turns, round after round, so that what else the machine does meets all of them alike. Each figure is
/// the first quartile of its rounds: what disturbs a round only ever makes it slower.
/// </summary>
internal static class Curve
{
    public const string Note =
        """
        The time of one is the time of a round divided by its operations, the first quartile over all rounds; by 32 callers at once where nothing else is said. "lately": resumes of what was started in the same round. "anywhere": of what lies spread evenly from the oldest instance to the newest and is in no cache of the process. "event": an event to one file, anywhere, is received, kept and handled, until nothing is left in the inbox. "limit": one row of a plain table with as many rows is changed, anywhere, by the same callers with the same pragmas: what disk and pages cost without a runtime.
        """;

    /// <summary>Time may grow by a tenth from the first point to the last.</summary>
    private const double Flat = 1.10;

    private const int CallersAtOnce = 32;

    /// <summary>Not ours: it has no target.</summary>
    private const string Limit = "limit, anywhere";

    private static readonly (string Name, Func<Round, Measured> Of)[] Operations =
    [
        ("start", round => round.Starts),
        ("resume, lately", round => round.Lately),
        ("resume, anywhere, one caller", round => round.Alone),
        ("resume, anywhere", round => round.Anywhere),
        ("event", round => round.Events),
        (Limit, round => round.Limit),
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
        var limit = await Callers.RunAsync(CallersAtOnce, count, _ => point.Plain.UpdateAsync(Random.Shared.Next(point.Size) + 1));
        return new Round(starts, lately, alone, anywhere, events with { Count = count }, limit);
    }

    private static Row RowOf(string operation, CurvePoint here, CurvePoint first, Func<Round, Measured> of)
    {
        var elapsed = FirstQuartile(here, Each);
        return new Row(
            $"{operation}: {here.Name}",
            new Figure("us", elapsed),
            new Figure("times the first", elapsed / FirstQuartile(first, Each)) { AtMost = here == first || operation == Limit ? null : Flat },
            new Figure("CPU us", FirstQuartile(here, round => 1_000 * of(round).CpuEach)));

        double Each(Round round) => of(round).Elapsed.TotalMicroseconds / of(round).Count;
    }

    private static double FirstQuartile(CurvePoint point, Func<Round, double> value) =>
        point.Rounds.Select(value).Order().ElementAt((point.Rounds.Count - 1) / 4);

    internal sealed record Round(Measured Starts, Measured Lately, Measured Alone, Measured Anywhere, Measured Events, Measured Limit);
}
