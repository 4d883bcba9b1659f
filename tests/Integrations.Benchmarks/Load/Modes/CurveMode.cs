using System.Diagnostics;
using System.Globalization;
using Integrations.Benchmarks.Workloads;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Time per start and per resume over the number of stored instances.</summary>
internal static class CurveMode
{
    /// <summary>A store up to this size is made anew for each round.</summary>
    private const int Small = 10_000;

    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        List<string> notes = [Curve.Note];
        CurvePoint[] points = [.. scale.StoredInstances.Select(size => Point(folder, size, scale, notes))];
        try
        {
            return new Section("curve", "Time per operation over stored instances", await Curve.MeasureAsync(points, scale)) { Notes = notes };
        }
        finally
        {
            foreach (var point in points)
                await point.DisposeAsync();
        }
    }

    private static CurvePoint Point(DirectoryInfo folder, int size, Scale scale, List<string> notes)
    {
        var needed = Curve.Taken(scale) * (size <= Small ? 1 : scale.Rounds);
        return new CurvePoint(folder, size.ToString("N0", CultureInfo.InvariantCulture), size, size <= Small, async name =>
        {
            var started = Stopwatch.GetTimestamp();
            var store = await LoadStore.OpenAsync(folder, name);
            var plan = await store.PlanAsync(Workload.Event);
            var bookmarks = await Filling.FillAsync(store, Math.Max(size, needed), needed, _ => plan);
            if (size > Small)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"Filled with {size:N0} instances in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {new FileInfo(store.Path).Length >> 20:N0} MiB."));
            return (store, bookmarks);
        });
    }
}
