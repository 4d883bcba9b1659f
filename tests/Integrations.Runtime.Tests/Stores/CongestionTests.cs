using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres.Writing;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>A writer that does not get on, since another session has locked what it writes: who waits, who may leave, who is sent away.</summary>
public sealed class CongestionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whoever_waits_for_PostgreSQL_may_leave_and_nothing_is_written_but_what_was_in_hand_is_carried_to_its_end()
    {
        using var database = new PostgresDatabase();
        await using var store = database.Open();
        await using var other = new NpgsqlConnection(database.Settings.ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        await using var held = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE", other)) await hold.ExecuteNonQueryAsync();

        await CheckAsync(store, GroupWriter.Capacity, () => held.RollbackAsync());
    }

    [Fact]
    public async Task Whoever_waits_for_SQLite_may_leave_and_nothing_is_written_but_what_was_in_hand_is_carried_to_its_end()
    {
        var folder = Directory.CreateTempSubdirectory("congestion-");
        var file = Path.Combine(folder.FullName, "store.db");
        await using (var store = SqliteWorkflowStore.OpenFile(file))
        {
            await using var other = new SqliteConnection($"Data Source={file};Pooling=False");
            await other.OpenAsync();
            await using (var hold = other.CreateCommand())
            {
                hold.CommandText = "BEGIN IMMEDIATE";
                await hold.ExecuteNonQueryAsync();
            }

            await CheckAsync(store, GroupCommitWriter.Capacity, async () =>
            {
                await using var release = other.CreateCommand();
                release.CommandText = "ROLLBACK";
                await release.ExecuteNonQueryAsync();
            });
        }

        folder.Delete(recursive: true);
    }

    private static async Task CheckAsync(IWorkflowStore store, int capacity, Func<Task> release)
    {
        using var leave = new CancellationTokenSource();
        var inHand = store.CommitAsync(Unit("in hand"), leave.Token);
        // The writer takes it and hangs; what comes now waits.
        await Task.Delay(500);
        var patient = store.CommitAsync(Unit("patient"), CancellationToken.None);
        var leaving = store.CommitAsync(Unit("leaving"), leave.Token);
        Assert.False(store.IsCongested);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(TimeSpan.FromSeconds(1)));
        Assert.False(inHand.IsCompleted);

        var many = Enumerable.Range(0, capacity + 10).Select(i => store.CommitAsync(Unit($"{i}"), CancellationToken.None)).ToList();
        Assert.True(store.IsCongested);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.CommitAsync(Unit("outside"), soon.Token).WaitAsync(TimeSpan.FromSeconds(1)));

        await release();
        Assert.All(await Task.WhenAll([inHand, patient, .. many]), result => Assert.IsType<CommitResult.Committed>(result));
        Assert.False(store.IsCongested);
        Assert.Equal(capacity + 12, (await store.ListMessagesAsync(InboxState.Pending, PageRequest.First)).Total);
        foreach (var never in (string[])["leaving", "outside"])
            Assert.False(Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Unit(never))).Receipts[0].Duplicate);
    }

    private static UnitOfWork Unit(string key) =>
        new() { Messages = [new NewInboxMessage(new DedupeKey("test", key), "form", "{}"u8.ToArray()) { ReceivedAt = Now }] };
}
