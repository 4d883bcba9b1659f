using System.Text.Json.Nodes;
using System.Threading.Channels;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.SignalR.Client;

namespace Integrations.Host.Tests.ElsaApi;

public sealed class LiveViewTests
{
    [Fact]
    public async Task A_viewer_is_told_when_its_instance_moves_and_of_no_other()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await InstanceApiTests.RunAsync(api, "waiting", "seen");
        await InstanceApiTests.RunAsync(api, "waiting", "unseen");
        await using var viewer = Viewer(api, "rita:reader");
        var told = Channel.CreateUnbounded<(string Event, JsonObject Body)>();
        foreach (var name in new[] { "WorkflowExecutionLogUpdatedAsync", "ActivityExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync" })
            viewer.On<JsonObject>(name, body => told.Writer.TryWrite((name, body)));
        await viewer.StartAsync();
        await viewer.InvokeAsync("ObserveInstanceAsync", "seen");

        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"workflowInstanceId":"unseen","workflowExecutionMode":"Synchronous"}""")!);
        await api.PostAsync("events/Go/trigger", JsonNode.Parse("""{"workflowInstanceId":"seen","workflowExecutionMode":"Synchronous"}""")!);

        Assert.Equal("WorkflowExecutionLogUpdatedAsync", (await told.Reader.ReadAsync()).Event);
        var stats = (await told.Reader.ReadAsync()).Body["stats"]!.AsArray();
        Assert.Equal((1, 1, false), stats.Where(stat => (string?)stat!["activityNodeId"] == "Workflow1:fc:ev").Select(stat => ((int)stat!["startedCount"]!, (int)stat["completedCount"]!, (bool)stat["isBlocked"]!)).Single());
        Assert.Equal("seen", (string?)(await told.Reader.ReadAsync()).Body["workflowInstanceId"]);
    }

    [Fact]
    public async Task A_viewer_is_told_of_what_another_process_does_to_its_instance()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await api.PostAsync("workflow-definitions", Drawn.Waiting());
        await InstanceApiTests.RunAsync(api, "waiting", "seen");
        await using var viewer = Viewer(api, "rita:reader");
        var told = Channel.CreateUnbounded<string?>();
        viewer.On<JsonObject>("WorkflowInstanceUpdatedAsync", body => told.Writer.TryWrite((string?)body["workflowInstanceId"]));
        await viewer.StartAsync();
        await viewer.InvokeAsync("ObserveInstanceAsync", "seen");

        // Past this process: nothing here commits it. Again and again, since nobody knows when the first look was.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!told.Reader.TryPeek(out _))
        {
            var row = (await api.Runtime.Store.GetInstanceAsync("seen"))!;
            await api.Runtime.Store.CommitAsync(new UnitOfWork { Instances = [row with { Header = row.Header with { Version = row.Header.Version + 1 } }] });
            await Task.Delay(200, limit.Token);
        }

        Assert.Equal("seen", await told.Reader.ReadAsync());
    }

    [Fact]
    public async Task A_stranger_cannot_connect()
    {
        await using var api = await ServedStudioApi.StartAsync();
        await using var viewer = Viewer(api, "nobody");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => viewer.StartAsync());

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static HubConnection Viewer(ServedStudioApi api, string caller) => new HubConnectionBuilder()
        .WithUrl(new Uri(api.Client.BaseAddress!, "../hubs/workflow-instance"), options => options.Headers["Authorization"] = "Test " + caller)
        .Build();
}
