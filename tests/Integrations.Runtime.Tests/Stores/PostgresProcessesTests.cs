using System.Security.Cryptography;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Runtime.Streams;
using Integrations.Tests.Shared;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>Several processes on one database, each with a store of its own.</summary>
public sealed class PostgresProcessesTests : IAsyncLifetime
{
    private const int Processes = 3;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private readonly PostgresDatabase database = new();
    private PostgresWorkflowStore[] stores = [];

    public ValueTask InitializeAsync()
    {
        stores = [.. Enumerable.Range(0, Processes).Select(_ => database.Open())];
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores) await store.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task One_delivery_to_all_processes_at_the_same_moment_is_one_message_and_all_get_its_receipt()
    {
        for (var round = 0; round < 100; round++)
        {
            var receipts = await AllAsync(async store => (await CommittedAsync(store, new UnitOfWork { Messages = [Message($"{round}")] })).Receipts[0]);

            Assert.Single(receipts.Select(receipt => receipt.MessageId).Distinct());
            Assert.Single(receipts, receipt => !receipt.Duplicate);
            Assert.NotNull(await stores[0].GetMessageAsync(receipts[0].MessageId));
        }
    }

    [Fact]
    public async Task One_command_of_all_processes_at_the_same_moment_is_one_command()
    {
        for (var round = 0; round < 100; round++)
        {
            var command = new NewOutboxCommand("notify", $"{round}", "{}") { CreatedAt = Now };
            var ids = await AllAsync(async store => (await CommittedAsync(store, new UnitOfWork { Commands = [command] })).CommandIds[0]);

            Assert.NotNull(await stores[0].GetCommandAsync(Assert.Single(ids, id => id is not null)!.Value));
        }

        Assert.Equal(100, (await stores[0].ListCommandsAsync(null, null, PageRequest.First)).Total);
    }

    [Fact]
    public async Task What_only_one_can_do_is_done_by_one_and_the_others_are_told()
    {
        await CommittedAsync(stores[0], new UnitOfWork { Definitions = [Definition(1)], Triggers = [new ArmedTriggers("d", "d.1", [Trigger(Now)])] });
        for (var round = 0; round < 50; round++)
        {
            var message = (await CommittedAsync(stores[0], new UnitOfWork { Messages = [Message($"{round}")] })).Receipts[0].MessageId;
            var command = (await CommittedAsync(stores[0], new UnitOfWork { Commands = [new NewOutboxCommand("notify", $"{round}", "{}") { CreatedAt = Now }] })).CommandIds[0]!.Value;
            var due = Now.AddMinutes(round);

            await OneAsync(ConflictSubject.InstanceExists, new UnitOfWork { Instances = [Instance($"i{round}", 1)] });
            await OneAsync(ConflictSubject.InstanceVersion, new UnitOfWork { Instances = [Instance($"i{round}", 2)] });
            await OneAsync(ConflictSubject.Message, new UnitOfWork { InboxMarks = [new InboxMark.Done(message, Now)] });
            await OneAsync(ConflictSubject.Command, new UnitOfWork { OutboxMarks = [new OutboxMark.Delivered(command, Now, null)] });
            await OneAsync(ConflictSubject.StreamSequence, new UnitOfWork { Streams = [new StreamAppend($"s{round}", [Event(1)])] });
            await OneAsync(ConflictSubject.Trigger, new UnitOfWork { TriggersFired = [new TriggerFired("d", "a", due, due.AddMinutes(1))] });
            await OneAsync(ConflictSubject.DefinitionVersion, process => new UnitOfWork { Definitions = [Definition(round + 2) with { VersionId = $"d.{round + 2}.{process}" }] });
            await OneAsync(ConflictSubject.Activation, process => new UnitOfWork
            {
                Instances = [Instance($"a{round}-{process}", 1) with { }],
                Activations = [new ActivationGuard(ActivationStrategy.Correlation, "d", $"a{round}")],
            }, $"a{round}");
        }
    }

