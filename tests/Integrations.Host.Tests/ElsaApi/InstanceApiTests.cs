using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Submissions;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class InstanceApiTests
{
    [Fact]
    public async Task The_list_is_filtered_sorted_and_paged()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await api.PostAsync("workflow-definitions", Drawn.Faulting());
        await RunAsync(api, "waiting", "w1", name: "bêta", correlationId: "file-7");
        await RunAsync(api, "faulting", "f1", name: "alpha");
        await RunAsync(api, "waiting", "w2");

        async Task<string[]> Ids(string filter)
        {
            var page = await api.PostAsync("workflow-instances", JsonNode.Parse(filter)!);
            return [.. page!["items"]!.AsArray().Select(item => (string)item!["id"]!)];
        }

        Assert.Equal(["w2", "f1", "w1"], await Ids("""{"page":0,"pageSize":10,"searchTerm":"","definitionId":null,"definitionIds":[],"correlationId":null,"version":null,"hasIncidents":null,"isSystem":false,"status":null,"statuses":[],"subStatus":null,"subStatuses":[],"orderBy":null,"orderDirection":"Descending","timestampFilters":[]}"""));
        Assert.Equal(["f1"], await Ids("""{"page":1,"pageSize":1}"""));
        Assert.Equal(["f1"], await Ids("""{"status":"Finished"}"""));
        Assert.Equal(["w2", "w1"], await Ids("""{"statuses":["Running"],"subStatuses":["Suspended","Interrupted"]}"""));
        Assert.Empty(await Ids("""{"subStatuses":["Interrupted"]}"""));
        Assert.Equal(["f1"], await Ids("""{"hasIncidents":true}"""));
        Assert.Equal(["w1"], await Ids("""{"searchTerm":"FILE-7"}"""));
        Assert.Equal(["f1"], await Ids("""{"searchTerm":"alph"}"""));
        Assert.Equal(["w2", "w1"], await Ids("""{"definitionIds":["waiting"]}"""));
        Assert.Empty(await Ids("""{"version":2}"""));
        Assert.Equal(["f1", "w1"], (await Ids("""{"orderBy":"Name"}"""))[^2..]);
        Assert.Equal("f1", (await Ids("""{"orderBy":"Finished","orderDirection":"Ascending"}"""))[0]);
        Assert.Equal(["w2", "f1", "w1"], await Ids("""{"orderBy":"LastExecuted","orderDirection":"Descending"}"""));
        Assert.Empty(await Ids("""{"timestampFilters":[{"column":"CreatedAt","operator":"LessThan","timestamp":"2020-01-01T00:00:00Z"}]}"""));
        Assert.Equal(3, (await Ids("""{"timestampFilters":[{"column":"CreatedAt","operator":"GreaterThan","timestamp":"2020-01-01T00:00:00Z"},{"column":"UpdatedAt","operator":"IsNot","timestamp":"2020-01-01T00:00:00Z"}]}""")).Length);
        var page = await api.GetAsync("workflow-instances?page=0&pageSize=2");
        Assert.Equal((2, 3), (page["items"]!.AsArray().Count, (int)page["totalCount"]!));
        Assert.Equal(1, (int)page["items"]![0]!["version"]!);
    }

    [Theory]
    [InlineData("""{"status":"Bogus"}""", "status")]
    [InlineData("""{"orderBy":"Bogus"}""", "orderBy")]
    [InlineData("""{"timestampFilters":[{"column":"Bogus","operator":"GreaterThan","timestamp":"2026-01-01T00:00:00Z"}]}""", "generalErrors")]
    [InlineData("""{"timestampFilters":[{"column":"CreatedAt","operator":"Near","timestamp":"2026-01-01T00:00:00Z"}]}""", "generalErrors")]
    [InlineData("""{"page":"first"}""", "page")]
    public async Task A_filter_that_cannot_be_read_is_refused_in_words(string filter, string member)
    {
        await using var api = await ServedStudioApi.StartAsync();

        var refusal = await api.PostAsync("workflow-instances", JsonNode.Parse(filter)!, HttpStatusCode.BadRequest);

        Assert.NotNull(refusal!["errors"]![member]);
    }

    [Fact]
    public async Task An_instance_shows_its_variables_and_where_it_stands()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await RunAsync(api, "waiting", "i1", input: new JsonObject { ["In1"] = "z" });

        var instance = await api.GetAsync("workflow-instances/i1");
        var state = instance["workflowState"]!;

        Assert.Equal(("waiting.1", 1, "Suspended"), ((string?)instance["definitionVersionId"], (int)instance["version"]!, (string?)instance["subStatus"]));
        Assert.Equal("""{"In1":"z"}""", state["input"]!.ToJsonString());
        var contexts = state["activityExecutionContexts"]!.AsArray();
        Assert.Equal(["Workflow1:fc:ev", "Workflow1:fc", "Workflow1"], contexts.Select(context => (string?)context!["scheduledActivityNodeId"]));
        Assert.Equal((string?)contexts[1]!["id"], (string?)contexts[0]!["parentContextId"]);
        Assert.Equal("""{"Variables":{"v1":"Alice"}}""", contexts[2]!["properties"]!.ToJsonString());
        Assert.Equal((string?)contexts[0]!["id"], (string?)state["bookmarks"]![0]!["activityInstanceId"]);
        var polled = await api.GetAsync("workflow-instances/i1/execution-state");
        Assert.Equal(("Running", "Suspended"), ((string?)polled["status"], (string?)polled["subStatus"]));
        Assert.Equal((string?)instance["updatedAt"], (string?)polled["updatedAt"]);
    }

    [Fact]
    public async Task Variables_of_an_instance_that_waits_can_be_set()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await RunAsync(api, "waiting", "i1");

        var set = await api.PostAsync("workflow-instances/i1/variables", JsonNode.Parse("""{"variables":[{"id":"v1","value":"Bob"},{"id":"nope","value":1}]}""")!);
        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"workflowInstanceId":"i1","workflowExecutionMode":"Synchronous"}""")!);
        var lines = (await api.GetAsync("workflow-instances/i1/journal"))["items"]!.AsArray();
        var late = await api.PostAsync("workflow-instances/i1/variables", JsonNode.Parse("""{"variables":[{"id":"v1","value":"Eve"}]}""")!, HttpStatusCode.BadRequest);

        Assert.Equal("""{"items":[{"id":"v1","name":"Nom","value":"Bob"}],"count":1}""", set!.ToJsonString());
        Assert.Equal("Nom (ada)", (string?)Assert.Single(lines, line => (string?)line!["eventName"] == "VariablesSet")!["message"]);
        Assert.Contains(lines, line => line!["activityState"]?["Text"]?.ToString() == "Bob");
        Assert.Contains("i1", (string)late!["errors"]!["generalErrors"]![0]!, StringComparison.Ordinal);
        Assert.Equal("""{"items":[],"count":0}""", (await api.GetAsync("workflow-instances/nope/variables")).ToJsonString());
    }

    [Fact]
    public async Task The_journal_is_read_in_order_and_by_what_the_viewer_shows()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await RunAsync(api, "waiting", "i1");

        async Task<JsonNode> Journal(string filter, string page = "skip=0&take=112") =>
            (await api.PostAsync("workflow-instances/i1/journal?" + page, JsonNode.Parse($$"""{"filter":{{filter}}}""")!))!;

        var shown = await Journal("""{"activityIds":null,"activityNodeIds":["Workflow1:fc:a","Workflow1:fc:ev"],"excludedActivityTypes":["Elsa.Workflow","Elsa.Flowchart"],"eventNames":null}""");
        var lines = shown["items"]!.AsArray();
        Assert.Equal([("a", "Started"), ("a", "Completed"), ("ev", "Started"), ("ev", "Suspended")], lines.Select(line => ((string)line!["activityId"]!, (string)line["eventName"]!)));
        Assert.Equal(lines.Select(line => (int)line!["sequence"]!).Order(), lines.Select(line => (int)line!["sequence"]!));
        Assert.Equal("Workflow1:fc:a", (string?)lines[0]!["nodeId"]);
        Assert.Equal("""{"Text":"hi"}""", lines[0]!["activityState"]!.ToJsonString());
        var flowchart = (await Journal("""{"activityIds":["fc"]}"""))["items"]![0]!;
        Assert.Equal((string?)flowchart["activityInstanceId"], (string?)lines[0]!["parentActivityInstanceId"]);
        Assert.Equal(["Suspended"], (await Journal("""{"eventNames":["Suspended"]}"""))["items"]!.AsArray().Select(line => (string?)line!["eventName"]));
        var second = await Journal("{}", "skip=1&take=1");
        Assert.Equal((6, "fc"), ((int)second["totalCount"]!, (string?)Assert.Single(second["items"]!.AsArray())!["activityId"]));
        Assert.Equal(0, (int)(await api.GetAsync("workflow-instances/nope/journal"))["totalCount"]!);
    }

    [Fact]
    public async Task Cancelling_ends_what_runs_and_does_nothing_twice()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        foreach (var id in new[] { "i1", "i2", "i3" }) await RunAsync(api, "waiting", id);

        Assert.Null(await api.PostAsync("cancel/workflow-instances/i1", new JsonObject()));
        await api.PostAsync("cancel/workflow-instances/i1", new JsonObject());
        await api.PostAsync("cancel/workflow-instances/nope", new JsonObject());

        Assert.Equal("Cancelled", (string?)(await api.GetAsync("workflow-instances/i1"))["subStatus"]);
        Assert.Equal("""{"cancelled":1}""", (await api.PostAsync("bulk-actions/cancel/workflow-instances", JsonNode.Parse("""{"ids":["i1","i2","nope"]}""")!))!.ToJsonString());
        Assert.Equal("""{"cancelled":0}""", (await api.PostAsync("bulk-actions/cancel/workflow-instances", new JsonObject()))!.ToJsonString());
        Assert.Equal("""{"cancelled":1}""", (await api.PostAsync("bulk-actions/cancel/workflow-instances", JsonNode.Parse("""{"definitionId":"waiting","versionOptions":"AllVersions"}""")!))!.ToJsonString());
    }

    [Fact]
    public async Task Deleting_takes_the_journal_along_and_cancels_first()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        foreach (var id in new[] { "i1", "i2" }) await RunAsync(api, "waiting", id);

        Assert.Equal(HttpStatusCode.NoContent, (await api.Client.DeleteAsync("workflow-instances/i1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.DeleteAsync("workflow-instances/i1")).StatusCode);
        var deleted = await api.PostAsync("bulk-actions/delete/workflow-instances/by-id", JsonNode.Parse("""{"ids":["i2","nope"]}""")!);

        Assert.Equal(1, (int)deleted!["deleted"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync("workflow-instances/i1")).StatusCode);
        Assert.Empty(await api.Runtime.Store.GetJournalAsync("i1"));
        Assert.Empty(await api.Runtime.Store.FindBookmarksAsync("Elsa.Event:Go", null));
    }

    [Fact]
    public async Task What_a_workflow_did_for_an_open_file_is_kept()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await RunAsync(api, "waiting", "i1", correlationId: "file-1");
        var session = new FileSession(InstallationFile.Empty, new FileSessionContext(DateTimeOffset.UnixEpoch, new Actor("entreprise"), "form", () => "e1"));
        Assert.Null(session.Receive("file-1", "IMP-2026-74-000001", new InstallationRequest()));
        var received = session.NewEvents.Single();
        await api.Runtime.CommitAsync(new UnitOfWork
        {
            Streams = [new StreamAppend("file-1", [new StoredEvent(1, received.Type, received.At, received.LegalDate, "entreprise", "form", FileJson.Write(received), received.PreviousHash, received.Hash)])],
        });

        using var refused = await api.Client.DeleteAsync("workflow-instances/i1");
        var bulk = await api.PostAsync("bulk-actions/delete/workflow-instances/by-id", JsonNode.Parse("""{"ids":["i1"]}""")!, HttpStatusCode.BadRequest);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("IMP-2026-74-000001", (string)bulk!["errors"]!["generalErrors"]![0]!, StringComparison.Ordinal);
        Assert.Equal("Suspended", (string?)(await api.GetAsync("workflow-instances/i1"))["subStatus"]);
    }

    [Fact]
    public async Task An_exported_instance_comes_back_as_history()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await RunAsync(api, "waiting", "i1", name: "Mon instance", correlationId: "c1");
        using var export = await api.Client.GetAsync("workflow-instances/i1/export?includeBookmarks=true");
        var before = (await api.GetAsync("workflow-instances/i1/journal"))["items"]!.AsArray();
        await api.Client.DeleteAsync("workflow-instances/i1");

        var file = await export.Content.ReadAsByteArrayAsync();
        var imported = await ImportAsync(api, "i1.json", file);
        var again = await ImportAsync(api, "i1.json", file);

        Assert.Equal("workflow-instance-i1.json", export.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal(["WorkflowState", "Bookmarks", "ActivityExecutionRecords", "WorkflowExecutionLogRecords"], JsonNode.Parse(file)!.AsObject().Select(member => member.Key));
        Assert.Equal((1, 0, 1), ((int)imported["imported"]!, (int)again["imported"]!, (int)again["alreadyHere"]!));
        var instance = await api.GetAsync("workflow-instances/i1");
        Assert.Equal(("Finished", "Cancelled", "Mon instance", "c1"), ((string?)instance["status"], (string?)instance["subStatus"], (string?)instance["name"], (string?)instance["correlationId"]));
        Assert.Equal("Alice", (string?)(await api.GetAsync("workflow-instances/i1/variables"))["items"]![0]!["value"]);
        var after = (await api.GetAsync("workflow-instances/i1/journal"))["items"]!.AsArray();
        Assert.Equal("Imported", (string?)after[^1]!["eventName"]);
        Assert.Equal(before.Select(line => line!.ToJsonString()), after.SkipLast(1).Select(line => line!.ToJsonString()));
        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"workflowInstanceId":"i1","workflowExecutionMode":"Synchronous"}""")!);
        Assert.Equal(after.Count, (int)(await api.GetAsync("workflow-instances/i1/journal"))["totalCount"]!);
    }

    [Fact]
    public async Task Several_instances_travel_as_one_archive_and_want_their_workflow()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Faulting());
        await RunAsync(api, "faulting", "f1");
        await RunAsync(api, "faulting", "f2");
        using var export = await api.Client.PostAsJsonAsync("bulk-actions/export/workflow-instances", JsonNode.Parse("""{"ids":["f1","f2","nope"],"includeBookmarks":true}"""));
        var zip = await export.Content.ReadAsByteArrayAsync();
        await api.PostAsync("bulk-actions/delete/workflow-instances/by-id", JsonNode.Parse("""{"ids":["f1","f2"]}""")!);

        var imported = await ImportAsync(api, "all.zip", zip);
        await using var elsewhere = await ServedStudioApi.StartAsync();
        var refusal = await ImportAsync(elsewhere, "all.zip", zip, HttpStatusCode.BadRequest);

        Assert.Equal(2, (int)imported["imported"]!);
        Assert.Equal(("Faulted", 1), ((string?)(await api.GetAsync("workflow-instances/f1"))["subStatus"], (int)(await api.GetAsync("workflow-instances/f1"))["incidentCount"]!));
        Assert.Contains("« faulting »", refusal.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    /// <summary>The form of an export of Elsa's server: objects carry marks, lists are wrapped.</summary>
    [Fact]
    public async Task A_file_of_an_elsa_server_can_be_imported()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        const string file =
            """
            {"WorkflowState":{"$id":"1","id":"theirs","definitionId":"waiting","definitionVersionId":"c779","definitionVersion":1,"status":"Running","subStatus":"Suspended",
              "incidents":{"$id":"5","$values":[]},
              "activityExecutionContexts":{"$id":"9","$values":[{"$id":"10","id":"e3","parentContextId":"e1","properties":{}},{"$id":"16","id":"e1","properties":{"Variables":{"$id":"17","v1":"Zoé","_type":"VariablesDictionary"}}}]},
              "input":{},"output":{},"createdAt":"2026-11-24T09:38:47.4190521+00:00","updatedAt":"2026-11-24T09:38:47.4323041+00:00"},
             "WorkflowExecutionLogRecords":[
              {"activityInstanceId":"e1","activityId":"Workflow1","activityType":"Elsa.Workflow","activityNodeId":"Workflow1","timestamp":"2026-11-24T09:38:47.4210873+00:00","sequence":0,"eventName":"Started","id":"l1"},
              {"activityInstanceId":"e3","activityId":"ev","activityType":"Elsa.Event","activityNodeId":"Workflow1:fc:ev","timestamp":"2026-11-24T09:38:47.429706+00:00","sequence":1,"eventName":"Started","id":"l2"}]}
            """;

        await ImportAsync(api, "theirs.json", Encoding.UTF8.GetBytes(file));

        Assert.Equal("Zoé", (string?)(await api.GetAsync("workflow-instances/theirs/variables"))["items"]![0]!["value"]);
        var executions = (await api.GetAsync("activity-executions/list?WorkflowInstanceId=theirs"))["items"]!.AsArray();
        Assert.Equal(["Workflow1", "Workflow1:fc:ev"], executions.Select(execution => (string?)execution!["activityNodeId"]));
        Assert.Equal("ev", (string?)(await api.GetAsync($"activity-executions/by-id?id={executions[1]!["id"]}"))["activityId"]);
    }

    internal static async Task RunAsync(ServedStudioApi api, string definitionId, string instanceId, string? name = null, string? correlationId = null, JsonObject? input = null) =>
        await api.PostAsync($"workflow-definitions/{definitionId}/execute", new JsonObject { ["instanceId"] = instanceId, ["name"] = name, ["correlationId"] = correlationId, ["input"] = input });

    private static async Task<JsonNode> ImportAsync(ServedStudioApi api, string name, byte[] content, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "files", name } };
        using var answer = await api.Client.PostAsync("bulk-actions/import/workflow-instances", form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
