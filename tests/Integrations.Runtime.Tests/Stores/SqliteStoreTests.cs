using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Execution;

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

    /// <summary>The partial indexes hold only what waits, so a walk along one of them does not grow with history.</summary>
    [Fact]
    public async Task No_read_that_finds_work_walks_over_history()
    {
        var store = (SqliteWorkflowStore)Store;
        var now = DateTimeOffset.UtcNow;
        await store.GetMessageAsync(1);
        await store.FindDueMessagesAsync(now, 10);
        await store.ClaimCommandAsync(1, now, now);
        await store.GetInstanceAsync("i");
        await store.GetJournalAsync("i");
        await store.GetBookmarkAsync("b");
        await store.GetBookmarksOfAsync("i");
        await store.FindBookmarksAsync("k", null);
        await store.FindBookmarksAsync("k", "c");
        await store.FindDueTimersAsync(now, 10);
        await store.GetCommandAsync(1);
        await store.FindDueCommandsAsync(now, 10);
        await store.ReadStreamAsync("s");
        await store.FindDueStreamsAsync(now, 10);
        await store.FindDueTriggersAsync(now, 10);
        await store.GetDocumentAsync(new Integrations.Runtime.Documents.DocumentKey("c", "i"));
        await store.GetDefinitionVersionAsync("v");
        await store.GetHealthAsync(now);
        await store.NextDueAtAsync();
        await store.ListMessagesAsync(Integrations.Runtime.Inbox.InboxState.Quarantined, PageRequest.First);
        await store.ListCommandsAsync(Integrations.Runtime.Outbox.OutboxState.Dead, null, PageRequest.First);
        string[] ofWhatWaits = ["inbox_due", "inbox_quarantined", "inbox_dead", "bookmarks_due", "outbox_due", "outbox_dead", "stream_due_at", "time_triggers_due", "instances_stalled", "instances_faulted"];

        using var session = new Session(ConnectionString, "PRAGMA query_only = 1");
        foreach (var text in store.PreparedReads)
        {
            using var explain = session.Connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + System.Text.RegularExpressions.Regex.Replace(text, @"\$[a-z_]+", "1");
            using var plan = explain.ExecuteReader();
            while (plan.Read())
            {
                var step = plan.GetString(3);
                var walks = step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("CONSTANT ROW", StringComparison.Ordinal)
                    && !step.Contains("subquery", StringComparison.OrdinalIgnoreCase);
                Assert.True(!walks || ofWhatWaits.Any(index => step.Contains(index, StringComparison.Ordinal)), $"{step}\n{text}");
                Assert.DoesNotContain("TEMP B-TREE", step, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>The rows hold the states: a list that walked over them would read the whole store.</summary>
    [Fact]
    public async Task Lists_of_instances_walk_over_an_index_alone()
    {
        var store = (SqliteWorkflowStore)Store;
        InstanceFilter[] filters =
        [
            new(), new() { DefinitionId = "d" }, new() { DefinitionId = "d", Status = WorkflowStatus.Running }, new() { SearchTerm = "x" }, new() { DefinitionVersion = 2 },
            new() { SubStatuses = [WorkflowSubStatus.Faulted], HasIncidents = true }, new() { Updated = new InstantRange(DateTimeOffset.UtcNow) },
            new() { Order = InstanceOrder.Updated }, new() { Order = InstanceOrder.Finished }, new() { Order = InstanceOrder.Name, Ascending = true },
        ];
        foreach (var filter in filters) await store.ListInstancesAsync(filter, new PageRequest(0, 10));

        using var session = new Session(ConnectionString, "PRAGMA query_only = 1");
        foreach (var text in store.PreparedReads)
        {
            using var explain = session.Connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + System.Text.RegularExpressions.Regex.Replace(text, @"\$[a-z_]+", "1");
            using var plan = explain.ExecuteReader();
            while (plan.Read())
            {
                var step = plan.GetString(3);
                Assert.True(!step.Contains(" instances", StringComparison.Ordinal) || step.Contains("COVERING INDEX", StringComparison.Ordinal) || step.Contains("INTEGER PRIMARY KEY (rowid=?)", StringComparison.Ordinal), $"{step}\n{text}");
            }
        }
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
        var full = await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(
            () => writer.CommitAsync(new UnitOfWork { Messages = [Message("with"), large] }, CancellationToken.None));
        Assert.True(Store.IsOutage(full));
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