    [Fact]
    public async Task No_row_is_claimed_by_two_processes()
    {
        const int rows = 600;
        await CommittedAsync(stores[0], new UnitOfWork
        {
            Messages = [.. Enumerable.Range(0, rows).Select(i => Message($"{i}"))],
            Commands = [.. Enumerable.Range(0, rows).Select(i => new NewOutboxCommand("notify", $"{i}", "{}") { CreatedAt = Now })],
        });

        var messages = await AllAsync(store => ClaimAllAsync(() => store.ClaimDueMessagesAsync(Now, Now.AddMinutes(5), 7)));
        var commands = await AllAsync(store => ClaimAllAsync(() => store.ClaimDueCommandsAsync(Now, Now.AddMinutes(5), 7)));

        Assert.Equal(rows, messages.Sum(claimed => claimed.Count));
        Assert.Equal(rows, messages.SelectMany(claimed => claimed).Distinct().Count());
        Assert.Equal(rows, commands.Sum(claimed => claimed.Count));
        Assert.Equal(rows, commands.SelectMany(claimed => claimed).Distinct().Count());
        var id = messages[0][0];
        Assert.Null((await stores[0].GetMessageAsync(id))!.ClaimedElsewhereUntil);
        Assert.Equal(Now.AddMinutes(5), (await stores[1].GetMessageAsync(id))!.ClaimedElsewhereUntil);
    }

    [Fact]
    public async Task Units_that_lock_the_same_things_in_another_order_never_stop_each_other()
    {
        var random = new Random(1);
        string[] names = [.. Enumerable.Range(0, 8).Select(i => $"k{i}")];
        int[][] orders = [.. Enumerable.Range(0, Processes * 60).Select(_ => Enumerable.Range(0, 8).OrderBy(_ => random.Next()).ToArray())];

        await Task.WhenAll(orders.Select((order, number) => Task.Run(() => CommittedAsync(stores[number % Processes], new UnitOfWork
        {
            Documents = [.. order.Select(i => new Integrations.Runtime.Documents.Document("c", names[i], $"{number}"))],
            StreamsDue = [.. order.Select(i => new StreamDue(names[i], Now))],
            StreamsRead = [.. order.Select(i => new StreamRead(names[i], 0))],
            Counters = [.. order.Select(i => new CounterIncrement(names[i]))],
            Messages = [.. order.Select(i => Message($"{number / Processes}-{i}"))],
        }))));

        Assert.All((await stores[0].GetCountersAsync("k")).Values, value => Assert.Equal(orders.Length, value));
    }

    [Fact]
    public async Task A_unit_that_the_database_does_not_take_fails_alone()
    {
        var broken = new[]
        {
            Message("nul") with { Kind = "a\0b" },
            Message("half") with { Kind = "a\ud800b" },
            // The server takes it for a text, and finds only when it writes the index that it is too long.
            Message("long") with { Key = new DedupeKey("test", RandomNumberGenerator.GetString("0123456789abcdef", 20_000)) },
        };
        var sound = Enumerable.Range(0, 60).Select(i => stores[0].CommitAsync(new UnitOfWork { Messages = [Message($"{i}")] })).ToList();
        var failed = broken.Select(message => stores[0].CommitAsync(new UnitOfWork { Messages = [message] })).ToList();
        sound.AddRange(Enumerable.Range(60, 60).Select(i => stores[0].CommitAsync(new UnitOfWork { Messages = [Message($"{i}")] })));

        Assert.All(await Task.WhenAll(sound), result => Assert.IsType<CommitResult.Committed>(result));
        foreach (var unit in failed) await Assert.ThrowsAnyAsync<Exception>(() => unit);
        Assert.Equal(120, (await stores[0].ListMessagesAsync(InboxState.Pending, PageRequest.First)).Total);
    }

    [Fact]
    public async Task A_change_of_the_definitions_is_seen_by_the_others_and_nothing_else_is()
    {
        var before = await stores[1].GetDefinitionsRevisionAsync();
        await CommittedAsync(stores[0], new UnitOfWork { Messages = [Message("1")] });
        Assert.Equal(before, await stores[1].GetDefinitionsRevisionAsync());

        await CommittedAsync(stores[0], new UnitOfWork { Definitions = [Definition(1)] });

        Assert.True(await stores[1].GetDefinitionsRevisionAsync() > before);
    }

