using System.Collections.Concurrent;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>Several runtimes on one database, each with all that a process has of its own: workers, cache, catalog, claims.</summary>
public sealed class ProcessesTests : RuntimeFixture
{
    private readonly ConcurrentDictionary<long, int> handled = new();
    private readonly ConcurrentDictionary<string, int> delivered = new();
    private readonly int[] sharesOfMessages = new int[3];

    protected override bool OnPostgres => true;

    [Fact]
    public async Task Two_processes_share_the_work_and_do_none_of_it_twice()
    {
        const int messages = 1200;
        await using var one = await StartAsync(Process(0));
        await using var other = await StartAsync(Process(1));

        // One process takes all in: what it cannot work in a moment is left to the other.
        await one.CommitAsync(new UnitOfWork { Messages = [.. Enumerable.Range(0, messages).Select(i => Message("form", $"{i}", DateTimeOffset.UtcNow))] });
        await UntilAsync(async () => await one.Store.NextDueAtAsync() is null);

        Assert.Equal(messages, (await one.Store.GetCountersAsync("effects"))["effects"]);
        Assert.Equal(messages, (await one.Store.ListCommandsAsync(OutboxState.Delivered, null, PageRequest.First)).Total);
        Assert.Equal(messages, delivered.Count);
        Assert.All(delivered, pair => Assert.Equal(1, pair.Value));
        Assert.All(sharesOfMessages.Take(2), share => Assert.True(share > messages / 20, $"shares {sharesOfMessages[0]} and {sharesOfMessages[1]}"));
    }

    [Fact]
    public async Task What_a_process_that_died_had_claimed_is_done_by_another()
    {
        await using var store = OpenStore();
        var unit = new UnitOfWork
        {
            Messages = [Message("form", "1", DateTimeOffset.UtcNow) with { ClaimedUntil = DateTimeOffset.UtcNow.AddSeconds(2) }],
            Commands = [new NewOutboxCommand("notify", "dead", "{}") { CreatedAt = DateTimeOffset.UtcNow }],
        };
        await store.CommitAsync(unit);
        Assert.Single(await store.ClaimDueCommandsAsync(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddSeconds(2), 10));

        await using var survivor = await StartAsync(Process(0));

        await UntilAsync(async () => await survivor.Store.NextDueAtAsync() is null);
        Assert.Equal(1, delivered["dead"]);
        Assert.Equal(1, (await survivor.Store.GetCountersAsync("effects"))["effects"]);
    }

    [Fact]
    public async Task A_process_that_stood_still_over_a_command_learns_that_another_has_it_and_writes_nothing()
    {
        await using var other = OpenStore();
        var asked = new TaskCompletionSource<bool>();
        await using var slow = await StartAsync(Process(0) with
        {
            Adapters = new Dictionary<string, CommandAdapter>
            {
                ["notify"] = async (command, token) =>
                {
                    Assert.True(await command.IsInHand(token));
                    var later = DateTimeOffset.UtcNow.AddMinutes(3);
                    Assert.True(await other.ClaimCommandAsync(command.Id, later, later.AddMinutes(1), token));
                    asked.SetResult(await command.IsInHand(token));
                    return new DeliveryResult.Taken();
                },
            },
        });

        await slow.CommitAsync(new UnitOfWork { Commands = [new NewOutboxCommand("notify", "k", "{}") { CreatedAt = DateTimeOffset.UtcNow }] });

        Assert.False(await asked.Task);
        Assert.Equal(OutboxState.Pending, (await other.GetCommandAsync(1))!.State);
        Assert.True(await other.HoldsCommandAsync(1));
    }

    [Fact]
    public async Task A_definition_that_one_process_publishes_or_takes_back_is_known_to_the_other_within_seconds()
    {
        await using var one = await StartAsync(Process(0));
        await using var other = await StartAsync(Process(1));

        await one.Definitions.PublishAsync(Flows.Sequence("w", Flows.Event("ev", "go", starts: true), Flows.WriteLine("end")));
        await UntilAsync(() => Task.FromResult(other.Definitions.FindTriggers("Elsa.Event:go").Count == 1), seconds: 10);
        await other.StartInstanceAsync(new StartInstance("w", "i1"));

        await other.Definitions.UnpublishAsync("w");
        await UntilAsync(() => Task.FromResult(one.Definitions.FindPublished("w") is null), seconds: 10);
    }

