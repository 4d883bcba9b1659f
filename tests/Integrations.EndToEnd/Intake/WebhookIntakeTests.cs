using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.Api;
using Integrations.Host.Desk;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Settings;
using Integrations.Runtime.Inbox;
using Microsoft.Data.Sqlite;

namespace Integrations.EndToEnd.Intake;

/// <summary>What comes in from the outside, by the real host on a loopback port.</summary>
public sealed class WebhookIntakeTests
{
    private const string Secret = "test-secret-not-real-2026";

    [Fact]
    public async Task Every_recorded_delivery_is_taken_or_refused_as_its_index_says_and_a_repeated_one_is_one()
    {
        await using var desk = await RunningHost.StartAsync(Secret);
        foreach (var delivery in RecordedDelivery.All)
        {
            using var answer = await delivery.PostAsync(desk.Client);
            Assert.Equal((delivery.Name, delivery.ExpectValid == false ? HttpStatusCode.Unauthorized : HttpStatusCode.Accepted), (delivery.Name, answer.StatusCode));
            if (answer.StatusCode != HttpStatusCode.Accepted)
                continue;

            using var again = await delivery.PostAsync(desk.Client);
            var (first, second) = (await ReadAsync(answer), await ReadAsync(again));
            Assert.Equal((HttpStatusCode.Accepted, (long)first["id"]!, true), (again.StatusCode, (long)second["id"]!, (bool)second["duplicate"]!));
            Assert.False((bool)first["duplicate"]!);
        }

        await desk.SettleAsync();
        var kept = (await desk.Deliveries(InboxState.Done)).Concat(await desk.Deliveries(InboxState.Quarantined)).ToList();
        Assert.Equal(RecordedDelivery.All.Count(delivery => delivery.ExpectValid != false), kept.Count);
        Assert.Empty(await desk.Deliveries(InboxState.Dead));
    }

    [Fact]
    public async Task A_refused_delivery_leaves_nothing_but_a_counter()
    {
        await using var desk = await RunningHost.StartAsync(Secret);
        var refused = RecordedDelivery.All.Where(delivery => delivery.ExpectValid == false).ToList();
        foreach (var delivery in refused)
        {
            using var answer = await delivery.PostAsync(desk.Client);
            await IsProblem(answer, HttpStatusCode.Unauthorized, "webhook.signature");
        }

        foreach (var unsigned in RecordedDelivery.All.Where(delivery => delivery.ExpectValid is null))
        {
            using var answer = await unsigned.PostAsync(desk.Client, unsigned.Source);
            Assert.Equal((unsigned.Name, HttpStatusCode.Unauthorized), (unsigned.Name, answer.StatusCode));
            using var wrong = await unsigned.PostAsync(desk.Client, $"{unsigned.Source}/another-secret");
            Assert.Equal((unsigned.Name, HttpStatusCode.Unauthorized), (unsigned.Name, wrong.StatusCode));
        }

        foreach (var state in Enum.GetValues<InboxState>())
            Assert.Empty(await desk.Deliveries(state));
        Assert.Empty(await desk.Files());
        Assert.Equal(refused.Count + 4, (await desk.Runtime.Store.GetCountersAsync(FormWebhooks.RefusedCounter)).Values.Sum());
    }

    [Fact]
    public async Task Without_a_secret_every_form_is_closed()
    {
        await using var desk = await RunningHost.StartAsync(secret: null);
        foreach (var delivery in RecordedDelivery.All)
        {
            using var answer = await delivery.PostAsync(desk.Client);
            await IsProblem(answer, HttpStatusCode.Unauthorized, "webhook.signature");
        }
    }

