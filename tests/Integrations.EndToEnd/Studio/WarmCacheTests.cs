using System.Diagnostics;
using System.Globalization;
using Integrations.EndToEnd.Portal;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Studio;

/// <summary>A browser that has been here before.</summary>
[Collection(PortalCollection.Name)]
public sealed class WarmCacheTests(PortalFixture portal, StudioService service) : IClassFixture<StudioService>
{
    private const int Rounds = 2;

    /// <summary>A file that is only asked for again costs the headers of its answer.</summary>
    private const string SentAgain = """
        () => performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/studio/_") && entry.transferSize > 2000).map((entry) => entry.name)
        """;

    [Fact]
    public async Task The_editor_paints_without_any_of_the_files_of_Studio_being_sent_again()
    {
        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio/workflows/definitions/urbanism-permit/edit");
        var drawn = studio.Page.Locator("g.x6-node .activity-label").First;
        await drawn.WaitForAsync();

        var seconds = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await studio.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
            await drawn.WaitForAsync();
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        await Screenshots.Note("atelier-first-paint", seconds);

        Assert.Empty(await studio.Page.EvaluateAsync<string[]>(SentAgain));
        Assert.Empty(studio.Faults);
    }
}
