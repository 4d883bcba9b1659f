using System.Net;
using System.Text.Json.Nodes;
using Integrations.EndToEnd.Intake;
using Integrations.Host.Portal.Store;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.FunctionsHost;
using Integrations.Tests.Shared;

namespace Integrations.EndToEnd.Functions;

/// <summary>A process that starts before its database does, with a real one that is stopped and started.</summary>
[Collection(AfterAllOthers.Name)]
public sealed class LateStoreTests(SharedServices services)
{
    /// <summary>A hint of a message, as it stands in the queue.</summary>
    private static readonly string Hint = Convert.ToBase64String("""{"m":1}"""u8);

    [Fact]
    public async Task A_handler_that_starts_without_its_database_waits_for_it_and_refuses_nothing_for_good()
    {
        await using var desk = await services.TakeAsync();
        using var server = PostgresServer.StartOwn();
        var connection = server.ConnectionTo(server.CreateDatabase());
        server.Stop("fast");
        var host = await desk.StartAsync(null, ("Storage__ConnectionString", connection));
        using var client = new HttpClient { BaseAddress = host.Address };
        var delivery = FunctionsDesk.Deliveries[0];

        Assert.Equal("ok", await client.GetStringAsync("/health/live"));
        await FunctionsDesk.UntilAsync(host, async () => await ReadyAsync(client) == (HttpStatusCode.ServiceUnavailable, "health.store"));
        using (var refused = await delivery.PostAsync(client))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "service.starting"), (refused.StatusCode, await CodeOf(refused)));
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
        }

        using (var browser = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", "text/html" } } })
        using (var page = await client.SendAsync(browser))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
            Assert.Contains("Le guichet démarre", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // A timer fires again by itself. A hint is not failed, since the fifth failure is poison: it goes back to the queue.
        Assert.Equal(Verdict.Failure, await host.FireAsync("tick"));
        await desk.Queues.Work.CreateIfNotExistsAsync();
        await desk.Queues.Work.SendMessageAsync(Hint);
        await FunctionsDesk.UntilAsync(host, () => Task.FromResult(host.Judged.Contains((Hint, Verdict.Success))));
        await FunctionsDesk.UntilAsync(host, async () => (await desk.Queues.Work.GetPropertiesAsync()).Value.ApproximateMessagesCount == 1);

        server.Start();
        await FunctionsDesk.UntilAsync(host, async () => await ReadyAsync(client) == (HttpStatusCode.OK, null));
        using (var accepted = await delivery.PostAsync(client)) Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await using var store = PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = connection });
        await FunctionsDesk.UntilAsync(host, async () => (await store.QueryDocumentsAsync(new DocumentQuery(PortalProjections.Files), PageRequest.First)).Items.Count == 1);
        Assert.Empty(host.Handler.ExitCodes);
        Assert.DoesNotContain("Username", host.Handler.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_service_that_the_database_does_not_let_in_says_so_and_ends()
    {
        await using var desk = await services.TakeAsync();
        using var server = PostgresServer.StartOwn();
        var database = server.CreateDatabase();
        server.Execute("postgres", "CREATE ROLE locked LOGIN PASSWORD 'the-right-one'");
        server.Execute("postgres", "DO $$ BEGIN EXECUTE format('COPY (SELECT unnest(ARRAY[''host all locked all scram-sha-256'', ''host all postgres all trust''])) TO %L', current_setting('hba_file')); END $$");
        server.Execute("postgres", "SELECT pg_reload_conf()");

        // The server reads the file a moment later.
        await FunctionsDesk.UntilAsync(() => IsLockedOut(server, database));
        var wrong = await desk.RunAsync(("Storage__ConnectionString", server.ConnectionTo(database, "locked") + ";Password=a-wrong-one"));
        var missing = await desk.RunAsync(("Storage__ConnectionString", server.ConnectionTo("nowhere")));

        Assert.Equal((1, true), (wrong.Code, wrong.Output.Contains("28P01", StringComparison.Ordinal)));
        Assert.DoesNotContain("a-wrong-one", wrong.Output, StringComparison.Ordinal);
        Assert.Equal((1, true), (missing.Code, missing.Output.Contains("3D000", StringComparison.Ordinal)));
    }

    private static bool IsLockedOut(PostgresServer server, string database)
    {
        try
        {
            using var connection = new Npgsql.NpgsqlConnection(server.ConnectionTo(database, "locked") + ";Pooling=false");
            connection.Open();
            return false;
        }
        catch (Npgsql.NpgsqlException)
        {
            return true;
        }
    }

    private static async Task<(HttpStatusCode Status, string? Code)> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready");
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : await CodeOf(answer));
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
}
