using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Settings;
using Integrations.Simulators.FormTools;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Scenario 1: a firm sends the Tally form, twice (sample 01).</summary>
public sealed class SafeAndSingleIntakeTests
{
    private const string Firm = "lemoine@existant-sans-travaux.example";
    private const string Community = "developpement@vitre-communaute.example";
    private const string Chamber = "industrie@cci-ille-et-vilaine.example";

    [Fact]
    public async Task Scenario_1_the_same_signed_form_posted_twice_is_one_file_with_its_acknowledgements_tasks_and_aid_clock()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:01");
        var body = await TallyBodyAsync();
        using var first = await desk.PostFormAsync("tally", body);
        await desk.WorkAsync();
        using var second = await desk.PostFormAsync("tally", body);
        await desk.WorkAsync();

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        var receipts = new[] { await ReceiptAsync(first), await ReceiptAsync(second) };
        Assert.Equal((receipts[0].Id, true), (receipts[1].Id, receipts[1].Duplicate));
        Assert.StartsWith("IMP-2026-35-", Assert.Single(await desk.Files()), StringComparison.Ordinal);
        Assert.Equal(1, await desk.Deliveries());

        var recording = Assert.Single(desk.MailsTo(Firm), mail => mail.Subject.StartsWith("Votre dossier est bien arrivé", StringComparison.Ordinal));
        Assert.Equal("2026-11-30 09:01", recording.At);
        var file = await desk.Installation();
        Assert.DoesNotContain(file.Plan, line => line.Code is "PC" or "DP");
        Assert.Contains("aide à l'immobilier", Assert.Single(desk.TasksOf(Community)).Title, StringComparison.Ordinal);
        Assert.Contains("prendre contact avec l'entreprise", Assert.Single(desk.TasksOf(Chamber)).Title, StringComparison.Ordinal);
        var aid = file.Procedure("AIDE_IMMO")!.Clock;
        Assert.Equal((new DateOnly(2027, 1, 30), new DateOnly(2027, 1, 31)), (aid.LastDay, aid.SilenceFrom));
        Assert.Equal(SilenceMeaning.ImplicitRejection, aid.Silence);

        await desk.Until("2026-12-14 23:59");
        var reception = Assert.Single(desk.MailsTo(Firm), mail => mail.Subject.StartsWith("Accusé de réception", StringComparison.Ordinal));
        Assert.Contains("30 janvier 2027", reception.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Checks, check => check.Opening.Kind == CheckKind.Acknowledgement);
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Scenario_1_silence_on_the_aid_is_a_rejection_from_31_January()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:01");
        using var posted = await desk.PostFormAsync("tally", await TallyBodyAsync());
        await desk.WorkAsync();

        await desk.Until("2027-01-31 00:04");
        Assert.False((await desk.Procedure("AIDE_IMMO")).Status.IsEnd());
        await desk.Until("2027-01-31 00:05");
        Assert.Equal(ProcedureStatus.TacitlyRefused, (await desk.Procedure("AIDE_IMMO")).Status);
        Assert.StartsWith("Rejet par silence", desk.MailsTo(Firm)[^1].Subject, StringComparison.Ordinal);
        Assert.Contains("Constater le rejet implicite", desk.TasksOf(Community)[^1].Title, StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Scenario_1_a_wrong_or_absent_signature_is_refused_and_leaves_nothing_but_a_counter()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:01");
        var body = await TallyBodyAsync();
        using var forged = await desk.PostFormAsync("tally", body, "another-secret");
        using var unsigned = await desk.Browser.PostAsync("/webhooks/forms/tally", new ByteArrayContent(body));
        await desk.WorkAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (forged.StatusCode, unsigned.StatusCode));
        Assert.Empty(await desk.Files());
        Assert.Equal(0, await desk.Deliveries());
        Assert.Equal(2, (await desk.Refused()).Values.Sum());
        Assert.Empty(desk.MailsTo(Firm));
    }

    /// <summary>The firm of sample 01 in front of the Tally form.</summary>
    private static async Task<byte[]> TallyBodyAsync()
    {
        var folder = WorkspaceFolder.Find();
        var mapping = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Forms, "tally.json")))!.AsObject();
        var file = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Samples, "01-existant-sans-travaux.json")))!.AsObject();
        return TallyForm.FillIn(mapping, file, "response-01", new DateTimeOffset(2026, 11, 30, 9, 1, 0, TimeSpan.FromHours(1)));
    }

    private static async Task<(long Id, bool Duplicate)> ReceiptAsync(HttpResponseMessage answer)
    {
        var receipt = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return ((long)receipt["id"]!, (bool)receipt["duplicate"]!);
    }
}
