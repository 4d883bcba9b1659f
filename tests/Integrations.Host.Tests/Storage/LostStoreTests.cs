using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integrations.Guichet.Files;
using Integrations.Host.Access;
using Integrations.Host.CommandLine;
using Integrations.Host.Desk;
using Integrations.Host.Desk.Deliveries;
using Integrations.Host.Desk.Messages;
using Integrations.Host.Portal.Store;
using Integrations.Host.Settings;
using Integrations.Host.Tests.Access;
using Integrations.Host.Tests.ElsaApi;
using Integrations.Partners.Answers;
using Integrations.Partners.Forms;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Integrations.Host.Tests.Storage;

/// <summary>A service at work whose PostgreSQL goes away, cuts, hangs or does not get on: who brings something is told to come again, and nothing is lost or doubled.</summary>
public sealed partial class LostStoreTests : IAsyncLifetime
{
    private const string Secret = "test-secret-not-real-2026";

    /// <summary>Units that may wait in a process.</summary>
    private const int LargestQueue = 2048;

    private readonly PostgresServer server = PostgresServer.StartOwn();
    private string connection = "";
    private ServedDesk desk = null!;

    public async ValueTask InitializeAsync()
    {
        // Longer than the limit of a webhook, so that it is this limit that ends.
        connection = server.ConnectionTo(server.CreateDatabase()) + ";Command Timeout=90";
        desk = await ServedDesk.StartAsync(
            "Development", [$"Webhooks:Generic={Secret}"], services => services.AddSingleton<IWorkflowStore>(PostgresWorkflowStore.In(new PostgresSettings { ConnectionString = connection })));
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        server.Dispose();
    }

