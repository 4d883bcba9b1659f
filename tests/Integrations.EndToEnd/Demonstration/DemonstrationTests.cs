using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integrations.EndToEnd.Portal;
using Integrations.Simulators.Graph;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Demonstration;

/// <summary>The first command of the README, and a partner who answers in a browser.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class DemonstrationTests(PortalFixture portal)
{
    private const string Cluses = "IMP-2027-74-000005";
    private const string TownHall = "urbanisme@mairie-cluses.example";
    private const string Prescription = "Accès des poids lourds par la rue du nord seulement.";

    /// <summary>The README says a minute; a busy machine may take longer, because the clock waits for the desk.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task After_one_command_files_travel_tasks_lie_in_the_mailboxes_and_an_answer_given_in_a_browser_moves_the_file()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var demo = new DemoProcess(secondsPerDay: 1, SilentTownHall());
        demo.Start();

        await demo.UntilAsync(() => AreListedAsync(demo, ["IMP-2026-49-000003", "IMP-2026-42-000004", Cluses, "IMP-2026-88-000007"], limit.Token), limit.Token);
        foreach (var mailbox in (string[])[TownHall, "environnement@prefecture-haute-savoie.example", "industrie@cci-haute-savoie.example", "economie@region-auvergne-rhone-alpes.example"])
            await demo.UntilAsync(async () => await TaskAsync(demo, mailbox, limit.Token) is not null, limit.Token);

        await using var context = await portal.Browser.NewContextAsync(new() { Locale = "fr-FR", ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{demo.Desk}dossiers/{Cluses}");
        Assert.DoesNotContain("accordé", await PermitAsync(page), StringComparison.Ordinal);

        var task = await TaskAsync(demo, TownHall, limit.Token);
        await page.GotoAsync(task!.Link!);
        await page.CheckAsync("#choix-FavourableWithPrescriptions");
        await page.FillAsync("#commentaire", Prescription);
        await page.FillAsync("#nom", "Élise Martin, service urbanisme");
        await Pictures.TakeAsync(page, "reponse");
        await page.ClickAsync("main form button[type=submit]");
        // What the partner reads, not the browser's word that the page is loaded: that word can come before one begins to listen.
        await page.Locator("main", new() { HasText = "Merci, votre réponse est enregistrée" }).WaitForAsync();
        Assert.EndsWith("/envoyee", page.Url, StringComparison.Ordinal);
        Assert.Contains(Prescription, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Pictures.TakeAsync(page, "reponse-envoyee");

        await demo.UntilAsync(
            async () =>
            {
                await page.GotoAsync($"{demo.Desk}dossiers/{Cluses}");
                return (await PermitAsync(page)).Contains("accordé", StringComparison.Ordinal);
            },
            limit.Token);
        Assert.Contains(Prescription, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Pictures.TakeAsync(page, "dossier");

        await page.GotoAsync(await TrackingLinkAsync(demo, limit.Token));
        Assert.Contains("ICPE", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await Pictures.TakeAsync(page, "suivi");
        await page.GotoAsync($"{demo.Desk}dossiers");
        await Pictures.TakeAsync(page, "dossiers");
        await page.GotoAsync(demo.Desk.ToString());
        await Pictures.TakeAsync(page, "a-faire");
    }

    private static async Task<bool> AreListedAsync(DemoProcess demo, string[] numbers, CancellationToken cancellation) =>
        await demo.FindAsync(new Uri(demo.Desk, "dossiers"), cancellation) is { } list && numbers.All(number => list.Contains(number, StringComparison.Ordinal));

    /// <summary>The open task about the file of Cluses in a mailbox.</summary>
    private static async Task<InspectedTask?> TaskAsync(DemoProcess demo, string mailbox, CancellationToken cancellation) =>
        await demo.FindAsync(new Uri(demo.Mailboxes, $"_inspect/mailboxes/{mailbox}"), cancellation) is { } content
            ? JsonSerializer.Deserialize<InspectedMailbox>(content, JsonSerializerOptions.Web)!.Tasks
                .FirstOrDefault(task => task.Body.Contains(Cluses, StringComparison.Ordinal) || task.Title.Contains(Cluses, StringComparison.Ordinal))
            : null;

    /// <summary>The link to its own page in the first mail that the firm of Cluses got.</summary>
    private static async Task<string> TrackingLinkAsync(DemoProcess demo, CancellationToken cancellation)
    {
        var content = await demo.FindAsync(new Uri(demo.Mailboxes, "_inspect/mailboxes/favre@pc-icpe-e.example"), cancellation);
        var html = JsonSerializer.Deserialize<InspectedMailbox>(content!, JsonSerializerOptions.Web)!.Mails[0].Html;
        return TrackingLink().Match(html).Value;
    }

    /// <summary>The building permit among the clocks of the file.</summary>
    private static Task<string> PermitAsync(IPage page) => page.Locator(".clocks tbody tr", new() { HasText = "Permis de construire" }).InnerTextAsync();

    /// <summary>The people of the demonstration, but for the town hall of Cluses: the test answers in its place.</summary>
    private static string SilentTownHall()
    {
        var behaviours = JsonNode.Parse(Repository.Bytes("src", "Integrations.Simulators", "behaviours.json"))!;
        behaviours["agents"]!.AsArray().Insert(0, new JsonObject { ["mailbox"] = TownHall, ["name"] = "Personne", ["silent"] = true });
        return behaviours.ToJsonString();
    }

    private sealed record InspectedMailbox(IReadOnlyList<InspectedMail> Mails, IReadOnlyList<InspectedTask> Tasks);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/suivi/[\w.-]+")]
    private static partial Regex TrackingLink();
}
