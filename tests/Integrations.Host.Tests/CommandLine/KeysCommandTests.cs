using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.Access.Keys;
using Integrations.Host.CommandLine;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Host.Tests.CommandLine;

/// <summary>The keys on a store that a service left behind.</summary>
[Collection(nameof(Console))]
public sealed class KeysCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keys-");
    private readonly TextWriter output = Console.Out;
    private readonly StringWriter written = new();

    public KeysCommandTests() => Console.SetOut(written);

    [Fact]
    public async Task A_key_is_shown_when_it_is_made_and_never_again()
    {
        await StoreAsync(_ => Task.CompletedTask);

        Assert.Equal(0, await RunAsync("keys", "create", "Power Automate", "--role", "case-worker", "--days", "30", "--by", "dsi", "--json"));
        var made = JsonNode.Parse(written.ToString())!;
        Assert.True(ApiKeyText.TryRead((string)made["key"]!, out var text));
        await StoreAsync(async keys => Assert.True(text.Fits((await keys.FindAsync(text.Id))!)));

        Assert.Equal(0, await RunAsync("keys", "list", "--json"));
        var listed = JsonNode.Parse(written.ToString())!.AsArray().Single()!;
        Assert.Equal(("Power Automate", "case-worker", "dsi"), ((string)listed["name"]!, (string)listed["role"]!, (string)listed["createdBy"]!));
        Assert.Null(listed["key"]);
        Assert.Equal(30, ((DateTimeOffset)listed["expiresAt"]! - (DateTimeOffset)listed["createdAt"]!).TotalDays);
    }

    [Fact]
    public async Task A_key_is_revoked_once()
    {
        var id = "";
        await StoreAsync(async keys => id = (await keys.CreateAsync("Perdue", DeskRole.Reader, "dsi", DateTimeOffset.UtcNow, null)).Key.Id);

        Assert.Equal(0, await RunAsync("keys", "revoke", id, "--by", "dsi"));
        Assert.Equal(1, await RunAsync("keys", "revoke", id, "--by", "dsi"));
        Assert.Equal(1, await RunAsync("keys", "revoke", "nobody"));
        await StoreAsync(async keys => Assert.Equal("dsi", (await keys.FindAsync(id))!.RevokedBy));
    }

    [Theory]
    [InlineData("keys", "create", "X", "--role", "mayor")]
    [InlineData("keys", "create", "X")]
    [InlineData("keys", "create", "X", "--role", "reader", "--days", "0")]
    public async Task A_key_of_an_unknown_role_or_of_no_time_is_not_made(params string[] arguments)
    {
        await StoreAsync(_ => Task.CompletedTask);

        Assert.NotEqual(0, await RunAsync(arguments));
        await StoreAsync(async keys => Assert.Empty(await keys.ListAsync()));
    }

    public void Dispose()
    {
        Console.SetOut(output);
        written.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StoreAsync(Func<ApiKeyStore, Task> work)
    {
        await using var store = SqliteWorkflowStore.OpenFile(Path.Combine(folder.FullName, "guichet.db"));
        await work(new ApiKeyStore(store));
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        written.GetStringBuilder().Clear();
        return Commands.RunAsync([.. arguments, "--data", folder.FullName]);
    }
}
