using System.Text.Json.Nodes;
using Integrations.Host.CommandLine;
using Integrations.Host.Settings;
using Integrations.Host.Tests.ElsaApi;

namespace Integrations.Host.Tests.CommandLine;

/// <summary>From Studio back to the files: a service on a copy of our own definitions, a person who designs, the command, the service again.</summary>
[Collection(nameof(Console))]
public sealed class ExportWorkflowsTests : IDisposable
{
    private const string Definition = "cci-support";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("export-");
    private readonly TextWriter _output = Console.Out;
    private readonly StringWriter _written = new();

    public ExportWorkflowsTests()
    {
        Console.SetOut(_written);
        Directory.CreateDirectory(Files);
        foreach (var file in Directory.EnumerateFiles(WorkspaceFolder.Find().Definitions, "*.json")) File.Copy(file, Path.Combine(Files, Path.GetFileName(file)));
        // The folder of the administrators is known by it.
        Assert.True(File.Exists(Path.Combine(Files, "installation-file.json")));
    }

    private string Files => Path.Combine(_folder.FullName, "workflows");

    [Fact]
    public async Task What_Studio_saves_without_a_change_is_no_change_of_the_files()
    {
        var before = Texts();
        await ServeAsync(async api =>
        {
            foreach (var version in api.Runtime.Definitions.PublishedVersions) await PublishAsync(api, version.DefinitionId, _ => { });
        });

        Assert.Equal(0, await ExportAsync());

        Assert.All(Output()["files"]!.AsArray(), file => Assert.Equal("unchanged", (string?)file!["state"]));
        Assert.Equal(before, Texts());
    }

    [Fact]
    public async Task The_difference_of_a_file_is_what_was_changed_in_Studio_and_the_next_start_publishes_nothing()
    {
        var before = Texts();
        await ServeAsync(api => PublishAsync(api, Definition, definition =>
        {
            definition["description"] = "Conseil, puis une «\u00a0relance\u00a0».";
            ((JsonObject)definition["root"]!["activities"]![0]!["metadata"]!)["displayText"] = "Dossier reçu";
        }));

        Assert.Equal(0, await ExportAsync("--dry-run"));
        Assert.Equal(before, Texts());
        Assert.Equal(0, await ExportAsync());

        Assert.Equal([Definition], Output()["files"]!.AsArray().Where(file => (string?)file!["state"] == "changed").Select(file => (string?)file!["definitionId"]));
        var (now, then) = (File.ReadAllLines(Path.Combine(Files, "cci-support.json")), before["cci-support.json"].Split('\n'));
        Assert.Equal(
            ["  \"description\": \"Conseil, puis une «\u00a0relance\u00a0».\",", "          \"displayText\": \"Dossier reçu\""],
            now.Except(then));
        Assert.Equal(then.Length, now.Length + 1);
        await ServeAsync(async api =>
        {
            Assert.Equal(2, api.Runtime.Definitions.FindPublished(Definition)!.Version);
            Assert.Equal(2, (await api.Runtime.Store.GetDefinitionVersionsAsync(Definition)).Count);
        });
        Assert.Equal(0, await ExportAsync());
        Assert.All(Output()["files"]!.AsArray(), file => Assert.Equal("unchanged", (string?)file!["state"]));
    }

    [Fact]
    public async Task A_workflow_that_is_new_gets_a_file_named_after_it_and_one_that_was_taken_back_keeps_its_file()
    {
        await ServeAsync(async api =>
        {
            await api.PostAsync("workflow-definitions", DefinitionApiTests.Save(null, "Accueil d'été", Drawn.Flow(Drawn.Literal("WriteLine", "a", "text", "Bonjour")), true));
            await api.PostAsync($"workflow-definitions/{Definition}/retract", new JsonObject());
        });

        Assert.Equal(0, await ExportAsync());

        var file = Assert.Single(Output()["files"]!.AsArray(), file => (string?)file!["state"] == "created")!;
        Assert.Equal("accueil-d-ete.json", (string?)file["file"]);
        Assert.Equal("notPublished", (string?)Assert.Single(Output()["files"]!.AsArray(), other => (string?)other!["definitionId"] == Definition)!["state"]);
        await ServeAsync(async api =>
        {
            Assert.Null(api.Runtime.Definitions.FindPublished(Definition));
            Assert.Single(await api.Runtime.Store.GetDefinitionVersionsAsync((string)file["definitionId"]!));
        });
    }

    [Fact]
    public async Task A_file_that_was_changed_since_it_was_loaded_is_written_over_by_force_alone()
    {
        await ServeAsync(api => PublishAsync(api, Definition, definition => definition["description"] = "De Studio."));
        var file = Path.Combine(Files, "cci-support.json");
        var mine = (await File.ReadAllTextAsync(file)).Replace("La CCI prend contact", "La CCI appelle", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, mine);

        Assert.Equal(1, await ExportAsync(Definition));
        Assert.Equal("refused", (string?)Output()["files"]!.AsArray().Single()!["state"]);
        Assert.Equal(mine, await File.ReadAllTextAsync(file));

        Assert.Equal(0, await ExportAsync(Definition, "--force"));
        Assert.Contains("\"description\": \"De Studio.\"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_is_not_published_is_not_exported()
    {
        await ServeAsync(api => Task.CompletedTask);

        Assert.Equal(1, await ExportAsync("nowhere"));
        Assert.Empty(_written.ToString());
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        _written.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync(Func<ServedStudioApi, Task> work)
    {
        await using var api = await ServedStudioApi.StartAsync(options => options with { DefinitionsFolder = Files }, Path.Combine(_folder.FullName, "guichet.db"));
        await work(api);
    }

    /// <summary>Opens it as the editor does, changes it, and publishes it as the editor does.</summary>
    private static async Task PublishAsync(ServedStudioApi api, string definitionId, Action<JsonObject> change)
    {
        var definition = (JsonObject)await api.GetAsync($"workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest");
        change(definition);
        SavedByStudio.Strip(definition);
        await api.PostAsync("workflow-definitions", new JsonObject { ["model"] = definition, ["publish"] = true });
    }

    private Dictionary<string, string> Texts() => Directory.EnumerateFiles(Files).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    private Task<int> ExportAsync(params string[] arguments)
    {
        _written.GetStringBuilder().Clear();
        return Commands.RunAsync(["workflows", "export", .. arguments, "--json", "--data", _folder.FullName, "--folder", Files]);
    }

    private JsonNode Output() => JsonNode.Parse(_written.ToString())!;
}
