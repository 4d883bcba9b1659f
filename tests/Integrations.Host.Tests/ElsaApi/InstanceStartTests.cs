using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class InstanceStartTests
{
    private const string CannotStart = "x-elsa-workflow-cannot-start";

    [Fact]
    public async Task What_is_published_runs_until_it_waits_and_shows_its_state()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());

        using var answer = await api.Client.PostAsJsonAsync("workflow-definitions/waiting/execute", new JsonObject
        {
            ["versionOptions"] = "Latest",
            ["triggerActivityId"] = null,
            ["correlationId"] = "corr1",
            ["input"] = new JsonObject { ["In1"] = "z" },
            ["name"] = "Mon instance",
        });
        var state = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["workflowState"]!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["False"], answer.Headers.GetValues(CannotStart));
        Assert.Equal([(string)state["id"]!], answer.Headers.GetValues("x-elsa-workflow-instance-id"));
        Assert.Equal(("Running", "Suspended", "corr1", "Mon instance"), ((string?)state["status"], (string?)state["subStatus"], (string?)state["correlationId"], (string?)state["name"]));
        Assert.Equal("Workflow1:fc:ev", (string?)state["bookmarks"]![0]!["activityNodeId"]);
        Assert.Equal("""{"eventName":"Go"}""", state["bookmarks"]![0]!["payload"]!.ToJsonString());
    }

    [Fact]
    public async Task A_draft_never_runs()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting(publish: false));
        var latest = new JsonObject { ["versionOptions"] = "Latest" };

        using var draft = await api.Client.PostAsJsonAsync("workflow-definitions/waiting/execute", latest);
        var refusal = await api.PostAsync("workflow-definitions/waiting/dispatch", latest.DeepClone(), HttpStatusCode.BadRequest);
        await api.PostAsync("workflow-definitions/waiting/publish", new JsonObject());
        await api.PostAsync("workflow-definitions", Drawn.Waiting(publish: false));
        using var newer = await api.Client.PostAsJsonAsync("workflow-definitions/waiting/execute", latest);
        using var published = await api.Client.PostAsJsonAsync("workflow-definitions/waiting/execute", new JsonObject { ["versionOptions"] = "Published" });

        Assert.Equal((HttpStatusCode.OK, "True"), (draft.StatusCode, draft.Headers.GetValues(CannotStart).Single()));
        Assert.Contains("publiée", (string)refusal!["errors"]!["generalErrors"]![0]!, StringComparison.Ordinal);
        Assert.Equal("True", newer.Headers.GetValues(CannotStart).Single());
        Assert.Equal("False", published.Headers.GetValues(CannotStart).Single());
        Assert.Equal(1, (await api.Runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total);
    }

    [Fact]
    public async Task A_run_that_faults_is_answered_with_its_incidents()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Faulting());

        var state = (await api.PostAsync("workflow-definitions/faulting/execute", new JsonObject()))!["workflowState"]!;

        Assert.Equal(("Finished", "Faulted"), ((string?)state["status"], (string?)state["subStatus"]));
        Assert.Equal("Workflow1:fc:b", (string?)state["incidents"]![0]!["activityNodeId"]);
    }

    [Fact]
    public async Task The_same_instance_is_started_once_and_belongs_to_one_workflow()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await api.PostAsync("workflow-definitions", Drawn.Task());
        var mine = new JsonObject { ["instanceId"] = "my-instance" };

        await api.PostAsync("workflow-definitions/waiting/execute", mine.DeepClone());
        await api.PostAsync("workflow-definitions/waiting/execute", mine.DeepClone());
        var dispatched = await api.PostAsync("workflow-definitions/waiting/dispatch", mine.DeepClone());
        var taken = await api.PostAsync("workflow-definitions/task/dispatch", mine.DeepClone(), HttpStatusCode.BadRequest);

        Assert.Equal("""{"workflowInstanceId":"my-instance"}""", dispatched!.ToJsonString());
        Assert.Contains("my-instance", (string)taken!["errors"]!["instanceId"]![0]!, StringComparison.Ordinal);
        Assert.Equal(6, (int)(await api.GetAsync("workflow-instances/my-instance/journal"))["totalCount"]!);
    }

    [Fact]
    public async Task Many_are_dispatched_at_once()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Task());

        var ids = (await api.PostAsync("workflow-definitions/task/bulk-dispatch", new JsonObject { ["count"] = 3 }))!["workflowInstanceIds"]!.AsArray();
        await api.PostAsync("workflow-definitions/task/bulk-dispatch", new JsonObject { ["count"] = 0 }, HttpStatusCode.BadRequest);

        foreach (var id in ids)
            await Eventually.TrueAsync(async () => await api.Runtime.Store.GetInstanceAsync((string)id!) is not null);
        Assert.Equal(3, ids.Count);
    }

    [Fact]
    public async Task Who_may_only_read_starts_nothing()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        using var reader = api.As("rita", DeskRole.Reader);
        using var worker = api.As("willy", DeskRole.CaseWorker);

        async Task<HttpStatusCode> Post(HttpClient client, string address) => (await client.PostAsJsonAsync(address, new JsonObject())).StatusCode;

        Assert.Equal(HttpStatusCode.Forbidden, await Post(reader, "workflow-definitions/waiting/execute"));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(reader, "cancel/workflow-instances/x"));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(reader, "events/Go/trigger"));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(reader, "tests/activities"));
        Assert.Equal(HttpStatusCode.OK, await Post(reader, "workflow-instances"));
        Assert.Equal(HttpStatusCode.OK, await Post(worker, "workflow-definitions/waiting/execute"));
        Assert.Equal(HttpStatusCode.NotFound, await Post(worker, "workflow-definitions/nope/execute"));
    }
}
