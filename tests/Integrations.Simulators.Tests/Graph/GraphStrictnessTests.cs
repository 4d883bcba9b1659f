using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Integrations.Simulators.Tests.Graph;

/// <summary>What the real Graph refuses, the simulator refuses.</summary>
public sealed class GraphStrictnessTests
{
    private const string User = "v1.0/users/prevision@sdis74.example";
    private const string Lists = User + "/todo/lists";
    private const string Messages = User + "/messages";
    private const string DefaultTasks = Lists + "/{list}/tasks";

    [Theory]
    [InlineData(Lists, "{}", 400, "BadRequest")]
    [InlineData(Lists, """{"displayName":"x","colour":"red"}""", 400, "BadRequest")]
    [InlineData(Lists, "{", 400, "BadRequest")]
    [InlineData(DefaultTasks, """{"importance":"high"}""", 400, "BadRequest")]
    [InlineData(DefaultTasks, """{"title":"x","importance":"urgent"}""", 400, "BadRequest")]
    [InlineData(DefaultTasks, """{"title":"x","dueDateTime":"2027-02-15"}""", 400, "BadRequest")]
    [InlineData(DefaultTasks, """{"title":"x","dueDateTime":{"dateTime":"2027-02-15T00:00:00"}}""", 400, "BadRequest")]
    [InlineData(DefaultTasks, """{"title":"x","dueDateTime":{"dateTime":"le 15","timeZone":"UTC"}}""", 400, "BadRequest")]
    [InlineData(DefaultTasks, """{"title":"x","dueDateTime":{"dateTime":"2027-02-15T00:00:00","timeZone":"Cluses"}}""", 400, "TimeZoneNotSupportedException")]
    [InlineData(DefaultTasks, """{"title":"x","linkedResources":[{"url":"https://x.example"}]}""", 400, "BadRequest")]
    [InlineData("v1.0/users/inconnu@example.org/todo/lists", """{"displayName":"x"}""", 404, "ErrorInvalidUser")]
    [InlineData("v1.0/users/inconnu@example.org/messages", """{"subject":"x"}""", 404, "ErrorInvalidUser")]
    [InlineData(Lists + "/none/tasks", """{"title":"x"}""", 404, "ErrorItemNotFound")]
    [InlineData(Messages, """{"subject":"x","html":"y"}""", 400, "BadRequest")]
    [InlineData(Messages, """{"toRecipients":[{"emailAddress":{"address":"pas une adresse"}}]}""", 400, "ErrorInvalidRecipients")]
    [InlineData(Messages, """{"internetMessageHeaders":[{"name":"Key","value":"1"}]}""", 400, "InvalidInternetMessageHeader")]
    [InlineData(Messages, """{"singleValueExtendedProperties":[{"id":"GuichetKey","value":"1"}]}""", 400, "ErrorInvalidPropertyRequest")]
    [InlineData(User + "/sendMail", """{"subject":"x"}""", 400, "BadRequest")]
    [InlineData(User + "/sendMail", """{"message":{"subject":"x"}}""", 400, "ErrorInvalidRecipients")]
    [InlineData(User + "/calendar", "{}", 400, "BadRequest")]
    public async Task A_wrong_request_is_refused_as_the_real_one_refuses_it(string path, string body, int status, string code)
    {
        await using var graph = await RunningGraph.StartAsync();

        using var answer = await graph.Http.PostAsync(await Filled(graph, path), new StringContent(body, Encoding.UTF8, "application/json"));

        var error = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!;
        Assert.Equal((status, code), ((int)answer.StatusCode, (string?)error["code"]));
        Assert.False(string.IsNullOrEmpty((string?)error["message"]));
        Assert.False(string.IsNullOrEmpty((string?)error["innerError"]!["request-id"]));
    }

