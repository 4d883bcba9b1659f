using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;
using Npgsql;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>The schema of the PostgreSQL store, its roles and its partitions, each in a database of its own.</summary>
public sealed class PostgresSchemaTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly string name = PostgresServer.Shared.CreateDatabase();

    private PostgresSettings Settings => new() { ConnectionString = PostgresServer.Shared.ConnectionTo(name) };

    [Fact]
    public async Task Several_processes_that_start_at_once_on_an_empty_database_make_its_schema_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PostgresWorkflowStore.Open(Settings))));

        foreach (var store in stores)
        {
            await ReceiveAsync(store, Guid.NewGuid().ToString());
            await store.DisposeAsync();
        }

        Assert.Equal(1L, Scalar("SELECT count(*) FROM schemaversions WHERE scriptname LIKE '%0001_initial.sql'"));
    }

    [Fact]
    public async Task A_migration_outlasts_the_limits_of_idle_transactions_and_of_commands_and_who_waits_for_it_does_too()
    {
        PostgresServer.Shared.Execute("postgres", $"ALTER DATABASE {name} SET idle_in_transaction_session_timeout = '1s'");
        var impatient = Settings with { ConnectionString = Settings.ConnectionString + ";Command Timeout=1" };
        await using var other = new NpgsqlConnection(Settings.ConnectionString + ";Pooling=false;Options=-c idle_in_transaction_session_timeout=0");
        await other.OpenAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            // The script makes a table of this name, and has to wait whether there is one.
            await using (var hold = new NpgsqlCommand("CREATE TABLE inbox (id int)", other)) await hold.ExecuteNonQueryAsync();
            var migrations = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => PostgresWorkflowStore.MigrateAsync(impatient))));
            await Task.Delay(TimeSpan.FromSeconds(3));
            Assert.False(migrations.IsCompleted);
            await transaction.RollbackAsync();
            await migrations;
        }

        // Each script once, though two were at it.
        Assert.Equal(0L, Scalar("SELECT count(*) - count(DISTINCT scriptname) FROM schemaversions"));
        await using var store = PostgresWorkflowStore.Open(Settings with { Migrate = false });
        await ReceiveAsync(store, "1");
    }

    [Fact]
    public async Task A_schema_that_is_older_than_the_program_is_refused_by_a_process_that_may_not_migrate()
    {
        var refused = Assert.Throws<StoreRefusedException>(() => PostgresWorkflowStore.Open(Settings with { Migrate = false }));
        Assert.Equal("storage.schema-older", refused.Code);
        Assert.Contains("0001_initial.sql", refused.Message, StringComparison.Ordinal);

        await PostgresWorkflowStore.MigrateAsync(Settings);

        await using var store = PostgresWorkflowStore.Open(Settings with { Migrate = false });
        await ReceiveAsync(store, "1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_schema_that_is_newer_than_the_program_is_refused(bool migrate)
    {
        await PostgresWorkflowStore.MigrateAsync(Settings);
        PostgresServer.Shared.Execute(name, "INSERT INTO schemaversions (scriptname, applied) VALUES ('X.Stores.Postgres.Migrations.9999_later.sql', now())");

        Assert.Equal("storage.schema-newer", Assert.Throws<StoreRefusedException>(() => PostgresWorkflowStore.Open(Settings with { Migrate = migrate })).Code);
    }

    [Fact]
    public void A_database_that_confirms_what_a_power_cut_takes_away_is_refused()
    {
        PostgresServer.Shared.Execute("postgres", $"ALTER DATABASE {name} SET synchronous_commit = off");

        Assert.Equal("storage.not-durable", Assert.Throws<StoreRefusedException>(() => PostgresWorkflowStore.Open(Settings)).Code);
    }

    [Fact]
    public async Task The_role_of_the_application_does_all_its_work_and_can_neither_create_nor_change_nor_drop()
    {
        PostgresServer.Shared.Execute(name, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", "roles.sql")));
        PostgresServer.Shared.Execute(name, $"CREATE ROLE owner_{name} LOGIN IN ROLE integrations_owner; CREATE ROLE app_{name} LOGIN IN ROLE integrations_app");
        await PostgresWorkflowStore.MigrateAsync(Settings with { ConnectionString = PostgresServer.Shared.ConnectionTo(name, $"owner_{name}") + ";Options=-c role=integrations_owner" });
        var asApplication = PostgresServer.Shared.ConnectionTo(name, $"app_{name}");

        await using (var store = PostgresWorkflowStore.Open(Settings with { ConnectionString = asApplication, Migrate = false }))
        {
            var receipt = await ReceiveAsync(store, "1");
            await store.CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)], Journal = [Burst("i", 1, Now)], Counters = [new CounterIncrement("n")] });
            Assert.Equal(InboxState.Done, (await store.GetMessageAsync(receipt.MessageId))!.State);
            // The partitions of the months to come are made with the rights of the owner.
            await UntilAsync(() => (long)Scalar("SELECT count(*) FROM pg_inherits WHERE inhparent = 'journal'::regclass") >= 4);
        }

        foreach (var forbidden in new[] { "DROP TABLE inbox", "CREATE TABLE mine (id int)", "ALTER TABLE inbox ADD COLUMN mine int", "TRUNCATE inbox", "CREATE INDEX ON inbox (kind)" })
            Assert.Equal("42501", Assert.Throws<PostgresException>(() => Execute(asApplication, forbidden)).SqlState);
    }

    [Fact]
    public async Task Bursts_of_each_month_stand_in_a_partition_of_their_own_and_a_month_that_is_emptied_is_dropped()
    {
        await PostgresWorkflowStore.MigrateAsync(Settings);
        await using var store = PostgresWorkflowStore.Open(Settings);
        var old = new DateTimeOffset(2020, 1, 15, 0, 0, 0, TimeSpan.Zero);
        Scalar("SELECT keep_journal_partitions('2020-01-03T00:00:00Z', 1)");

        await store.CommitAsync(new UnitOfWork { Journal = [Burst("i", 1, old), Burst("i", 2, old.AddMonths(1)), Burst("i", 3, old.AddYears(40))] });

        Assert.Equal(1L, Scalar("SELECT count(*) FROM journal_2020_01"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM journal_2020_02"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM journal_default"));
        Assert.Equal([1, 2, 3], (await store.GetJournalAsync("i")).Select(row => row.Version));

        PostgresServer.Shared.Execute(name, "DELETE FROM journal WHERE version = 1");
        Scalar("SELECT keep_journal_partitions(now(), 2)");

        Assert.Equal(DBNull.Value, Scalar("SELECT to_regclass('journal_2020_01')::text"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM journal_2020_02"));
        Assert.Equal([2, 3], (await store.GetJournalAsync("i")).Select(row => row.Version));
    }

    [Fact]
    public async Task A_month_whose_bursts_have_landed_in_the_default_partition_is_left_there()
    {
        await PostgresWorkflowStore.MigrateAsync(Settings);
        await using var store = PostgresWorkflowStore.Open(Settings);
        await store.CommitAsync(new UnitOfWork { Journal = [Burst("i", 1, new DateTimeOffset(2019, 5, 31, 23, 59, 59, TimeSpan.Zero))] });

        Scalar("SELECT keep_journal_partitions('2019-05-01T00:00:00Z', 1)");

        Assert.Equal(DBNull.Value, Scalar("SELECT to_regclass('journal_2019_05')::text"));
        Assert.NotEqual(DBNull.Value, Scalar("SELECT to_regclass('journal_2019_06')::text"));
        Assert.Single(await store.GetJournalAsync("i"));
    }

    public void Dispose() => PostgresServer.Shared.DropDatabase(name);

    private static JournalRow Burst(string instanceId, long version, DateTimeOffset at) => new(instanceId, version, at, "[]"u8.ToArray());

    private static async Task<InboxReceipt> ReceiveAsync(PostgresWorkflowStore store, string key)
    {
        var message = new NewInboxMessage(new DedupeKey("test", key), "form", "{}"u8.ToArray()) { ReceivedAt = Now };
        return Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new UnitOfWork { Messages = [message] })).Receipts[0];
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var attempt = 0; !reached(); attempt++)
        {
            Assert.True(attempt < 600, "not reached in time");
            await Task.Delay(50);
        }
    }

    private object Scalar(string sql)
    {
        using var connection = new NpgsqlConnection(Settings.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()!;
    }
}
