using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Benchmarks.Workloads;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Time per start and per resume over the number of versions of the definition, with instances waiting on all of them.</summary>
internal static class VersionsMode
{
    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        CurvePoint[] points = [.. scale.Versions.Select(versions => Point(folder, versions, scale))];
        try
        {
            return new Section("versions", "Time per operation over versions of the definition", await Curve.MeasureAsync(points, scale))
            {
                Notes = [Curve.Note + " Each store has the same number of instances, dealt over its versions. A version is compiled when it is first used in a process, which is not counted."],
            };
        }
        finally
        {
            foreach (var point in points)
                await point.DisposeAsync();
        }
    }

    private static CurvePoint Point(DirectoryInfo folder, int versions, Scale scale)
    {
        var size = Curve.Taken(scale) * scale.Rounds;
        return new CurvePoint(folder, versions.ToString("N0", CultureInfo.InvariantCulture), size, renewed: false, async name =>
        {
            var store = await LoadStore.OpenAsync(folder, "v" + name);
            List<WorkflowPlan> plans = [];
            for (var i = 0; i < versions; i++)
            {
                var json = JsonNode.Parse(Workload.Event.Json)!.AsObject();
                json["description"] = string.Create(CultureInfo.InvariantCulture, $"text {i}");
                var version = await store.Runtime.Definitions.PublishAsync(json.ToJsonString());
                plans.Add((await store.Runtime.Definitions.FindPlanAsync(version.VersionId))!);
            }

            return (store, await Filling.FillAsync(store, size, size, i => plans[i % plans.Count]));
        });
    }
}
