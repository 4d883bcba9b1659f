using System.Net;
using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class ActivityExecutionApiTests
{
    [Fact]
    public async Task Badges_tell_of_the_activities_that_ran()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await api.PostAsync("workflow-definitions", Drawn.Faulting());
        await InstanceApiTests.RunAsync(api, "waiting", "i1");
        await InstanceApiTests.RunAsync(api, "faulting", "f1");

        async Task<(string, int, int, int, bool, bool)[]> Stats(string body) =>
        [
            .. (await api.PostAsync("activity-executions/report", JsonNode.Parse(body)!))!["stats"]!.AsArray().Select(stat => (
                (string)stat!["activityNodeId"]!, (int)stat["startedCount"]!, (int)stat["completedCount"]!, (int)stat["uncompletedCount"]!, (bool)stat["isBlocked"]!, (bool)stat["isFaulted"]!)),
        ];

        Assert.Equal(
            [("Workflow1:fc:a", 1, 1, 0, false, false), ("Workflow1:fc:ev", 1, 0, 1, true, false)],
            await Stats("""{"workflowInstanceId":"i1","activityNodeIds":["Workflow1:fc:a","Workflow1:fc:ev","Workflow1:fc:after","Workflow1:fc:zzz"]}"""));
        Assert.Equal([("Workflow1:fc:b", 1, 0, 1, false, true)], await Stats("""{"workflowInstanceId":"f1","activityNodeIds":["Workflow1:fc:b"]}"""));
        Assert.Empty(await Stats("""{"workflowInstanceId":"nope","activityNodeIds":["Workflow1:fc:b"]}"""));
    }

    [Fact]
    public async Task An_execution_is_found_by_its_place_by_its_id_and_with_what_is_above_it()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await InstanceApiTests.RunAsync(api, "waiting", "i1");

        var waits = Assert.Single((await api.GetAsync("activity-executions/list?WorkflowInstanceId=i1&ActivityNodeId=Workflow1%3Afc%3Aev"))["items"]!.AsArray())!;
        var summary = Assert.Single((await api.GetAsync("activity-execution-summaries/list?WorkflowInstanceId=i1&ActivityNodeId=Workflow1:fc:ev"))["items"]!.AsArray())!;
        var byId = await api.GetAsync($"activity-executions/by-id?id={waits["id"]}");
        var stack = await api.GetAsync($"activity-executions/{waits["id"]}/call-stack?includeCrossWorkflowChain=True");

        Assert.Equal(("Running", true, """{"EventName":"Go"}"""), ((string?)waits["status"], (bool)waits["hasBookmarks"]!, waits["activityState"]!.ToJsonString()));
        Assert.Equal(waits.ToJsonString(), byId.ToJsonString());
        Assert.Null(summary["activityState"]);
        Assert.Equal((string?)waits["id"], (string?)summary["id"]);
        Assert.Equal(["Workflow1", "Workflow1:fc", "Workflow1:fc:ev"], stack["items"]!.AsArray().Select(item => (string?)item!["activityNodeId"]));
        Assert.Equal(["Workflow1:fc:a"], (await api.GetAsync("activity-executions/list?WorkflowInstanceId=i1&completed=true"))["items"]!.AsArray().Select(item => (string?)item!["activityNodeId"]));
        Assert.Equal("""{"items":[],"count":0}""", (await api.GetAsync("activity-executions/list?WorkflowInstanceId=nope")).ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync("activity-executions/by-id?id=nope:1")).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_led_to_an_execution_goes_up_to_the_workflow_that_started_its_own(bool waits)
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", DefinitionApiTests.Save("child", "Child", Drawn.Flow(Drawn.Literal("Event", "ev", "eventName", "Go")), true));
        var start = Drawn.Literal("DispatchWorkflow", "start", "workflowDefinitionId", "child");
        start["waitForCompletion"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = waits } };
        await api.PostAsync("workflow-definitions", DefinitionApiTests.Save("parent", "Parent", Drawn.Flow(start, Drawn.Literal("Event", "then", "eventName", "Later")), true));
        await InstanceApiTests.RunAsync(api, "parent", "p1");
        JsonNode? child = null;
        await Eventually.TrueAsync(async () =>
            (child = (await api.PostAsync("workflow-instances", JsonNode.Parse("""{"definitionId":"child","page":0,"pageSize":10}""")!))!["items"]!.AsArray().SingleOrDefault()) is not null);

        var step = (await api.GetAsync($"activity-executions/list?WorkflowInstanceId={child!["id"]}&ActivityNodeId=Workflow1:fc:ev"))["items"]!.AsArray().Single()!;
        var chain = (await api.GetAsync($"activity-executions/{step["id"]}/call-stack?includeCrossWorkflowChain=True"))["items"]!.AsArray();
        var alone = (await api.GetAsync($"activity-executions/{step["id"]}/call-stack?includeCrossWorkflowChain=False"))["items"]!.AsArray();

        Assert.Equal(
            ["p1 Workflow1", "p1 Workflow1:fc", "p1 Workflow1:fc:start", $"{child["id"]} Workflow1", $"{child["id"]} Workflow1:fc", $"{child["id"]} Workflow1:fc:ev"],
            chain.Select(item => $"{item!["workflowInstanceId"]} {item["activityNodeId"]}"));
        Assert.Equal("p1", (string?)chain[3]!["schedulingWorkflowInstanceId"]);
        Assert.Equal((string?)chain[2]!["id"], (string?)chain[3]!["schedulingActivityExecutionId"]);
        Assert.Equal([0, 1, 2, 3, 4, 5], chain.Select(item => (int)item!["callStackDepth"]!));
        Assert.Equal(3, alone.Count);
    }

    [Fact]
    public async Task Activities_of_a_workflow_used_as_an_activity_have_their_place_in_it()
    {
        await using var api = await ServedStudioApi.StartAsync();
        var child = DefinitionApiTests.Save("child", "Child", Drawn.Flow(Drawn.Literal("Event", "ev", "eventName", "Go")), true);
        child["model"]!["options"] = new JsonObject { ["usableAsActivity"] = true };
        await api.PostAsync("workflow-definitions", child);
        await api.PostAsync("workflow-definitions", DefinitionApiTests.Save("parent", "Parent", Drawn.Flow(DefinitionApiTests.Activity("use", "Child")), true));
        await InstanceApiTests.RunAsync(api, "parent", "p1");

        var state = (await api.GetAsync("workflow-instances/p1"))["workflowState"]!;
        var waits = Assert.Single((await api.GetAsync("activity-executions/list?WorkflowInstanceId=p1&ActivityNodeId=Workflow2:fc:use:Workflow1:fc:ev"))["items"]!.AsArray())!;

        Assert.Equal("Workflow2:fc:use:Workflow1:fc:ev", (string?)state["bookmarks"]![0]!["activityNodeId"]);
        Assert.Equal((string?)state["bookmarks"]![0]!["activityInstanceId"], (string?)waits["id"]);
        Assert.Equal(5, (int)waits["callStackDepth"]!);
    }
}
