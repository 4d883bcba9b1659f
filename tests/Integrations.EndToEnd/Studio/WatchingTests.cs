using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.EndToEnd.Portal;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Studio;

/// <summary>What a person sees of workflows that run.</summary>
[Collection(PortalCollection.Name)]
public sealed class WatchingTests(PortalFixture portal, StudioService service) : IClassFixture<StudioService>
{
    private const string Greeting = "Salutation d'essai";
    private const string Waiting = "Attente d'essai";

    [Fact]
    public async Task A_run_is_seen_step_by_step_and_another_that_waits_is_cancelled()
    {
        var greeting = await PublishAsync(Greeting, """
            { "id": "ligne", "name": "Salut", "type": "Elsa.WriteLine", "version": 1,
              "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "`Bonjour ${getInput('nom')}`" } },
              "metadata": { "designer": { "position": { "x": 0, "y": 0 } } } }
            """);
        var waiting = await PublishAsync(Waiting, """
            { "id": "attente", "name": "Signal", "type": "Elsa.Event", "version": 1,
              "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Signal" } },
              "metadata": { "designer": { "position": { "x": 0, "y": 0 } } } }
            """);
        var run = await RunAsync(greeting, new JsonObject { ["nom"] = "Décolletage Fictif" });
        await RunAsync(waiting, null);

        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio/workflows/instances");
        await studio.Row(Greeting).Locator("td").Nth(1).ClickAsync();
        await studio.AtAsync($"/workflows/instances/{run}/view");
        await studio.Page.Locator(".mud-timeline-item", new() { HasText = "Salut" }).Filter(new() { HasText = "Terminé" }).WaitForAsync();
        await studio.Node("Salut").Locator(".mud-badge").First.WaitForAsync();
        await studio.KeepAsync("execution");

        await studio.GoToAsync("instances");
        await studio.Row(Waiting).GetByText("En attente").WaitForAsync();
        await studio.ActAsync(Waiting, "Annuler");
        await studio.ConfirmAsync("Oui");
        await studio.Row(Waiting).GetByText("Annulée").WaitForAsync();
        await studio.KeepAsync("executions");

        // Studio's own button sends no data: since the workflow has an input, the frame asks first, and then shows the run.
        await studio.GoToAsync("definitions");
        await studio.Row(Greeting).Locator("td").Nth(2).ClickAsync();
        await studio.Page.Locator("elsa-workflow-definition-editor button.mud-success-text").ClickAsync();
        var asked = studio.Page.GetByRole(AriaRole.Dialog, new() { Name = "Lancer avec des données" });
        await asked.GetByLabel("Nom").FillAsync("Usinage du Giffre");
        await asked.GetByLabel("Numéro du dossier").FillAsync("IMP-2027-74-000042");
        await studio.KeepAsync("lancer");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Lancer" }).ClickAsync();
        await studio.AtAsync("/workflows/instances/[^/]+/view");
        await studio.Page.Locator("elsa-workflow-instance-viewer .mud-timeline-item").First.WaitForAsync();
        var started = (await service.Client.GetFromJsonAsync<JsonObject>(
            $"/elsa/api/workflow-instances/{new Uri(studio.Page.Url).Segments[^2].TrimEnd('/')}", TestContext.Current.CancellationToken))!;
        Assert.Equal("IMP-2027-74-000042", (string?)started["correlationId"]);
        Assert.Equal("Usinage du Giffre", (string?)started["workflowState"]!["input"]!["nom"]);
        Assert.False(await studio.Page.Locator("#blazor-error-ui").IsVisibleAsync());
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task A_run_that_somebody_looks_at_moves_before_their_eyes()
    {
        var waiting = await PublishAsync("Attente en direct", """
            { "id": "attente", "name": "Signal", "type": "Elsa.Event", "version": 1,
              "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "EnDirect" } },
              "metadata": { "designer": { "position": { "x": 0, "y": 0 } } } }
            """);
        var run = await RunAsync(waiting, null);
        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, $"/studio/workflows/instances/{run}/view");
        var line = studio.Page.Locator(".mud-timeline-item", new() { HasText = "Signal" });
        await line.First.WaitForAsync();
        await studio.Page.GetByText("En attente").First.WaitForAsync();

        using var answer = await service.Client.PostAsJsonAsync("/elsa/api/events/EnDirect/trigger", new JsonObject { ["workflowInstanceId"] = run }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();

        // Nobody touches the page: the service tells it.
        await line.Filter(new() { HasText = "Terminé" }).First.WaitForAsync();
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task What_is_ticked_in_the_lists_is_cancelled_exported_and_deleted_at_once()
    {
        string[] names = ["En nombre, un", "En nombre, deux"];
        foreach (var name in names)
        {
            var waiting = await PublishAsync(name, """
                { "id": "attente", "name": "Signal", "type": "Elsa.Event", "version": 1,
                  "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "EnNombre" } },
                  "metadata": { "designer": { "position": { "x": 0, "y": 0 } } } }
                """);
            await RunAsync(waiting, null);
        }

        await using var studio = await StudioPage.OpenAsync(portal.Browser, service.Client.BaseAddress!, "/studio/workflows/instances");
        await studio.ChooseAsync(names);
        await studio.ActOnChosenAsync("Annuler");
        await studio.ConfirmAsync("Oui");
        foreach (var name in names) await studio.Row(name).GetByText("Annulée").WaitForAsync();
        await studio.ChooseAsync(names);
        await studio.ActOnChosenAsync("Supprimer");
        await studio.ConfirmAsync("Supprimer");
        foreach (var name in names) await Assertions.Expect(studio.Row(name)).ToHaveCountAsync(0);

        await studio.GoToAsync("definitions");
        await studio.SearchAsync("En nombre");
        await studio.ChooseAsync(names);
        var archive = await studio.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await studio.ActOnChosenAsync("Exporter");
            await studio.ConfirmAsync("Exporter");
        });
        Assert.EndsWith(".zip", archive.SuggestedFilename, StringComparison.Ordinal);
        await studio.ChooseAsync(names);
        await studio.ActOnChosenAsync("Supprimer");
        await studio.ConfirmAsync("Supprimer");
        foreach (var name in names) await Assertions.Expect(studio.Row(name)).ToHaveCountAsync(0);
        Assert.Empty(studio.Faults);
    }

    private async Task<string> PublishAsync(string name, string activity)
    {
        var model = new JsonObject
        {
            ["name"] = name,
            ["inputs"] = new JsonArray(new JsonObject { ["name"] = "nom", ["type"] = "String", ["displayName"] = "Nom" }),
            ["root"] = new JsonObject { ["id"] = "schema", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray(JsonNode.Parse(activity)), ["connections"] = new JsonArray() },
        };
        using var answer = await service.Client.PostAsJsonAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var saved = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        return (string)saved!["workflowDefinition"]!["definitionId"]!;
    }

    private async Task<string> RunAsync(string definition, JsonObject? input)
    {
        using var answer = await service.Client.PostAsJsonAsync($"/elsa/api/workflow-definitions/{definition}/execute", new JsonObject { ["input"] = input }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }
}
