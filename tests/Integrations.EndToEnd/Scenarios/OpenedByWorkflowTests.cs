using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Files.Facts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>A file that no form brought: a partner of the desk asks for it by an address that a workflow opens, or an agent starts the workflow.</summary>
public sealed class OpenedByWorkflowTests
{
    private const string Drawing = """
        {
          "id": "v1", "definitionId": "referral", "name": "Orientation par un partenaire",
          "variables": [
            {"id":"body","name":"Body","typeName":"Object"}, {"id":"number","name":"Number","typeName":"String"}, {"id":"problems","name":"Problems","typeName":"Object"}
          ],
          "root": {
            "id": "root", "type": "Elsa.Flowchart",
            "activities": [
              {"id":"take","type":"Elsa.HttpEndpoint","customProperties":{"canStartWorkflow":true},
                "path":{"typeName":"String","expression":{"type":"Literal","value":"orientations"}},
                "supportedMethods":{"typeName":"String[]","expression":{"type":"Object","value":"[\"POST\"]"}},
                "parsedContent":{"typeName":"Object","memoryReference":{"id":"body"}}},
              {"id":"open","type":"Guichet.OpenFile",
                "key":{"typeName":"String","expression":{"type":"JavaScript","value":"getBody().reference"}},
                "siret":{"typeName":"String","expression":{"type":"JavaScript","value":"getBody().siret"}},
                "legalName":{"typeName":"String","expression":{"type":"Literal","value":"Menuiserie Exemple des Mauges"}},
                "email":{"typeName":"String","expression":{"type":"Literal","value":"firme@exemple.example"}},
                "commune":{"typeName":"String","expression":{"type":"Literal","value":"49099"}},
                "projectKind":{"typeName":"String","expression":{"type":"Literal","value":"new_building"}},
                "request":{"typeName":"Object","expression":{"type":"JavaScript","value":"({ works: getBody().works })"}},
                "number":{"typeName":"String","memoryReference":{"id":"number"}},
                "problems":{"typeName":"Object","memoryReference":{"id":"problems"}}},
              {"id":"yes","type":"Elsa.WriteHttpResponse","statusCode":{"typeName":"HttpStatusCode","expression":{"type":"Literal","value":"Created"}},
                "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"({ number: getNumber() })"}}},
              {"id":"no","type":"Elsa.WriteHttpResponse","statusCode":{"typeName":"HttpStatusCode","expression":{"type":"Literal","value":"UnprocessableEntity"}},
                "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"({ problems: getProblems() })"}}}
            ],
            "connections": [
              {"source":{"activity":"take","port":"Done"},"target":{"activity":"open","port":"In"}},
              {"source":{"activity":"open","port":"Opened"},"target":{"activity":"yes","port":"In"}},
              {"source":{"activity":"open","port":"Refused"},"target":{"activity":"no","port":"In"}}
            ]
          }
        }
        """;

    [Fact]
    public async Task A_partner_that_asks_twice_for_one_file_gets_one_number_and_the_file_is_led_like_any_other()
    {
        await using var desk = await WithDrawingAsync();

        var first = await PostAsync(desk, "CCI-12", "12345121300011");
        var second = await PostAsync(desk, "CCI-12", "12345121300011");
        await desk.WorkAsync();

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.StartsWith("IMP-2026-49-", (string?)first.Body["number"], StringComparison.Ordinal);
        Assert.Equal((string?)first.Body["number"], (string?)second.Body["number"]);
        Assert.Equal((string?)first.Body["number"], Assert.Single(await desk.Files()));
        var file = await desk.Installation();
        Assert.Equal(("12345121300011", "new_building"), (file.Request.Firm?.Siret, file.Request.Project?.Kind));
        Assert.Equal(("manual", "CCI-12"), (file.Request.Source?.Channel, file.Request.Source?.ExternalId));
        Assert.Contains(file.Plan, line => line.Code == "PC");
        Assert.Contains(desk.MailsTo("firme@exemple.example"), mail => mail.Subject.StartsWith("Votre dossier est bien arrivé", StringComparison.Ordinal));
        Assert.Single(await desk.Facts<CaseReceived>());
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Two_that_wait_for_one_file_at_the_same_moment_are_both_given_its_number()
    {
        await using var desk = await WithDrawingAsync();
        var both = await Task.WhenAll(SendAsync(desk, "CCI-13", "12345121300011"), SendAsync(desk, "CCI-13", "12345121300011"), DrainAsync(desk));

        Assert.Single(await desk.Files());
        Assert.Equal((string?)both[0].Body["number"], (string?)both[1].Body["number"]);
    }

    [Fact]
    public async Task A_request_that_no_form_could_send_is_refused_in_words_and_the_same_key_opens_the_file_once_it_is_right()
    {
        await using var desk = await WithDrawingAsync();

        var wrong = await PostAsync(desk, "CCI-14", "12345121300012");
        var right = await PostAsync(desk, "CCI-14", "12345121300011");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created), (wrong.Status, right.Status));
        Assert.Contains("firm.siret", (string?)Assert.Single(wrong.Body["problems"]!.AsArray()), StringComparison.Ordinal);
        Assert.Single(await desk.Files());
    }

    private static async Task<DeskInVirtualTime> WithDrawingAsync()
    {
        var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:01");
        await desk.Runtime.Definitions.PublishAsync(Drawing);
        return desk;
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(DeskInVirtualTime desk, string reference, string siret)
    {
        var answers = await Task.WhenAll(SendAsync(desk, reference, siret), DrainAsync(desk));
        return answers[0];
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(DeskInVirtualTime desk, string reference, string siret)
    {
        using var answer = await desk.Browser.PostAsJsonAsync("/workflows/orientations", new { reference, siret, works = new { planned = true, newFloorAreaM2 = 800, newFootprintM2 = 800 } });
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>The desk has no workers here: it works while the callers wait.</summary>
    private static async Task<(HttpStatusCode Status, JsonObject Body)> DrainAsync(DeskInVirtualTime desk)
    {
        for (var round = 0; round < 40; round++)
        {
            await desk.Runtime.DrainAsync();
            await Task.Delay(50);
        }

        return default;
    }
}