    [Fact]
    public async Task A_message_is_kept_although_the_connection_died_while_nobody_used_it()
    {
        var first = (await CommittedAsync(stores[0], new UnitOfWork { Messages = [Message("1")] })).Receipts[0];
        PostgresServer.Shared.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");

        var second = (await CommittedAsync(stores[0], new UnitOfWork { Messages = [Message("2")] })).Receipts[0];
        PostgresServer.Shared.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");
        var again = (await CommittedAsync(stores[0], new UnitOfWork { Messages = [Message("1")] })).Receipts[0];

        Assert.False(second.Duplicate);
        Assert.Equal(first with { Duplicate = true }, again);
        await using var later = database.Open();
        Assert.Equal(2, (await later.ListMessagesAsync(InboxState.Pending, PageRequest.First)).Total);
    }

    [Fact]
    public async Task Connections_that_are_cut_lose_nothing_that_was_acknowledged_and_double_nothing_that_is_tried_again()
    {
        const int units = 1500;
        using var end = new CancellationTokenSource();
        var cuts = 0;
        var cutting = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                PostgresServer.Shared.Execute(
                    "postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}' AND random() < 0.7");
                cuts++;
                await Task.Delay(Random.Shared.Next(20));
            }
        });

        var lost = 0;
        await Task.WhenAll(Enumerable.Range(0, 30).Select(client => Task.Run(async () =>
        {
            for (var i = client; i < units; i += 30)
            {
                var message = Message($"{i}");
                var receipt = await InsistAsync(async () => (await CommittedAsync(stores[i % Processes], new UnitOfWork { Messages = [message] })).Receipts[0]);
                // The mark makes of the whole unit something that happens once.
                await InsistAsync(async () => await stores[i % Processes].CommitAsync(new UnitOfWork
                {
                    InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)],
                    Counters = [new CounterIncrement("effects")],
                    Commands = [new NewOutboxCommand("notify", $"{i}", "{}") { CreatedAt = Now }],
                }));
            }
        })));
        await end.CancelAsync();
        await cutting;

        Assert.True(cuts > 5 && lost > 0, $"{cuts} cuts, {lost} answers lost: the test shows nothing");
        Assert.Equal(units, await InsistAsync(async () => (await stores[0].GetCountersAsync("effects"))["effects"]));
        Assert.Equal(units, (await stores[0].ListMessagesAsync(InboxState.Done, PageRequest.First)).Total);
        Assert.Equal(units, (await stores[0].ListCommandsAsync(null, null, PageRequest.First)).Total);

        async Task<T> InsistAsync<T>(Func<Task<T>> act)
        {
            while (true)
            {
                try
                {
                    return await act();
                }
                catch (Exception error) when (error is StoreConnectionLostException or Npgsql.NpgsqlException)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        }
    }

    private static async Task<List<long>> ClaimAllAsync(Func<ValueTask<IReadOnlyList<long>>> claim)
    {
        List<long> all = [];
        while (await claim() is { Count: > 0 } claimed) all.AddRange(claimed);
        return all;
    }

    private static async Task<CommitResult.Committed> CommittedAsync(PostgresWorkflowStore store, UnitOfWork unit) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(unit));

    private Task OneAsync(ConflictSubject subject, UnitOfWork unit) => OneAsync(subject, _ => unit);

    private async Task OneAsync(ConflictSubject subject, Func<int, UnitOfWork> unit, string? correlationId = null)
    {
        var results = await Task.WhenAll(stores.Select((store, process) => Task.Run(() => store.CommitAsync(WithCorrelation(unit(process), correlationId)))));

        Assert.Single(results, result => result is CommitResult.Committed);
        Assert.All(results.OfType<CommitResult.Conflict>(), conflict => Assert.Equal(subject, conflict.Subject));
        Assert.Equal(Processes - 1, results.Count(result => result is CommitResult.Conflict));
    }

    private static UnitOfWork WithCorrelation(UnitOfWork unit, string? correlationId) => correlationId is null
        ? unit
        : unit with { Instances = [.. unit.Instances.Select(row => row with { Header = row.Header with { CorrelationId = correlationId } })] };

    private Task<T[]> AllAsync<T>(Func<PostgresWorkflowStore, Task<T>> act) => Task.WhenAll(stores.Select(store => Task.Run(() => act(store))));

    private static NewInboxMessage Message(string key) => new(new DedupeKey("test", key), "form", "{}"u8.ToArray()) { ReceivedAt = Now };

    private static StoredEvent Event(long sequence) => new(sequence, "Noted", Now, new DateOnly(2026, 3, 2), "firm", "form", "{}", null, $"hash{sequence}");

    private static TimeTrigger Trigger(DateTimeOffset due) => new("d", "a", "d.1", TriggerSchedule.Parse("every 00:01:00"), due);

    private static DefinitionVersion Definition(int version) => new()
    {
        VersionId = $"d.{version}",
        DefinitionId = "d",
        Version = version,
        Json = "{}",
        Hash = "00",
        Published = version == 1,
        CreatedAt = Now,
    };

    private static InstanceRow Instance(string id, long version) => new(
        new InstanceHeader
        {
            InstanceId = id,
            DefinitionId = "d",
            DefinitionVersionId = "d.1",
            Status = WorkflowStatus.Running,
            SubStatus = WorkflowSubStatus.Suspended,
            IncidentCount = 0,
            IsStalled = false,
            CreatedAt = Now,
            UpdatedAt = Now,
            Version = version,
        },
        "{}"u8.ToArray());
}

