using System.Diagnostics;
using System.Net.Http.Headers;
using Integrations.Benchmarks.Load.Studio;
using Integrations.Host.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Every list of Studio, asked over HTTP of the service as it runs in a town, on a store of some years.</summary>
internal static class StudioListsMode
{
    private const double Target = 100;

    /// <summary>The first answers pay for code that is compiled and pages that are read.</summary>
    private const int Unmeasured = 3;

    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        var filled = await StudioFilling.FillAsync(Path.Combine(folder.FullName, "guichet.db"), scale);
        await using var host = GuichetHost.Build(
        [
            "--applicationName=Integrations.Host", "--urls=http://127.0.0.1:0", $"--Service:DataFolder={folder.FullName}", "--Service:PublicUrl=https://guichet.example/",
            "--environment=Development", "--Links:Key=key-of-the-links-in-load-00000000000001", "--Desk:Email=guichet@guichet-unique.example", "--Desk:Phone=01 99 00 12 34",
            "--Microsoft365:Credential=None", "--Microsoft365:BaseUrl=http://127.0.0.1:9/v1.0", "--Logging:LogLevel:Default=Warning",
        ]);
        await host.StartAsync();
        using var studio = new HttpClient { BaseAddress = new Uri(host.Urls.Single() + "/elsa/api/") };
        studio.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", filled.Key);
        List<Row> rows = [];
        foreach (var question in StudioQuestion.All(filled, scale)) rows.Add(await MeasureAsync(studio, question, scale));
        await host.StopAsync();
        return new Section("studio-lists", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Lists of Studio over HTTP: {scale.ListedDefinitions:N0} definitions with {scale.VersionsOfListed} versions each, {scale.ListedInstances:N0} instances"), rows)
        {
            Notes = ["One person at one browser: each question follows the answer before. The time is that of the whole answer at the client, in the same process as the service."],
        };
    }

    private static async Task<Row> MeasureAsync(HttpClient studio, StudioQuestion question, Scale scale)
    {
        var bytes = 0;
        for (var i = 0; i < Unmeasured; i++) bytes = await question.AskAsync(studio);
        var times = new List<double>();
        for (var i = 0; i < scale.AsksOfList; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            await question.AskAsync(studio);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        times.Sort();
        return new Row(
            question.What,
            new Figure("median ms", times[times.Count / 2]) { AtMost = Target },
            new Figure("p95 ms", times[(int)Math.Min(times.Count - 1, 0.95 * times.Count)]),
            new Figure("KB", bytes / 1024d));
    }
}
