using System.Net;
using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class StimuliTests
{
    [Fact]
    public async Task A_task_is_completed_once_and_its_result_is_kept()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Task());
        await InstanceApiTests.RunAsync(api, "task", "t1");
        var taskId = (string)(await api.GetAsync("workflow-instances/t1"))["workflowState"]!["bookmarks"]![0]!["payload"]!["taskId"]!;

        await api.PostAsync($"tasks/{taskId}/complete", JsonNode.Parse("""{"result":{"a":1}}""")!);
        await Eventually.TrueAsync(async () => (string?)(await api.GetAsync("workflow-instances/t1/execution-state"))["status"] == "Finished");
        await api.PostAsync($"tasks/{taskId}/complete", new JsonObject());
        await api.PostAsync("tasks/nope/complete", new JsonObject());
    }

    [Fact]
    public async Task An_event_wakes_the_instance_that_is_named_or_all_of_a_file()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await InstanceApiTests.RunAsync(api, "waiting", "i1", correlationId: "c1");
        await InstanceApiTests.RunAsync(api, "waiting", "i2", correlationId: "c2");
        await InstanceApiTests.RunAsync(api, "waiting", "i3", correlationId: "c2");

        async Task<string> Status(string id) => (string)(await api.GetAsync($"workflow-instances/{id}/execution-state"))["status"]!;

        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"correlationId":"none","workflowExecutionMode":"Synchronous"}""")!);
        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"workflowInstanceId":"i1","input":{"k":1},"workflowExecutionMode":"Synchronous"}""")!);
        Assert.Equal(("Finished", "Running", "Running"), (await Status("i1"), await Status("i2"), await Status("i3")));
        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"correlationId":"c2","input":"text","workflowExecutionMode":"Synchronous"}""")!);
        Assert.Equal(("Finished", "Finished"), (await Status("i2"), await Status("i3")));
    }

    [Fact]
    public async Task A_bookmark_is_resumed_by_its_id_and_by_no_token()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await InstanceApiTests.RunAsync(api, "waiting", "i1");
        var bookmarkId = (string?)(await api.GetAsync("workflow-instances/i1"))["workflowState"]!["bookmarks"]![0]!["id"];

        await api.PostAsync("bookmarks/resume?t=bad", new JsonObject(), HttpStatusCode.BadRequest);
        await api.PostAsync("bookmarks/resume", new JsonObject { ["bookmarkId"] = bookmarkId });

        Assert.Equal("Finished", (string?)(await api.GetAsync("workflow-instances/i1/execution-state"))["status"]);
    }

    [Fact]
    public async Task One_activity_is_tried_alone_and_leaves_nothing_behind()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting(publish: false));

        async Task<JsonNode> TryAsync(string nodeId, HttpStatusCode expected = HttpStatusCode.OK) => (await api.PostAsync(
            "tests/activities",
            new JsonObject
            {
                ["workflowDefinitionHandle"] = new JsonObject { ["definitionId"] = null, ["versionOptions"] = null, ["definitionVersionId"] = "waiting.1" },
                ["activityHandle"] = new JsonObject { ["activityId"] = null, ["activityNodeId"] = nodeId },
            },
            expected))!;

        var said = await TryAsync("Workflow1:fc:after");
        Assert.Equal(("Completed", """{"Text":"Alice"}"""), ((string?)said["status"], said["activityState"]!.ToJsonString()));
        Assert.Equal("Running", (string?)(await TryAsync("Workflow1:fc:ev"))["status"]);
        await TryAsync("Workflow1:fc:nope", HttpStatusCode.BadRequest);
        Assert.Equal(0, (int)(await api.GetAsync("workflow-instances"))["totalCount"]!);
    }
}