/// <summary>The server itself goes down.</summary>
public sealed class PostgresOutageTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_power_cut_and_the_store_goes_on_when_the_server_is_back()
    {
        using var server = PostgresServer.StartOwn();
        var settings = new PostgresSettings { ConnectionString = server.ConnectionTo(server.CreateDatabase()) };
        await using var store = PostgresWorkflowStore.Open(settings);
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        var next = 0;
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var key = $"{Interlocked.Increment(ref next)}";
                var message = new NewInboxMessage(new DedupeKey("test", key), "form", "{}"u8.ToArray()) { ReceivedAt = DateTimeOffset.UtcNow };
                try
                {
                    acknowledged[key] = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new UnitOfWork { Messages = [message] })).Receipts[0].MessageId;
                }
                catch (StoreConnectionLostException)
                {
                    // Not acknowledged: nobody may count on it.
                }
            }
        })).ToArray();

        for (var crash = 0; crash < 3; crash++)
        {
            var before = acknowledged.Count;
            await UntilAsync(() => acknowledged.Count > before + 200);
            server.CrashAndRestart();
        }

        var last = acknowledged.Count;
        await UntilAsync(() => acknowledged.Count > last + 200);
        await end.CancelAsync();
        await Task.WhenAll(clients);

        foreach (var (key, id) in acknowledged)
            Assert.Equal(key, (await store.GetMessageAsync(id))?.Key.Value);
    }

    [Fact]
    public async Task While_the_server_is_down_everybody_is_told_and_nobody_waits_for_ever()
    {
        using var server = PostgresServer.StartOwn();
        var settings = new PostgresSettings { ConnectionString = server.ConnectionTo(server.CreateDatabase()) };
        await using var store = PostgresWorkflowStore.Open(settings);
        server.Stop("fast");

        var message = new NewInboxMessage(new DedupeKey("test", "1"), "form", "{}"u8.ToArray()) { ReceivedAt = DateTimeOffset.UtcNow };
        var told = await Assert.ThrowsAsync<StoreConnectionLostException>(() => store.CommitAsync(new UnitOfWork { Messages = [message] }).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(told.MayBeWritten);

        server.Start();
        await UntilAsync(async () =>
        {
            try
            {
                return await store.CommitAsync(new UnitOfWork { Messages = [message] }) is CommitResult.Committed;
            }
            catch (StoreConnectionLostException)
            {
                return false;
            }
        });
    }

    private static Task UntilAsync(Func<bool> reached) => UntilAsync(() => Task.FromResult(reached()));

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var end = DateTime.UtcNow.AddMinutes(2);
        while (!await reached())
        {
            Assert.True(DateTime.UtcNow < end, "not reached in time");
            await Task.Delay(10);
        }
    }
}