    [Fact]
    public async Task Of_many_starts_of_a_singleton_in_all_processes_one_succeeds()
    {
        await using var one = await StartAsync(Process(0), Flows.Activated(Flows.Sequence("w", Flows.Event("ev", "go")), "Singleton"));
        await using var other = await StartAsync(Process(1));

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () => await Record.ExceptionAsync(
            () => (i % 2 == 0 ? one : other).StartInstanceAsync(new StartInstance("w", $"i{i}"))))));

        Assert.Single(results, result => result is null);
        Assert.All(results.Where(result => result is not null), result => Assert.IsType<ActivationRefusedException>(result));
    }

    [Fact]
    public async Task Bursts_of_one_instance_in_two_processes_follow_each_other_and_none_is_lost()
    {
        const int events = 40;
        var waits = Flows.Sequence("w", [.. Enumerable.Range(0, events).Select(i => Flows.Event($"ev{i}", $"go{i}"))]);
        await using var one = await StartAsync(Process(0), waits);
        await using var other = await StartAsync(Process(1));
        await one.StartInstanceAsync(new StartInstance("w", "i1"));

        for (var i = 0; i < events; i++)
        {
            // Each process still holds in its cache what was before the last burst of the other.
            var bookmark = Assert.Single(await one.Store.FindBookmarksAsync($"Elsa.Event:go{i}", null));
            await Task.WhenAll(Task.Run(() => one.ResumeAsync(new ResumeBookmark(bookmark.Id))), Task.Run(() => other.ResumeAsync(new ResumeBookmark(bookmark.Id))));
        }

        var ended = (await other.Store.GetInstanceAsync("i1"))!.Header;
        Assert.Equal((WorkflowStatus.Finished, events + 1L), (ended.Status, ended.Version));
    }

    /// <summary>
    /// A burst looks whether the event is there, finds that it is not, and begins to wait, while another process appends it and wakes whoever
    /// waits. Whichever is first, the instance must not sleep over it.
    /// </summary>
    [Fact]
    public async Task An_event_that_one_process_appends_while_another_begins_to_wait_for_it_is_never_missed()
    {
        const int rounds = 150;
        await using var waiting = OpenStore();
        await using var appending = OpenStore();
        for (var round = 0; round < rounds; round++)
        {
            var stream = $"s{round}";
            var sees = false;
            await Task.WhenAll(
                Task.Run(async () =>
                {
                    while (true)
                    {
                        var seen = (await waiting.ReadStreamAsync(stream)).Events;
                        sees = seen.Count > 0;
                        var unit = new UnitOfWork
                        {
                            StreamsRead = [new StreamRead(stream, seen.Count)],
                            BookmarksAdded = sees ? [] : [new BookmarkRow($"b{round}", "i", stream, "a", "Wait", "noted", null)],
                        };
                        if (await waiting.CommitAsync(unit) is CommitResult.Committed) return;
                    }
                }),
                Task.Run(() => appending.CommitAsync(new UnitOfWork { Streams = [StreamTests.Append(stream, 1, "firm")] })));

            // The event is durable: this is what its stimulus would find.
            var woken = (await appending.FindBookmarksAsync("noted", stream)).Count == 1;
            Assert.True(sees || woken, $"round {round}: the event was missed");
        }
    }

    private RuntimeOptions Process(int number) => Working() with
    {
        // Longer than the test, so that what is done twice is no work of a lapsed lease.
        MessageLease = TimeSpan.FromMinutes(5),
        Routes = new Dictionary<string, MessageRoute>
        {
            ["form"] = new(async (message, token) =>
            {
                handled.AddOrUpdate(message.Id, 1, static (_, times) => times + 1);
                Interlocked.Increment(ref sharesOfMessages[number]);
                await Task.Delay(10, token);
                return new UnitOfWork
                {
                    Counters = [new CounterIncrement("effects")],
                    Commands = [new NewOutboxCommand("notify", $"{message.Key.Value}", "{}") { CreatedAt = message.ReceivedAt }],
                };
            }),
        },
        Adapters = new Dictionary<string, CommandAdapter>
        {
            ["notify"] = async (command, token) =>
            {
                delivered.AddOrUpdate(command.IdempotencyKey, 1, static (_, times) => times + 1);
                await Task.Delay(5, token);
                return new DeliveryResult.Delivered();
            },
        },
    };
}
