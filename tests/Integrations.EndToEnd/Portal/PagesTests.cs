using System.Text.Json;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Portal;

[Collection(PortalCollection.Name)]
public sealed class PagesTests(PortalFixture portal)
{
    private const string Violations =
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | '))";

    public static TheoryData<string, string> Pages { get; } = new()
    {
        { "a-faire", "/" },
        { "dossiers", "/dossiers" },
        { "dossiers-rien", "/dossiers?q=introuvable" },
        { "dossier", $"/dossiers/{SamplePortal.FileNumber}" },
        { "acte", $"/dossiers/{SamplePortal.FileNumber}/actes/demander-pieces" },
        { "suivi", $"/suivi/{SamplePortal.Token}" },
        { "reponse", $"/reponse/{SamplePortal.Token}" },
        { "exploitation", "/exploitation" },
        { "introuvable", "/nulle-part" },
        { "expire", $"/suivi/{SamplePortal.ExpiredToken}" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_accessible_quiet_and_fits_in_both_languages_both_lights_and_both_sizes(string name, string path)
    {
        var faults = new List<string>();
        await using var context = await portal.Browser.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
                faults.Add($"{name} console: {message.Text}");
        };
        page.RequestFailed += (_, request) => faults.Add($"{name} request: {request.Url}");
        foreach (var language in new[] { "fr", "en" })
        {
            await page.GotoAsync(portal.Address + path + (path.Contains('?') ? "&" : "?") + "lang=" + language);
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            await page.EvaluateAsync(portal.Axe);
            foreach (var look in Look.All)
            {
                faults.AddRange((await look.Faults(page, Violations)).Select(fault => $"{name}-{look.Name}-{language} {fault}"));
                await Screenshots.Keep(page, $"{name}-{look.Name}-{language}");
            }
        }

        Assert.True(faults.Count == 0, JsonSerializer.Serialize(faults, Screenshots.Indented));
    }

    [Fact]
    public async Task A_printed_file_shows_all_its_history_and_none_of_the_buttons()
    {
        await using var context = await portal.Browser.NewContextAsync(new() { Locale = "fr-FR", ViewportSize = new() { Width = 800, Height = 1100 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{portal.Address}/dossiers/{SamplePortal.FileNumber}");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.True(await page.GetByText("Dossier reçu.").IsVisibleAsync());
        Assert.False(await page.Locator(".acts").IsVisibleAsync());
        Assert.False(await page.Locator("header nav").First.IsVisibleAsync());
        await Screenshots.Keep(page, "dossier-imprime");
    }

    [Theory]
    [InlineData("decision", "acte-erreurs")]
    [InlineData("demander-pieces", "acte-avant-envoi")]
    public async Task Errors_and_warnings_are_accessible_too(string act, string name)
    {
        await using var context = await portal.Browser.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{portal.Address}/dossiers/{SamplePortal.FileNumber}/actes/{act}");
        if (act == "demander-pieces")
        {
            await page.SelectOptionAsync("#champ-procedure", "PC");
            await page.Locator(".tick input").First.CheckAsync();
            await page.SelectOptionAsync("#champ-canal", "Electronic");
        }

        await page.Locator("main form button[type=submit]").ClickAsync();
        Assert.Equal(1, await page.Locator("[role=alert]").CountAsync());
        await page.EvaluateAsync(portal.Axe);
        foreach (var look in Look.All)
        {
            Assert.Empty(await look.Faults(page, Violations));
            await Screenshots.Keep(page, $"{name}-{look.Name}");
        }
    }
}

/// <summary>A light and a size in which a page is looked at.</summary>
internal sealed record Look(string Name, ColorScheme Light, int Width, int Height)
{
    public static IReadOnlyList<Look> All { get; } =
    [
        new("bureau-clair", ColorScheme.Light, 1280, 900),
        new("bureau-sombre", ColorScheme.Dark, 1280, 900),
        new("telephone-clair", ColorScheme.Light, 360, 780),
        new("telephone-sombre", ColorScheme.Dark, 360, 780),
    ];

    /// <summary>What axe finds, and whether the page must be scrolled sideways.</summary>
    public async Task<IReadOnlyList<string>> Faults(IPage page, string violations)
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EmulateMediaAsync(new() { ColorScheme = Light });
        var faults = (await page.EvaluateAsync<string[]>(violations)).Select(violation => $"axe: {violation}").ToList();
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
            faults.Add($"scrolls sideways by {overflow}px");
        return faults;
    }
}
