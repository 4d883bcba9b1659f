using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Tests.Processing;

namespace Integrations.Runtime.Tests.Definitions;

public sealed class DefinitionCatalogTests : RuntimeFixture
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("definitions-");

    [Fact]
    public async Task A_file_whose_content_changed_becomes_a_new_version_and_one_that_did_not_stays()
    {
        await WriteAsync("a.json", Flows.Sequence("a", Flows.WriteLine("one")));
        await WriteAsync("b.json", Flows.Sequence("b", Flows.WriteLine("one")));
        await using (await StartAsync(Manual() with { DefinitionsFolder = folder.FullName }))
        {
        }

        await WriteAsync("b.json", Flows.Sequence("b", Flows.WriteLine("two")));
        await using var runtime = await StartAsync(Manual() with { DefinitionsFolder = folder.FullName });

        Assert.Equal(["a.1", "b.2"], runtime.Definitions.PublishedVersions.Select(version => version.VersionId).Order());
        Assert.Equal([2, 1], (await runtime.Store.GetDefinitionVersionsAsync("b")).Select(version => version.Version));
    }

    [Fact]
    public async Task A_file_edited_back_to_an_older_text_is_published_again()
    {
        string[] texts = ["one", "two", "one"];
        foreach (var text in texts)
        {
            await WriteAsync("a.json", Flows.Sequence("a", Flows.WriteLine(text)));
            await using (await StartAsync(Manual() with { DefinitionsFolder = folder.FullName }))
            {
            }
        }

        await using var runtime = await StartAsync(Manual());

        var published = runtime.Definitions.FindPublished("a")!;
        Assert.Equal(3, published.Version);
        Assert.Contains("one", published.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_the_same_text_again_makes_no_new_version()
    {
        await using var runtime = await StartAsync(Manual());
        var first = await runtime.Definitions.PublishAsync(Flows.Sequence("a", Flows.WriteLine("one")));

        var second = await runtime.Definitions.PublishAsync(Flows.Sequence("a", Flows.WriteLine("one")));

        Assert.Equal(first.VersionId, second.VersionId);
        Assert.Single(await runtime.Store.GetDefinitionVersionsAsync("a"));
    }

    [Fact]
    public async Task A_restart_does_not_undo_what_was_published_since()
    {
        await WriteAsync("a.json", Flows.Sequence("a", Flows.WriteLine("one")));
        await using (var first = await StartAsync(Manual() with { DefinitionsFolder = folder.FullName }))
            await first.Definitions.PublishAsync(Flows.Sequence("a", Flows.WriteLine("from-studio")));

        await using var second = await StartAsync(Manual() with { DefinitionsFolder = folder.FullName });

        Assert.Equal("a.2", second.Definitions.FindPublished("a")!.VersionId);
    }

    [Theory]
    [InlineData("{ \"definitionId\": ", "ligne 1")]
    [InlineData("{}", "definitionId")]
    public async Task A_file_that_is_no_definition_is_refused_with_its_name(string content, string reason)
    {
        await WriteAsync("broken.json", content);
        var options = Manual() with { DefinitionsFolder = folder.FullName };

        var refused = await Assert.ThrowsAsync<DefinitionRefusedException>(() => StartAsync(options));

        Assert.Contains("broken.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        await options.Store.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_definition_cannot_be_started()
    {
        await using var runtime = await StartAsync(Manual());

        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => runtime.StartInstanceAsync(new StartInstance("nowhere", "i1")));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private Task WriteAsync(string file, string content) => File.WriteAllTextAsync(Path.Combine(folder.FullName, file), content);
}