    [Fact]
    public async Task While_the_database_is_down_forms_answers_and_acts_are_sent_away_with_what_was_typed_and_taken_when_it_is_back()
    {
        using var sender = desk.Visit();
        using var partner = desk.Visit();
        using var agent = await desk.VisitAsync(DeskRole.Administrator);
        Assert.Equal(HttpStatusCode.Accepted, (await DeliverAsync(sender, "1")).StatusCode);
        var file = await FileWithTaskAsync();
        var answering = new LinkFactory(new LinkTokens(LinkKeys.FromConfiguration(Links)), new Uri($"https://{ServedDesk.Site}/")).For(file).Answer(file.Tasks[0]).Address;
        var acting = $"/dossiers/{file.Number}/actes/courrier";
        var answer = new Dictionary<string, string>
        {
            ["garde"] = LocalSignIn.GuardOf(await partner.GetStringAsync(answering)),
            ["choix"] = "Unfavourable",
            ["commentaire"] = "L'accès <est> trop étroit.",
            ["nom"] = "Capitaine Roux",
        };
        var letter = new Dictionary<string, string> { ["garde"] = LocalSignIn.GuardOf(await agent.GetStringAsync(acting)), ["objet"] = "Votre dossier", ["texte"] = "Bonjour" };

        server.Stop("immediate");
        using (var refused = await DeliverAsync(sender, "2"))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "service.store"), (refused.StatusCode, await ServedDesk.CodeOf(refused)));
            Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
        }

        Dictionary<string, string> again;
        using (var refused = await SendAsync(partner, answering.AbsolutePath, answer))
        {
            again = await AssertKeptAsync(refused, answer);
        }

        using (var refused = await SendAsync(agent, acting, letter)) await AssertKeptAsync(refused, letter);
        using (var page = await agent.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/dossiers") { Headers = { { "Accept", "text/html" } } }))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains("http-equiv=\"refresh\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        server.Start();
        Assert.Equal(HttpStatusCode.Accepted, await InsistAsync(() => DeliverAsync(sender, "2")));
        Assert.Equal(HttpStatusCode.Found, await InsistAsync(() => SendAsync(partner, answering.AbsolutePath, again)));
        Assert.Contains(
            await MessagesAsync(AnswerReceived.MessageKind), message => JsonSerializer.Deserialize<AnswerReceived>(message.Payload.Span)!.Comment == answer["commentaire"]);
    }

    [Fact]
    public async Task A_form_whose_commit_is_lost_is_sent_away_and_known_or_taken_when_it_comes_again()
    {
        using var sender = desk.Visit();
        Task<HttpResponseMessage> delivering;
        await using (await HoldInboxAsync())
        {
            delivering = DeliverAsync(sender, "1");
            // Twice at least: a message that was lost on a connection that may have died unused is sent once more.
            while (!delivering.IsCompleted)
            {
                server.Execute("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%inbox%' AND wait_event_type = 'Lock'");
                await Task.Delay(100);
            }
        }

        using (var refused = await delivering) Assert.Equal((HttpStatusCode.ServiceUnavailable, "service.store"), (refused.StatusCode, await ServedDesk.CodeOf(refused)));
        using (var accepted = await DeliverAsync(sender, "1")) Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Single(await MessagesAsync("form"));
    }

    [Fact]
    public async Task While_too_much_waits_to_be_written_nobody_adds_to_it()
    {
        using var sender = desk.Visit();
        List<Task<CommitResult>> waiting;
        await using (await HoldInboxAsync())
        {
            waiting = [.. Enumerable.Range(0, LargestQueue).Select(i => desk.Store.CommitAsync(
                new UnitOfWork { Messages = [new NewInboxMessage(new DedupeKey("test", $"{i}"), "test", "{}"u8.ToArray()) { ReceivedAt = DateTimeOffset.UtcNow }] }))];
            using var refused = await DeliverAsync(sender, "1");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "service.busy"), (refused.StatusCode, await ServedDesk.CodeOf(refused)));
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        }

        Assert.All(await Task.WhenAll(waiting), result => Assert.IsType<CommitResult.Committed>(result));
        using var accepted = await DeliverAsync(sender, "1");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
    }

    [Fact]
    public async Task A_form_that_the_database_does_not_write_in_time_is_sent_away_in_time_and_known_when_it_comes_again()
    {
        using var sender = desk.Visit();
        await using (await HoldInboxAsync())
        {
            using var refused = await DeliverAsync(sender, "1");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "webhook.too_slow"), (refused.StatusCode, await ServedDesk.CodeOf(refused)));
            Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
        }

        await Eventually.TrueAsync(async () => (await MessagesAsync("form")).Count == 1);
        using var known = await DeliverAsync(sender, "1");
        Assert.Equal(HttpStatusCode.Accepted, known.StatusCode);
        Assert.True((bool)JsonNode.Parse(await known.Content.ReadAsStringAsync())!["duplicate"]!);
    }

    private static IConfiguration Links => new ConfigurationBuilder().AddInMemoryCollection([new("Links:Key", "key-of-the-links-in-tests-000000000001")]).Build();

    /// <summary>The page says in French to try again, and when, and holds what was typed.</summary>
    /// <returns>What its button sends.</returns>
    private static async Task<Dictionary<string, string>> AssertKeptAsync(HttpResponseMessage refused, Dictionary<string, string> typed)
    {
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("Ce que vous avez écrit reste dans cette page", page, StringComparison.Ordinal);
        Assert.Contains(">Réessayer</button>", page, StringComparison.Ordinal);
        var kept = HiddenField().Matches(page).ToDictionary(field => WebUtility.HtmlDecode(field.Groups["name"].Value), field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        Assert.Equal(typed.OrderBy(field => field.Key), kept.OrderBy(field => field.Key));
        return kept;
    }

    /// <summary>As senders do: connections that died with the database are found dead one by one.</summary>
    private static async Task<HttpStatusCode> InsistAsync(Func<Task<HttpResponseMessage>> send)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await send();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == 20) return answer.StatusCode;
            await Task.Delay(200);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string path, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form), Headers = { { "Accept", "text/html" } } };
        return await browser.SendAsync(request);
    }

    private async Task<HttpResponseMessage> DeliverAsync(HttpClient client, string key)
    {
        var workspace = WorkspaceFolder.Find();
        var sample = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(workspace.Samples, "03-pc-neuf-sans-icpe.json")))!.AsObject();
        sample.Remove("id");
        sample["source"]!["externalId"] = key;
        var body = JsonSerializer.SerializeToUtf8Bytes(sample);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/forms/generic") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in WebhookSigner.Sign(FormCatalog.Load(workspace.Forms).Find("generic")!.Signature, Secret, body, desk.Wall.GetUtcNow()).Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    private async Task<InstallationFile> FileWithTaskAsync()
    {
        InstallationFile? found = null;
        await Eventually.TrueAsync(async () =>
        {
            var cards = (await desk.Store.QueryDocumentsAsync(new DocumentQuery(PortalProjections.Files), PageRequest.First)).Items;
            found = cards.Count == 0 ? null : await new FileReader(desk.Store).ReadAsync(cards[0].Id, long.MaxValue, CancellationToken.None);
            return found is { Tasks.Count: > 0 };
        });
        return found!;
    }

    private async Task<List<InboxMessage>> MessagesAsync(string kind)
    {
        List<InboxMessage> messages = [];
        foreach (var state in Enum.GetValues<InboxState>())
            messages.AddRange((await desk.Store.ListMessagesAsync(state, new PageRequest(0, 10_000))).Items.Where(message => message.Kind == kind));
        return messages;
    }

    /// <summary>Nobody writes a message until it is disposed.</summary>
    private async Task<NpgsqlConnection> HoldInboxAsync()
    {
        var other = new NpgsqlConnection(connection + ";Pooling=false");
        await other.OpenAsync();
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE inbox IN EXCLUSIVE MODE", other);
        await hold.ExecuteNonQueryAsync();
        return other;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex HiddenField();
}
