using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Runtime.Tests.Stores;

public sealed class SqliteFileStoreTests : WorkflowStoreTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-");

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "store.db")};Pooling=False";

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

    [Fact]
    public void A_second_process_is_refused()
    {
        var refused = Assert.Throws<StoreInUseException>(Open);

        Assert.Contains("store.db", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_commit_is_synced_to_disk()
    {
        using var session = new Session(ConnectionString, SqliteWorkflowStore.WriterPragmas);

        Assert.Equal("wal", session.Prepare("PRAGMA journal_mode").ReadFirst(row => row.GetString(0)));
        Assert.Equal(2, session.Prepare("PRAGMA synchronous").ReadFirst(row => row.GetInt64(0)));
    }

    [Fact]
    public async Task A_full_disk_fails_the_units_of_the_moment_and_no_other()
    {
        await Store.DisposeAsync();
        var limit = new Session(ConnectionString, SqliteWorkflowStore.WriterPragmas);
        var pages = limit.Prepare("PRAGMA page_count").ReadFirst(row => row.GetInt64(0));
        limit.Prepare($"PRAGMA max_page_count = {pages + 20}").ReadFirst(row => row.GetInt64(0));
        await using var writer = new GroupCommitWriter(limit, gate: null);
        var large = Message("large") with { Payload = new byte[1_000_000] };

        await writer.CommitAsync(new UnitOfWork { Messages = [Message("before")] }, CancellationToken.None);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(
            () => writer.CommitAsync(new UnitOfWork { Messages = [Message("with"), large] }, CancellationToken.None));
        await writer.CommitAsync(new UnitOfWork { Messages = [Message("after")] }, CancellationToken.None);

        await writer.DisposeAsync();
        await using var reopened = Open();
        var kept = await reopened.ListMessagesAsync(Integrations.Runtime.Inbox.InboxState.Pending, PageRequest.First);
        Assert.Equal(["after", "before"], kept.Items.Select(message => message.Key.Value));
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
