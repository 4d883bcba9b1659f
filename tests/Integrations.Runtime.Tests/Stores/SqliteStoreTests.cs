using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Runtime.Tests.Stores;

public sealed class SqliteFileStoreTests : WorkflowStoreTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-");

    protected override IWorkflowStore Open() => SqliteWorkflowStore.OpenFile(Path.Combine(folder.FullName, "store.db"));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_reopening()
    {
        var receipt = await ReceiveAsync(Message("1"));
        await Store.DisposeAsync();

        await using var reopened = Open();

        Assert.NotNull(await reopened.GetMessageAsync(receipt.MessageId));
    }
}

public sealed class SqliteMemoryStoreTests : WorkflowStoreTests
{
    protected override IWorkflowStore Open() => SqliteWorkflowStore.InMemory();

    [Fact]
    public async Task Two_stores_in_memory_share_nothing()
    {
        var receipt = await ReceiveAsync(Message("1"));

        await using var other = Open();

        Assert.Null(await other.GetMessageAsync(receipt.MessageId));
    }
}