    [Theory]
    [InlineData(Messages + "?$filter=subject like 'x'")]
    [InlineData(Messages + "?$filter=singleValueExtendedProperties/any(ep:ep/id eq 'GuichetKey' and ep/value eq '1')")]
    [InlineData(Messages + "?$top=0")]
    [InlineData(Lists + "/{list}/tasks?$filter=linkedResources/any(l:l/colour eq 'red')")]
    [InlineData(Lists + "/{list}/tasks?$expand=owner")]
    public async Task A_wrong_query_is_refused_not_ignored(string path)
    {
        await using var graph = await RunningGraph.StartAsync();

        using var answer = await graph.Http.GetAsync(await Filled(graph, path));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_without_a_content_type_is_refused()
    {
        await using var graph = await RunningGraph.StartAsync();
        var content = new ByteArrayContent("""{"displayName":"x"}"""u8.ToArray());

        using var answer = await graph.Http.PostAsync(Lists, content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task A_change_of_an_item_that_changed_meanwhile_is_refused()
    {
        await using var graph = await RunningGraph.StartAsync();
        var tasks = await Filled(graph, DefaultTasks);
        using var created = await graph.Http.PostAsJsonAsync(tasks, new { title = "x" });
        var task = (await created.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.Equal(HttpStatusCode.OK, await Change(graph, $"{tasks}/{task["id"]}", (string)task["@odata.etag"]!));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Change(graph, $"{tasks}/{task["id"]}", (string)task["@odata.etag"]!));
    }

    [Fact]
    public async Task A_page_of_a_collection_leads_to_the_next()
    {
        await using var graph = await RunningGraph.StartAsync();
        for (var i = 0; i < 13; i++)
            (await graph.Http.PostAsJsonAsync(Messages, new { subject = $"n{i}" })).Dispose();

        var first = (await graph.Http.GetFromJsonAsync<JsonObject>($"{Messages}?$filter=isDraft eq true"))!;
        var second = (await graph.Http.GetFromJsonAsync<JsonObject>((string)first["@odata.nextLink"]!))!;

        Assert.Equal((10, 3), (first["value"]!.AsArray().Count, second["value"]!.AsArray().Count));
        Assert.EndsWith("/v1.0/$metadata#users('prevision@sdis74.example')/messages", (string)first["@odata.context"]!, StringComparison.Ordinal);
        Assert.Null(second["@odata.nextLink"]);
    }

    [Fact]
    public async Task A_sent_message_has_another_id_unless_immutable_ids_were_asked_for()
    {
        await using var graph = await RunningGraph.StartAsync();
        var draft = new { subject = "x", toRecipients = new[] { new { emailAddress = new { address = "a@example.org" } } } };
        using var created = await graph.Http.PostAsJsonAsync(Messages, draft);
        var id = (string)(await created.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;

        using var sent = await graph.Http.PostAsync($"{Messages}/{id}/send", null);
        using var again = await graph.Http.PostAsync($"{Messages}/{id}/send", null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound), (sent.StatusCode, again.StatusCode));
        Assert.Single(graph.Simulator.Inspection.Inbox("a@example.org"));
    }

    [Fact]
    public async Task Faults_can_be_ordered_from_another_process()
    {
        await using var graph = await RunningGraph.StartAsync();
        (await graph.Http.PostAsJsonAsync("_control", new { throttle = new { count = 1, retryAfterSeconds = 9 } })).Dispose();

        using var throttled = await graph.Http.GetAsync(Lists);
        using var served = await graph.Http.GetAsync(Lists);

        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(9), throttled.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    private static async Task<string> Filled(RunningGraph graph, string path)
    {
        if (!path.Contains("{list}", StringComparison.Ordinal))
            return path;
        var lists = await graph.Http.GetFromJsonAsync<JsonObject>(Lists);
        return path.Replace("{list}", (string)lists!["value"]![0]!["id"]!, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Change(RunningGraph graph, string path, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(new { title = "y" }) };
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        using var answer = await graph.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
