using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class DefinitionApiTests
{
    [Fact]
    public async Task What_studio_creates_is_a_draft_with_paths_types_and_links()
    {
        await using var api = await ServedStudioApi.StartAsync();

        var saved = (await api.PostAsync("workflow-definitions", Save(null, "Workflow 1", Flowchart())))!["workflowDefinition"]!;
        var read = await api.GetAsync($"workflow-definitions/by-definition-id/{saved["definitionId"]}?versionOptions=Latest");

        Assert.Equal(saved.ToJsonString(), read.ToJsonString());
        Assert.False((bool)read["isPublished"]!);
        var line = read["root"]!["activities"]![0]!;
        Assert.Equal("Workflow1:f:w", (string?)line["nodeId"]);
        Assert.Equal("String", (string?)line["text"]!["typeName"]);
        Assert.Contains("publish", read["links"]!.AsArray().Select(link => (string?)link!["rel"]));
    }

    [Fact]
    public async Task Publishing_starts_instances_and_saving_again_makes_the_next_draft()
    {
        await using var api = await ServedStudioApi.StartAsync();
        var published = await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Flowchart(), publish: true));
        var draft = await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Flowchart("second")));

        Assert.Equal(("wf.1", true), ((string?)published!["workflowDefinition"]!["id"], (bool)published["workflowDefinition"]!["isPublished"]!));
        Assert.Equal(("wf.2", false), ((string?)draft!["workflowDefinition"]!["id"], (bool)draft["workflowDefinition"]!["isPublished"]!));
        Assert.Equal("wf.1", api.Runtime.Definitions.FindPublished("wf")!.VersionId);
    }

    [Fact]
    public async Task Errors_at_publish_are_shown_to_the_designer_and_the_draft_is_kept()
    {
        await using var api = await ServedStudioApi.StartAsync();

        var refusal = await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Activity("x", "Elsa.Unknown"), publish: true), HttpStatusCode.BadRequest);

        Assert.Contains("« Elsa.Unknown »", (string)refusal!["errors"]!["generalErrors"]![0]!, StringComparison.Ordinal);
        Assert.Equal("Elsa.Unknown", (string?)(await api.GetAsync("workflow-definitions/by-id/wf.1"))["root"]!["type"]);
    }

    [Fact]
    public async Task Two_administrators_who_edit_at_the_same_time_are_told()
    {
        await using var api = await ServedStudioApi.StartAsync();
        using var bob = api.As("bob", DeskRole.Administrator);
        var adas = (await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Flowchart())))!["workflowDefinition"]!;
        var bobs = JsonNode.Parse(await bob.GetStringAsync("workflow-definitions/by-id/wf.1"))!;

        bobs["name"] = "Bob";
        Assert.True((await bob.PostAsJsonAsync("workflow-definitions", new JsonObject { ["model"] = bobs, ["publish"] = false })).IsSuccessStatusCode);
        adas["name"] = "Ada";
        var refusal = await api.PostAsync("workflow-definitions", new JsonObject { ["model"] = adas.DeepClone(), ["publish"] = false }, HttpStatusCode.BadRequest);

        Assert.Contains("bob", refusal!["errors"]!["generalErrors"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Bob", (string?)(await api.GetAsync("workflow-definitions/by-id/wf.1"))["name"]);
    }

    [Fact]
    public async Task The_list_is_paged_searched_and_filtered_by_version()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Save("a", "Permis", Flowchart(), publish: true));
        await api.PostAsync("workflow-definitions", Save("a", "Permis", Flowchart("two")));
        await api.PostAsync("workflow-definitions", Save("b", "Avis", Flowchart()));

        async Task<string[]> Ids(string query) => [.. (await api.GetAsync("workflow-definitions" + query))["items"]!.AsArray().Select(item => (string)item!["id"]!)];

        Assert.Equal(["a.2", "b.1"], await Ids("?versionOptions=Latest&Page=0&PageSize=10&SearchTerm=&IsSystem=False&OrderDirection=Ascending"));
        Assert.Equal(["a.1"], await Ids("?versionOptions=Published&DefinitionIds=a&DefinitionIds=b"));
        Assert.Equal(["a.2", "a.1"], await Ids("?versionOptions=AllVersions&DefinitionIds=a&OrderBy=Version&OrderDirection=Descending"));
        Assert.Equal(["a.1"], await Ids("?versionOptions=&Ids=a.1"));
        Assert.Equal(["b.1"], await Ids("?versionOptions=Latest&searchTerm=avi"));
        Assert.Equal(["b.1"], await Ids("?versionOptions=Latest&page=1&pageSize=1"));
        Assert.Equal(2, (int)(await api.GetAsync("workflow-definitions?versionOptions=Latest&Page=0&PageSize=1"))["totalCount"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.GetAsync("workflow-definitions?versionOptions=Bogus")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.GetAsync("workflow-definitions?OrderBy=Bogus")).StatusCode);
        Assert.Single(await Ids("?versionOptions=Latest&Page=0&PageSize=0"));
    }

    [Fact]
    public async Task A_definition_is_exported_deleted_and_imported_unchanged()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Save("wf", "Ma première", Flowchart(), publish: true));
        using var export = await api.Client.GetAsync("workflow-definitions/wf/export?versionOptions=Latest&includeConsumingWorkflows=False");
        var file = JsonNode.Parse(await export.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.NoContent, (await api.Client.DeleteAsync("workflow-definitions/wf")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync("workflow-definitions/by-definition-id/wf")).StatusCode);
        var imported = await api.PostAsync("workflow-definitions/import", file);

        Assert.Equal("workflow-definition-ma-premiere-wf-wf-1.json", export.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.False((bool)imported!["isPublished"]!);
        Assert.Equal(file["root"]!.ToJsonString(), imported["root"]!.ToJsonString());
        Assert.Equal(file["customProperties"]!.ToJsonString(), (await api.GetAsync("workflow-definitions/wf/export"))["customProperties"]!.ToJsonString());
    }

    [Fact]
    public async Task Several_definitions_travel_as_one_archive()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Save("a", "A", Flowchart()));
        await api.PostAsync("workflow-definitions", Save("b", "B", Flowchart()));
        using var export = await api.Client.PostAsJsonAsync("bulk-actions/export/workflow-definitions", new JsonObject { ["ids"] = new JsonArray("a.1", "b.1"), ["includeConsumingWorkflows"] = false });
        await api.PostAsync("bulk-actions/delete/workflow-definitions/by-definition-id", new JsonObject { ["definitionIds"] = new JsonArray("a", "b", "nope") });

        using var form = new MultipartFormDataContent { { new ByteArrayContent(await export.Content.ReadAsByteArrayAsync()) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, "files", "all.zip" } };
        using var answer = await api.Client.PostAsync("workflow-definitions/import-files", form);

        Assert.Equal("""{"count":2}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(2, (int)(await api.GetAsync("workflow-definitions/query/count"))["count"]!);
    }

    [Fact]
    public async Task A_reader_sees_and_cannot_change()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Flowchart()));
        using var reader = api.As("rita", DeskRole.Reader);
        using var nobody = new HttpClient { BaseAddress = reader.BaseAddress };

        var seen = JsonNode.Parse(await reader.GetStringAsync("workflow-definitions/by-id/wf.1"))!;

        Assert.DoesNotContain("publish", seen["links"]!.AsArray().Select(link => (string?)link!["rel"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("workflow-definitions", Save("wf", "Mine", Flowchart()))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("workflow-definitions")).StatusCode);
    }

    [Fact]
    public async Task Who_changed_what_is_told_with_the_differences_of_two_versions()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Flowchart(), publish: true));
        await api.PostAsync("workflow-definitions", Save("wf", "Workflow", Flowchart("second")));

        var changes = (await api.GetAsync("workflow-definitions/wf/changes"))["items"]!.AsArray();
        var differences = (await api.GetAsync("workflow-definitions/wf/differences?from=1&to=2"))["items"]!.AsArray();

        Assert.Equal([("Saved", "wf.2"), ("Published", "wf.1"), ("Saved", "wf.1")], changes.Select(change => ((string)change!["action"]!, (string)change["versionId"]!)));
        var difference = Assert.Single(differences)!;
        Assert.Equal(("root/activities/w/text/expression/value", "changed", "second"), ((string?)difference["place"], (string?)difference["kind"], (string?)difference["after"]));
    }

    [Fact]
    public async Task A_workflow_used_by_others_takes_them_along_when_it_says_so()
    {
        await using var api = await ServedStudioApi.StartAsync();
        var child = Save("child", "Child", Flowchart(), publish: true);
        child["model"]!["options"] = new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = true };
        await api.PostAsync("workflow-definitions", child.DeepClone());
        await api.PostAsync("workflow-definitions", Save("parent", "Parent", Activity("use", "Child"), publish: true));

        child["model"]!["root"] = Flowchart("second");
        var published = await api.PostAsync("workflow-definitions", child.DeepClone());

        Assert.Equal(1, (int)published!["consumingWorkflowCount"]!);
        var parent = await api.GetAsync("workflow-definitions/by-definition-id/parent?versionOptions=Published");
        Assert.Equal(("parent.2", "child.2"), ((string?)parent["id"], (string?)parent["root"]!["workflowDefinitionVersionId"]));
        Assert.Equal("""{"consumingWorkflowDefinitionIds":["parent"]}""", (await api.GetAsync("workflow-definitions/child/consumers")).ToJsonString());
        Assert.Contains("Child", (await api.GetAsync("descriptors/activities?Refresh=True"))["items"]!.AsArray().Select(item => (string?)item!["typeName"]));
        var graph = await api.GetAsync("workflow-definitions/subgraph/parent.2?parentNodeId=Workflow2:use");
        Assert.Equal("Workflow2:use:Workflow1:f", (string?)graph["activity"]!["root"]!["root"]!["nodeId"]);
    }

    [Theory]
    [InlineData("""{"model":[]}""")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("""{"model":{"root":7}}""")]
    [InlineData("""{"model":{"name":"a","Name":"b"}}""")]
    public async Task A_body_that_is_no_definition_is_refused_in_words(string body)
    {
        await using var api = await ServedStudioApi.StartAsync();

        using var answer = await api.Client.PostAsync("workflow-definitions", new StringContent(body, new MediaTypeHeaderValue("application/json")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    internal static JsonObject Save(string? definitionId, string name, JsonObject root, bool? publish = null) => new()
    {
        ["model"] = new JsonObject
        {
            ["definitionId"] = definitionId,
            ["name"] = name,
            ["description"] = null,
            ["toolVersion"] = "3.8.0.0",
            ["variables"] = null,
            ["inputs"] = null,
            ["outputs"] = null,
            ["outcomes"] = null,
            ["customProperties"] = null,
            ["isReadonly"] = false,
            ["options"] = null,
            ["root"] = root,
            ["links"] = null,
            ["createdAt"] = "0001-01-01T00:00:00+00:00",
            ["version"] = 1,
            ["isLatest"] = true,
            ["isPublished"] = false,
            ["id"] = null,
        },
        ["publish"] = publish,
    };

    internal static JsonObject Activity(string id, string type) => new() { ["id"] = id, ["type"] = type, ["version"] = 1 };

    private static JsonObject Flowchart(string text = "first")
    {
        var line = Activity("w", "Elsa.WriteLine");
        line["text"] = new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text }, ["memoryReference"] = null };
        var flowchart = Activity("f", "Elsa.Flowchart");
        flowchart["activities"] = new JsonArray(line);
        return flowchart;
    }
}