    [Fact]
    public async Task A_delivery_beyond_one_mebibyte_and_a_form_that_nobody_knows_are_refused_with_what_to_do()
    {
        await using var desk = await RunningHost.StartAsync(Secret);
        using var large = await desk.Client.PostAsync("/webhooks/forms/tally", new ByteArrayContent(new byte[1024 * 1024 + 1]));
        await IsProblem(large, HttpStatusCode.RequestEntityTooLarge, "webhook.too_large");
        using var unknown = await desk.Client.PostAsync("/webhooks/forms/inconnu", new ByteArrayContent([1]));
        await IsProblem(unknown, HttpStatusCode.NotFound, "webhook.source");
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_database_file_for_another_connection_to_read()
    {
        await using var desk = await RunningHost.StartAsync(Secret);
        var delivery = RecordedDelivery.Named("tally-valid");
        using var answer = await delivery.PostAsync(desk.Client);
        var id = (long)(await ReadAsync(answer))["id"]!;

        await using var other = new SqliteConnection($"Data Source={desk.Database};Mode=ReadOnly;Pooling=False");
        await other.OpenAsync();
        await using var question = other.CreateCommand();
        question.CommandText = "SELECT payload FROM inbox WHERE id = $id AND kind = 'form'";
        question.Parameters.AddWithValue("$id", id);
        Assert.Equal(delivery.Body, Assert.IsType<byte[]>(await question.ExecuteScalarAsync()));
    }

    [Fact]
    public async Task A_form_that_cannot_be_used_waits_in_quarantine_with_its_reason_and_becomes_a_file_once_the_mapping_is_mended()
    {
        await using var desk = await RunningHost.StartAsync(Secret);
        using var answer = await RecordedDelivery.Named("jotform").PostAsync(desk.Client);
        await desk.SettleAsync();
        var kept = Assert.Single(await desk.Deliveries(InboxState.Quarantined));
        Assert.Contains("SIRET", kept.Reason, StringComparison.Ordinal);
        Assert.Empty(await desk.Files());

        // The administrator learns that this form is for firms that do not exist yet: its number was a slip.
        var mapping = Path.Combine(desk.Workflows, "forms", "jotform.json");
        var form = JsonNode.Parse(await File.ReadAllTextAsync(mapping))!;
        var fields = form["fields"]!.AsArray();
        fields.Remove(fields.Single(field => (string?)field!["to"] == "/firm/siret"));
        form["constants"]!.AsArray().Add(new JsonObject { ["to"] = "/firm/inCreation", ["value"] = true });
        await File.WriteAllTextAsync(mapping, form.ToJsonString());
        Assert.Empty(desk.Part<LiveWorkspace>().Reload());

        var replayed = await desk.Part<OperatorActs>()(new ReplayQuarantineAct(kept.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "Correspondance corrigée"), new Member("local:test", "Camille Référent", DeskRole.CaseWorker), CancellationToken.None);
        Assert.IsType<ActResult.Ok>(replayed);
        await desk.SettleAsync();
        Assert.Empty((await desk.Deliveries(InboxState.Quarantined)).Select(message => message.Reason));
        Assert.Single(await desk.Files());
    }

    [Fact]
    public async Task No_secret_no_signed_link_no_mail_address_and_no_content_of_a_form_reaches_the_log()
    {
        await using var desk = await RunningHost.StartAsync(Secret);
        foreach (var delivery in RecordedDelivery.All)
            using (await delivery.PostAsync(desk.Client))
            {
            }

        await desk.SettleAsync();
        var link = desk.Part<LinkFactory>().For(await new Host.Desk.Deliveries.FileReader(desk.Runtime.Store).ReadAsync((await desk.Files())[0], long.MaxValue, CancellationToken.None));
        using (var page = await desk.Client.GetAsync(link.Tracking.AbsolutePath))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using (var page = await desk.Client.GetAsync("/suivi/not-a-token"))
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);

        Assert.NotEmpty(desk.Log);
        var signatures = RecordedDelivery.All.SelectMany(delivery => delivery.Headers.Values).Select(value => value[(value.LastIndexOf('=', value.Length - 3) + 1)..]);
        string[] never = [Secret, link.Tracking.AbsolutePath.Split('/')[^1], "not-a-token", ".example", "12345121300011", "Hoarau", .. signatures];
        foreach (var line in desk.Log)
            Assert.DoesNotContain(never, secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await ReadAsync(answer);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.EndsWith(".", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount((string)problem["detail"]!) > ((string)problem["detail"]!).Length, "A French sentence has accents.");
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
