using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Stores;
using Integrations.Tests.FunctionsHost;
using Integrations.Tests.Shared;
using Npgsql;

namespace Integrations.EndToEnd.Functions;

/// <summary>The real handler as a process, under a double of the host that does what the real one was seen to do.</summary>
[Collection(AfterAllOthers.Name)]
public sealed class FunctionsHostTests(SharedServices services)
{
    private const string Answer = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    [Fact]
    public async Task A_webhook_that_comes_through_the_proxy_becomes_a_file_on_its_way_by_hints_alone()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        foreach (var delivery in FunctionsDesk.Deliveries)
        {
            using var answer = await delivery.PostAsync(client);
            Assert.Equal((delivery.Name, HttpStatusCode.Accepted), (delivery.Name, answer.StatusCode));
        }

        await FunctionsDesk.UntilAsync(host, desk.IsSettledAsync);

        await desk.AssertNothingLostAsync();
        Assert.NotEmpty((await desk.Store.ListCommandsAsync(OutboxState.Delivered, null, PageRequest.First)).Items);
        Assert.All(host.Judged, judged => Assert.Equal(Verdict.Success, judged.Verdict));
        Assert.Equal(Verdict.Success, await host.FireAsync("tick"));
        Assert.Equal(Verdict.Success, await host.FireAsync("daily"));
    }

    [Fact]
    public async Task A_trigger_that_somebody_outside_forges_finds_no_such_address()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        foreach (var path in new[] { "work", "tick", "daily", "work/", "./work" })
        {
            using var request = Invocations.Request(new Uri(host.Address, path), """{"Data":{"item":"\"bonjour\""},"Metadata":{}}""");
            // A caller may ask a proxy to take off headers for the next hop; this one does not obey.
            request.Headers.TryAddWithoutValidation("Connection", "X-Forwarded-Host");
            using var answer = await client.SendAsync(request);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }

        Assert.Empty((await desk.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items);
    }

    [Fact]
    public async Task The_probe_of_the_host_is_answered_at_once_and_a_person_at_the_same_address_gets_the_desk()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync(null, ("ASPNETCORE_ENVIRONMENT", "Development"));
        var handler = await host.Handler.WhenReadyAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        Assert.Equal("ok", await client.GetStringAsync(handler));
        using var person = await client.GetAsync(host.Address);
        Assert.Equal(HttpStatusCode.Redirect, person.StatusCode);
        // Where to, is said in the words of the address that the person knows.
        Assert.DoesNotContain(handler.Port.ToString(CultureInfo.InvariantCulture), person.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorded_bytes_of_the_real_host_are_taken_and_answered_as_it_wants()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync();
        var handler = await host.Handler.WhenReadyAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        var recorded = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Data", "recordings.jsonl"));
        var bodies = recorded.Select(line => JsonNode.Parse(line)!).Where(request => (string?)request["rawTarget"] == "/QueueWork").Select(request => (string)request["body"]!).ToList();
        foreach (var body in bodies)
        {
            using var request = Invocations.Request(new Uri(handler, "work"), body);
            using var answer = await client.SendAsync(request);
            Assert.Equal((HttpStatusCode.OK, "application/json", Answer), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync()));
        }

        // None of them is a hint of ours: each is kept for a person, with the reason.
        var kept = (await desk.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items;
        Assert.Equal(bodies.Count, kept.Count);
        Assert.All(kept, message => Assert.Equal("queue.unreadable", message.ReasonCode));

        foreach (var broken in new[] { "", "null", "{", "[]" })
        {
            using var request = Invocations.Request(new Uri(handler, "work"), broken);
            using var answer = await client.SendAsync(request);
            Assert.Equal((HttpStatusCode.InternalServerError, Answer), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task A_handler_that_is_killed_while_it_works_loses_nothing()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        // The third death within half an hour would stop the host.
        foreach (var pair in FunctionsDesk.Deliveries.Chunk(2))
        {
            foreach (var delivery in pair)
            {
                // A sender whose delivery is not acknowledged sends it again.
                await FunctionsDesk.UntilAsync(host, async () => (await delivery.PostAsync(client)).StatusCode == HttpStatusCode.Accepted);
            }

            host.Handler.Kill();
        }

        // What was only in the memory of the killed process is found by the tick when it has been due for a minute.
        await FunctionsDesk.UntilAsync(host, async () => await host.FireAsync("tick") == Verdict.Success && await desk.IsSettledAsync(), seconds: 200);

        await desk.AssertNothingLostAsync();
        Assert.Equal([137, 137], host.Handler.ExitCodes);
    }

    [Fact]
    public async Task Work_that_hangs_is_answered_before_the_host_kills_and_ends_among_the_dead_letters()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync(SharedServices.Built with { MaxDequeueCount = 2 }, ("Functions__Deadline", "00:00:02"));
        await host.Handler.WhenReadyAsync(TestContext.Current.CancellationToken);
        var message = new NewInboxMessage(new DedupeKey("test", "stuck"), "nobody-handles-this", "{}"u8.ToArray()) { ReceivedAt = DateTimeOffset.UtcNow };
        await desk.Store.CommitAsync(new UnitOfWork { Messages = [message] });

        // Somebody holds the row: whoever wants to write what became of it waits and waits.
        await using (var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionTo(desk.Database) + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("SELECT id FROM inbox FOR UPDATE", connection, transaction);
            Assert.Equal(1L, await hold.ExecuteScalarAsync());
            await desk.Queues.Work.CreateIfNotExistsAsync();
            await desk.Queues.Work.SendMessageAsync(HintText.Encode(new WorkHint.Message(1)));
            await FunctionsDesk.UntilAsync(host, async () => await desk.Queues.Poison.ExistsAsync() && (await desk.Queues.Poison.PeekMessagesAsync(1)).Value.Length == 1);
            Assert.Equal([Verdict.Failure, Verdict.Failure], host.Judged.Select(judged => judged.Verdict));
            Assert.Empty(host.Handler.ExitCodes);
            host.Handler.Kill();
            await FunctionsDesk.UntilAsync(host, () => Task.FromResult(host.Handler.ExitCodes.Count == 1));
        }

        await FunctionsDesk.UntilAsync(host, async () =>
            await host.FireAsync("tick") == Verdict.Success && (await desk.Store.GetMessageAsync(1))!.State == InboxState.Dead);
        Assert.Equal("queue.poison", (await desk.Store.GetMessageAsync(1))!.ReasonCode);
    }

    [Fact]
    public async Task A_text_that_never_reaches_the_handler_comes_back_from_the_poison_queue_and_is_kept()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync(SharedServices.Built with { MaxDequeueCount = 1 });
        await desk.Queues.Work.CreateIfNotExistsAsync();
        await desk.Queues.Work.SendMessageAsync("not Base64: é");

        await FunctionsDesk.UntilAsync(host, async () =>
            await host.FireAsync("tick") == Verdict.Success && (await desk.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items.Count == 1);

        var kept = Assert.Single((await desk.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items);
        Assert.Equal("not Base64: é", Encoding.UTF8.GetString(kept.Payload.Span));
    }

    [Fact]
    public async Task A_handler_that_is_told_to_end_asks_to_be_started_again_and_listens_only_where_it_was_told()
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync(null, ("Kestrel__Endpoints__Other__Url", "http://127.0.0.1:7172"), ("HTTP_PORTS", "7173"));
        await host.Handler.WhenReadyAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        foreach (var port in new[] { 7171, 7172, 7173 })
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"))));

        host.Handler.Terminate();
        await FunctionsDesk.UntilAsync(host, () => Task.FromResult(host.Handler.Starts == 2));
        await host.Handler.WhenReadyAsync(TestContext.Current.CancellationToken);
        Assert.True(host.Handler.ExitCodes is [200], $"{string.Join(", ", host.Handler.ExitCodes)} {host.Handler.Output}");
    }

    [Theory]
    [InlineData("Queues__Provider", "InProcess", "functions.queue")]
    [InlineData("Storage__Provider", "Sqlite", "functions.store")]
    public async Task A_handler_with_what_processes_cannot_share_refuses_to_start_and_never_with_0(string setting, string value, string code)
    {
        await using var desk = await services.TakeAsync();
        var host = await desk.StartAsync(null, (setting, value));

        await FunctionsDesk.UntilAsync(host, () => Task.FromResult(host.Handler.IsGivenUp));

        Assert.Equal([1, 1, 1], host.Handler.ExitCodes);
        Assert.Contains(code, host.Handler.Output, StringComparison.Ordinal);
    }
}
