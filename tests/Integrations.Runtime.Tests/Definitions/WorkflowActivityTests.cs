using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Definitions;

/// <summary>Workflows used as activities, in the store: which version runs.</summary>
public sealed class WorkflowActivityTests : RuntimeFixture
{
    private static readonly string Parent = Flows.Sequence("parent", Flows.Use("use", "Child"), Flows.Event("ev", "go"), Flows.Use("again", "Child"));

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("definitions-");

    [Fact]
    public async Task A_published_workflow_stays_on_the_version_of_the_workflow_that_it_uses()
    {
        await using (var runtime = await StartAsync(Manual(), Child("one"), Parent))
        {
            await runtime.StartInstanceAsync(new StartInstance("parent", "i1"));
            await runtime.Definitions.PublishAsync(Child("two"));
        }

        await using var later = await StartAsync(Manual());
        await later.PublishEventAsync("go");
        await later.DrainAsync();
        await later.StartInstanceAsync(new StartInstance("parent", "i2"));
        var pinned = JsonNode.Parse(later.Definitions.FindPublished("parent")!.Json)!["root"]!["activities"]![0]!;

        Assert.Equal(WorkflowSubStatus.Finished, (await later.Store.GetInstanceAsync("i1"))!.Header.SubStatus);
        Assert.Equal(2, await CompletionsAsync(later, "i1", "one"));
        Assert.Equal(1, await CompletionsAsync(later, "i2", "one"));
        Assert.Equal("child.1", (string?)pinned["workflowDefinitionVersionId"]);
    }

    [Fact]
    public async Task A_workflow_published_anew_uses_the_newest_version()
    {
        await using var runtime = await StartAsync(Manual(), Child("one"), Parent, Child("two"));

        await runtime.Definitions.PublishAsync(Flows.Sequence("parent", Flows.Use("use", "Child")));
        await runtime.StartInstanceAsync(new StartInstance("parent", "i1"));

        Assert.Equal(1, await CompletionsAsync(runtime, "i1", "two"));
    }

    [Fact]
    public async Task In_a_folder_the_workflow_that_is_used_is_published_first()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a-parent.json"), Parent);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "b-child.json"), Child("one"));

        await using var runtime = await StartAsync(Manual() with { DefinitionsFolder = folder.FullName });

        Assert.Equal(["child.1", "parent.1"], runtime.Definitions.PublishedVersions.Select(version => version.VersionId).Order());
    }

    [Fact]
    public async Task A_workflow_that_uses_an_unknown_one_is_refused()
    {
        await using var runtime = await StartAsync(Manual());

        var refusal = await Assert.ThrowsAsync<DefinitionRefusedException>(() => runtime.Definitions.PublishAsync(Parent));

        Assert.Contains("« Child »", refusal.Message, StringComparison.Ordinal);
    }

    private static string Child(string activity) => Flows.AsActivity(Flows.Sequence("child", Flows.WriteLine(activity)));
}
