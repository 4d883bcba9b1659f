using System.Net;
using System.Text.RegularExpressions;
using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Whoever keeps the machinery running mends a workflow that stopped, on the page "Exploitation".</summary>
public sealed partial class StoppedWorkflowTests
{
    private const string Fails = """
        {
          "definitionId": "fails", "name": "Essai qui échoue",
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
            { "id": "f", "type": "Elsa.Fault", "message": { "typeName": "String", "expression": { "type": "Literal", "value": "Panne de courant" } } } ] }
        }
        """;

    [Fact]
    public async Task A_faulted_workflow_is_listed_retried_and_cancelled()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-12-02 09:00");
        await desk.Runtime.Definitions.PublishAsync(Fails);
        await desk.Runtime.StartInstanceAsync(new StartInstance("fails", "i1"));

        var page = await desk.Browser.GetStringAsync("/exploitation");
        Assert.Contains("Essai qui échoue", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("f : Panne de courant", page, StringComparison.Ordinal);

        using var withoutReason = await PostAsync(desk, page, "relancer", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, withoutReason.StatusCode);
        using var retried = await PostAsync(desk, page, "relancer", "Courant revenu");
        Assert.Contains("Le workflow est relancé.", WebUtility.HtmlDecode(await retried.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(2, (await desk.Runtime.Store.GetInstanceAsync("i1"))!.Header.IncidentCount);
        var entry = JournalReading.Entries(await desk.Runtime.Store.GetJournalAsync("i1")).Single(pair => pair.Entry.Event == "Requested").Entry;
        Assert.Equal("Camille Référent (local:camille) : Courant revenu", entry.Message);

        using var cancelled = await PostAsync(desk, page, "annuler", "Plus utile");
        Assert.Contains("Aucun workflow arrêté.", WebUtility.HtmlDecode(await cancelled.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(WorkflowSubStatus.Cancelled, (await desk.Runtime.Store.GetInstanceAsync("i1"))!.Header.SubStatus);

        using var again = await PostAsync(desk, page, "annuler", "Encore");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task A_workflow_that_waits_for_nothing_is_listed_as_stalled_and_can_be_retried()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-12-02 09:00");
        await desk.Runtime.Definitions.PublishAsync(Fails.Replace(
            "\"root\":", "\"options\": { \"incidentStrategyType\": \"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core\" }, \"root\":", StringComparison.Ordinal));
        await desk.Runtime.StartInstanceAsync(new StartInstance("fails", "i1"));

        var page = WebUtility.HtmlDecode(await desk.Browser.GetStringAsync("/exploitation"));

        Assert.Contains("bloqué", page, StringComparison.Ordinal);
        Assert.Contains("value=\"relancer\"", page, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(DeskInVirtualTime desk, string page, string what, string reason)
    {
        var token = Token().Match(page).Groups["value"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            [Token().Match(page).Groups["name"].Value] = token,
            ["id"] = "i1",
            ["quoi"] = what,
            ["raison"] = reason,
        });
        return await desk.Browser.PostAsync("/exploitation", form);
    }

    [GeneratedRegex("<input name=\"(?<name>garde|__RequestVerificationToken)\" type=\"hidden\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Token();
}
