using System.Text.Json.Nodes;
using Integrations.EndToEnd.Portal;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Studio;

/// <summary>What an administrator does in the designer, in a browser.</summary>
[Collection(PortalCollection.Name)]
public sealed class DesigningTests(PortalFixture portal, StudioService service) : IClassFixture<StudioService>
{
    private const string Name = "Accueil d'une entreprise";

    private const string Beginning = """
        () => {
          const place = document.querySelector(".x6-graph").getBoundingClientRect();
          const first = [...document.querySelectorAll("g.x6-node")].find((node) => node.textContent.includes("Procédure planifiée")).getBoundingClientRect();
          return first.left >= place.left && first.left < place.left + 100 && first.top >= place.top && first.bottom <= place.bottom;
        }
        """;

    private const string Overlaps = """
        () => {
          const boxes = [...document.querySelectorAll("g.x6-node foreignObject")].map((box) => [box.textContent.trim(), box.getBoundingClientRect()]);
          const over = ([, one], [, other]) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
          return boxes.flatMap((one, i) => boxes.slice(i + 1).filter((other) => over(one, other)).map((other) => `${one[0]} / ${other[0]}`));
        }
        """;

    private const string Unnamed =
        "async rules => (await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))";

    [Fact]
    public async Task A_workflow_is_drawn_published_exported_deleted_and_imported_again_without_a_change()
    {
        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio");
        await studio.Row("Autorisation d'urbanisme").WaitForAsync();
        await studio.KeepAsync("workflows");

        await studio.CreateAsync(Name);
        await studio.DropAsync("Branchements", "Décision", 90, 90);
        await studio.DropAsync("Console", "Écrire une ligne", 420, 40);
        await studio.DropAsync("Guichet", "Désigner le référent", 420, 200);
        await studio.ConnectAsync("Décision", "True", "Écrire une ligne");
        await studio.ConnectAsync("Décision", "False", "Désigner le référent");
        await studio.WriteAsync("Décision", "Condition", "JavaScript", "1 + 1 === 2");
        await studio.WriteAsync("Écrire une ligne", "Texte", "Scriban", "Bienvenue, {{ 1 + 1 }} fois");
        await studio.KeepAsync("editeur");
        Assert.Equal("Guichet.AssignReferee", await studio.Node("Désigner le référent").Locator("elsa-activity-wrapper").GetAttributeAsync("data-activity"));
        await studio.PublishAsync();

        await studio.GoToAsync("definitions");
        var exported = await ExportAsync(studio);
        Assert.True(exported["isPublished"]!.GetValue<bool>());
        Assert.Equal(["1 + 1 === 2", "Bienvenue, {{ 1 + 1 }} fois"], Expressions(exported));

        await studio.ActAsync(Name, "Supprimer");
        await studio.ConfirmAsync("Supprimer");
        await Assertions.Expect(studio.Row(Name)).ToHaveCountAsync(0);
        await studio.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload
        {
            Name = "accueil.json",
            MimeType = "application/json",
            Buffer = System.Text.Encoding.UTF8.GetBytes(exported.ToJsonString()),
        });
        await studio.Row(Name).WaitForAsync();
        Assert.Equal(Design(exported), Design(await ExportAsync(studio)));
        Assert.False(await studio.Page.Locator("#blazor-error-ui").IsVisibleAsync());
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task The_frame_is_accessible_in_both_languages_and_each_view_has_its_title()
    {
        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio?lang=en");
        await studio.Page.GetByText("Create workflow").First.WaitForAsync();
        Assert.Equal(new Uri(service.Client.BaseAddress!, "studio").AbsolutePath, new Uri(studio.Page.Url).AbsolutePath);
        await studio.Page.Locator("a[data-tongue=fr]").ClickAsync();
        await studio.Page.GetByText("Créer un workflow").First.WaitForAsync();
        Assert.Equal("Workflows · Atelier", await studio.Page.TitleAsync());
        Assert.Equal("fr", await studio.Page.GetAttributeAsync("html", "lang"));
        Assert.Equal(1, await studio.Page.Locator("h1").CountAsync());

        await studio.Page.EvaluateAsync(portal.Axe);
        var violations = await studio.Page.EvaluateAsync<string[]>(
            "async () => (await axe.run({ include: [['.atelier-skip'], ['.atelier-top'], ['#atelier']], exclude: [['#atelier-view']] }, { resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | '))");
        Assert.Empty(violations);
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task What_Studio_shows_by_a_sign_alone_has_a_name_that_can_be_heard()
    {
        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio");
        await studio.Row("Autorisation d'urbanisme").WaitForAsync();
        await studio.Page.EvaluateAsync(portal.Axe);
        await studio.Page.GetByRole(AriaRole.Button, new() { Name = "Actions : Autorisation d'urbanisme" }).WaitForAsync();
        await studio.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Choisir : Autorisation d'urbanisme" }).WaitForAsync();
        Assert.Empty(await studio.Page.EvaluateAsync<string[]>(Unnamed, new[] { "button-name", "label", "heading-order", "empty-table-header" }));

        await studio.Row("Autorisation d'urbanisme").Locator("td").Nth(2).ClickAsync();
        await studio.Page.Locator("g.x6-node .activity-label").First.WaitForAsync();
        await studio.Page.GetByRole(AriaRole.Button, new() { Name = "Publier", Exact = true }).WaitForAsync();
        await studio.Page.GetByRole(AriaRole.Button, new() { Name = "Lancer", Exact = true }).WaitForAsync();
        await studio.Page.Locator("g.x6-node", new() { HasText = "Ouvrir la procédure" }).Locator(".activity-type").ClickAsync();
        await studio.Page.GetByRole(AriaRole.Textbox, new() { Name = "Engagement du guichet (jours ouvrés)" }).WaitForAsync();
        Assert.Empty(await studio.Page.EvaluateAsync<string[]>(Unnamed, new[] { "button-name", "label" }));
    }

    [Fact]
    public async Task A_large_drawing_opens_at_its_beginning_and_none_of_its_boxes_lies_on_another()
    {
        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio/workflows/definitions/urbanism-permit/edit");
        await studio.Node("Procédure planifiée").WaitForAsync();

        await studio.Page.WaitForFunctionAsync(Beginning);
        await studio.KeepAsync("grand-schema");

        Assert.Empty(await studio.Page.EvaluateAsync<string[]>(Overlaps));
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_or_that_refuses_is_said_in_words()
    {
        await using var context = await portal.Browser.NewContextAsync(new() { Locale = "fr-FR", BaseURL = service.Client.BaseAddress!.ToString() });
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/elsa/api/features/installed", route => route.AbortAsync());
        await page.GotoAsync("/studio");
        await page.ClickAsync("main form button[type=submit]");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Le service des workflows ne répond pas" }).WaitForAsync();
        await Screenshots.Keep(page, "atelier-sans-service");

        await page.UnrouteAllAsync();
        await page.RouteAsync("**/elsa/api/features/installed", route => route.FulfillAsync(new() { Status = 403 }));
        await page.GetByText("Réessayer").And(page.Locator(":visible")).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Vous n’avez pas accès à l’atelier" }).WaitForAsync();
        await page.EvaluateAsync(portal.Axe);
        Assert.Empty(await page.EvaluateAsync<string[]>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | '))"));
    }

    private static async Task<JsonObject> ExportAsync(StudioPage studio)
    {
        var file = await studio.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await studio.ActAsync(Name, "Exporter");
            await studio.ConfirmAsync("Exporter");
        });
        await using var content = await file.CreateReadStreamAsync();
        return (JsonObject)(await JsonNode.ParseAsync(content))!;
    }

    private static IEnumerable<string?> Expressions(JsonObject definition) =>
        from activity in definition["root"]!["activities"]!.AsArray()
        from field in activity!.AsObject()
        let expression = (field.Value as JsonObject)?["expression"]
        where expression is not null
        select (string?)expression["value"];

    /// <summary>What a person designed, without what the service counts.</summary>
    private static string Design(JsonObject definition) =>
        new JsonObject(((string[])["name", "description", "variables", "inputs", "outputs", "outcomes", "options", "root"])
            .Select(key => KeyValuePair.Create(key, definition[key]?.DeepClone()))).ToJsonString();
}
