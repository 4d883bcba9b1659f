using System.Text.Json.Nodes;
using Integrations.Host.CommandLine;
using Integrations.Host.Desk;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Execution;

namespace Integrations.Host.Tests.CommandLine;

/// <summary>The commands on a store that a service left behind.</summary>
[Collection(nameof(Console))]
public sealed class InstancesCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("instances-");
    private readonly TextWriter output = Console.Out;
    private readonly StringWriter written = new();

    public InstancesCommandTests() => Console.SetOut(written);

    [Fact]
    public async Task Migrate_says_what_would_change_and_then_does_it()
    {
        await ServeAsync(async runtime =>
        {
            await runtime.Definitions.PublishAsync(Sequence(Event("ev", "go")));
            await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
            await runtime.Definitions.PublishAsync(Sequence(Event("wait", "go")));
        });

        Assert.Equal(1, await RunAsync("instances", "migrate", "--definition", "w", "--dry-run", "--json"));
        Assert.Equal("activity-missing", (string?)Output()["instances"]![0]!["obstacles"]![0]!["code"]);

        Assert.Equal(0, await RunAsync("instances", "migrate", "--definition", "w", "--map", "ev=wait", "--dry-run", "--json"));
        Assert.Equal((1, true), ((int)Output()["carried"]!, (bool)Output()["dryRun"]!));

        Assert.Equal(0, await RunAsync("instances", "migrate", "--definition", "w", "--map", "ev=wait", "--json"));
        await ServeAsync(async runtime => Assert.Equal("w.2", (await runtime.Store.GetInstanceAsync("i1"))!.Header.DefinitionVersionId));
    }

    [Theory]
    [InlineData("instances", "migrate", "--definition", "nowhere")]
    [InlineData("instances", "migrate", "--definition", "w", "--to", "7")]
    [InlineData("instances", "migrate", "--definition", "w", "--map", "ev")]
    [InlineData("instances", "retry", "nobody")]
    [InlineData("instances", "cancel", "nobody")]
    public async Task A_wish_that_cannot_be_met_ends_with_1_and_silence_on_standard_output(params string[] arguments)
    {
        await ServeAsync(runtime => runtime.Definitions.PublishAsync(Sequence(Event("ev", "go"))));

        Assert.Equal(1, await RunAsync(arguments));
        Assert.Empty(written.ToString());
    }

    [Fact]
    public async Task Retention_counts_what_is_past_its_time()
    {
        await ServeAsync(async runtime =>
        {
            await runtime.Definitions.PublishAsync(Sequence());
            await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        });

        Assert.Equal(0, await RunAsync("retention", "run", "--dry-run", "--json"));

        Assert.Equal((true, 0), ((bool)Output()["dryRun"]!, (int)Output()["counts"]!["finishedInstances"]!));
    }

    [Fact]
    public async Task Without_a_store_the_command_says_where_it_looked() => Assert.Equal(1, await RunAsync("instances", "list"));

    [Fact]
    public async Task A_faulted_instance_is_listed_and_cancelled_when_the_service_runs_again()
    {
        await ServeAsync(async runtime =>
        {
            await runtime.Definitions.PublishAsync(Sequence(new JsonObject { ["id"] = "f", ["type"] = "Elsa.Fault" }));
            await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
            await runtime.Definitions.PublishAsync(Sequence(Event("ev", "go")));
            await runtime.StartInstanceAsync(new StartInstance("w", "i2"));
        });

        Assert.Equal(0, await RunAsync("instances", "list", "--faulted", "--json"));
        Assert.Equal("i1", (string?)Output()["instances"]!.AsArray().Single()!["instanceId"]);
        Assert.Equal(0, await RunAsync("instances", "retry", "i1"));
        Assert.Equal(0, await RunAsync("instances", "cancel", "i2"));

        await ServeAsync(async runtime =>
        {
            await runtime.DrainAsync();
            Assert.Equal(2, (await runtime.Store.GetInstanceAsync("i1"))!.Header.IncidentCount);
            Assert.Equal(WorkflowSubStatus.Cancelled, (await runtime.Store.GetInstanceAsync("i2"))!.Header.SubStatus);
        });
    }

    public void Dispose()
    {
        Console.SetOut(output);
        written.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task ServeAsync(Func<WorkflowRuntime, Task> work)
    {
        await using var runtime = await WorkflowRuntime.StartAsync(new RuntimeOptions
        {
            Store = SqliteWorkflowStore.OpenFile(Path.Combine(folder.FullName, "guichet.db")),
            Activities = DeskParts.Activities,
            Workers = 0,
        });
        await work(runtime);
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        written.GetStringBuilder().Clear();
        return Commands.RunAsync([.. arguments, "--data", folder.FullName]);
    }

    private JsonNode Output() => JsonNode.Parse(written.ToString())!;

    private static JsonObject Event(string id, string name) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.Event",
        ["eventName"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = name } },
    };

    private static string Sequence(params JsonObject[] activities) => new JsonObject
    {
        ["definitionId"] = "w",
        ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray([.. activities]) },
    }.ToJsonString();
}
