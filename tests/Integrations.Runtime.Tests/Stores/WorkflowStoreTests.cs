using System.Text;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>What every provider of <see cref="IWorkflowStore"/> must do. A provider derives from it and opens its store.</summary>
public abstract class WorkflowStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, 123, TimeSpan.Zero);

    protected IWorkflowStore Store { get; private set; } = null!;

    protected abstract IWorkflowStore Open();

    public ValueTask InitializeAsync()
    {
        Store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Inbox

    [Fact]
    public async Task A_message_comes_back_as_it_was_received()
    {
        var sent = Message("1") with
        {
            ContentType = "text/plain; charset=utf-8",
            Headers = new Dictionary<string, string> { ["webhook-id"] = "é" },
        };

        var receipt = (await CommitAsync(new UnitOfWork { Messages = [sent] })).Receipts.Single();

        var stored = (await Store.GetMessageAsync(receipt.MessageId))!;
        Assert.False(receipt.Duplicate);
        Assert.Equal(sent.Key, stored.Key);
        Assert.Equal(sent.Kind, stored.Kind);
        Assert.Equal(sent.ContentType, stored.ContentType);
        Assert.Equal(sent.Headers, stored.Headers);
        Assert.Equal(sent.Payload.ToArray(), stored.Payload.ToArray());
        Assert.Equal(Now, stored.ReceivedAt);
        Assert.Equal(Now, stored.DueAt);
        Assert.Equal(InboxState.Pending, stored.State);
        Assert.Equal(0, stored.Attempts);
    }

    [Fact]
    public async Task The_second_delivery_of_a_message_gets_the_first_receipt()
    {
        var first = await ReceiveAsync(Message("1"));
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(first.MessageId, Now)] });

        var second = await ReceiveAsync(Message("1") with { Payload = "other"u8.ToArray() });
        var otherSource = await ReceiveAsync(Message("1") with { Key = new DedupeKey("another", "1") });

        Assert.Equal(new InboxReceipt(first.MessageId, Duplicate: true), second);
        Assert.False(otherSource.Duplicate);
    }

    [Fact]
    public async Task The_same_message_twice_in_one_unit_is_one_message()
    {
        var receipts = (await CommitAsync(new UnitOfWork { Messages = [Message("1"), Message("1")] })).Receipts;

        Assert.Equal(receipts[0].MessageId, receipts[1].MessageId);
        Assert.Equal([false, true], receipts.Select(receipt => receipt.Duplicate));
    }

    [Fact]
    public async Task Due_messages_come_in_order_of_due_instant_then_arrival()
    {
        var late = await ReceiveAsync(Message("late") with { DueAt = Now.AddMinutes(2) });
        var second = await ReceiveAsync(Message("second"));
        var third = await ReceiveAsync(Message("third"));
        var first = await ReceiveAsync(Message("first") with { DueAt = Now.AddMinutes(-1) });

        Assert.Equal([first.MessageId, second.MessageId, third.MessageId], await Store.FindDueMessagesAsync(Now, 10));
        Assert.Equal([first.MessageId], await Store.FindDueMessagesAsync(Now, 1));
        Assert.Equal(late.MessageId, (await Store.FindDueMessagesAsync(Now.AddMinutes(2), 10))[^1]);
    }

    [Fact]
    public async Task A_message_that_is_done_is_no_longer_due()
    {
        var receipt = await ReceiveAsync(Message("1"));

        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)] });

        Assert.Empty(await Store.FindDueMessagesAsync(Now, 10));
        Assert.Equal(InboxState.Done, (await Store.GetMessageAsync(receipt.MessageId))!.State);
    }

    [Fact]
    public async Task A_message_done_by_another_makes_the_whole_unit_a_conflict()
    {
        var receipt = await ReceiveAsync(Message("1"));
        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)] });

        var again = await Store.CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Done(receipt.MessageId, Now)],
            Counters = [new CounterIncrement("effects")],
            Messages = [Message("follow-up")],
        });

        Assert.Equal(ConflictSubject.Message, Assert.IsType<CommitResult.Conflict>(again).Subject);
        Assert.Empty(await Store.GetCountersAsync(""));
        Assert.Empty(await Store.FindDueMessagesAsync(Now, 10));
    }

    [Fact]
    public async Task A_forgotten_message_leaves_nothing_behind()
    {
        var receipt = await ReceiveAsync(Message("1") with { Ephemeral = true });

        await CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Forgotten(receipt.MessageId, Now)] });

        Assert.Null(await Store.GetMessageAsync(receipt.MessageId));
        Assert.False((await ReceiveAsync(Message("1"))).Duplicate);
    }

    [Fact]
    public async Task Quarantine_keeps_the_reason_until_a_person_replays_the_message()
    {
        var receipt = await ReceiveAsync(Message("1"));
        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Quarantined(receipt.MessageId, Now, "form.unreadable", "Le formulaire est illisible.")],
        });

        var page = await Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First);
        Assert.Equal("form.unreadable", Assert.Single(page.Items).ReasonCode);
        Assert.Equal("Le formulaire est illisible.", page.Items[0].Reason);

        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Replayed(receipt.MessageId, Now.AddHours(1), "agent", "mapping corrigé")],
        });

        Assert.Equal([receipt.MessageId], await Store.FindDueMessagesAsync(Now.AddHours(1), 10));
        Assert.Equal([new Replay(Now.AddHours(1), "agent", "mapping corrigé")], await Store.GetMessageReplaysAsync(receipt.MessageId));
    }

    [Fact]
    public async Task A_message_that_waits_cannot_be_replayed()
    {
        var receipt = await ReceiveAsync(Message("1"));

        var result = await Store.CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Replayed(receipt.MessageId, Now, "agent", "impatience")] });

        Assert.IsType<CommitResult.Conflict>(result);
        Assert.Empty(await Store.GetMessageReplaysAsync(receipt.MessageId));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Only_a_failed_attempt_counts(bool failed, int attempts)
    {
        var receipt = await ReceiveAsync(Message("1"));

        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Deferred(receipt.MessageId, Now, Now.AddMinutes(5), failed, "later", "Plus tard.")],
        });

        Assert.Empty(await Store.FindDueMessagesAsync(Now, 10));
        Assert.Equal([receipt.MessageId], await Store.FindDueMessagesAsync(Now.AddMinutes(5), 10));
        Assert.Equal(attempts, (await Store.GetMessageAsync(receipt.MessageId))!.Attempts);
    }

    // Instances

    [Fact]
    public async Task An_instance_comes_back_as_it_was_written()
    {
        var row = Instance("i1");

        await CommitAsync(new UnitOfWork { Instances = [row] });

        var stored = (await Store.GetInstanceAsync("i1"))!;
        Assert.Equal(row.Header, stored.Header);
        Assert.Equal(row.State.ToArray(), stored.State.ToArray());
        Assert.Null(await Store.GetInstanceAsync("i2"));
    }

    [Fact]
    public async Task The_same_instance_is_started_once()
    {
        await CommitAsync(new UnitOfWork { Instances = [Instance("i1")] });

        var second = await Store.CommitAsync(new UnitOfWork { Instances = [Instance("i1")], Commands = [Command("k")] });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.InstanceExists, "i1"), second);
        Assert.Null(await Store.GetCommandAsync(1));
    }

    [Fact]
    public async Task Of_two_bursts_on_one_version_the_second_is_a_conflict_and_leaves_no_trace()
    {
        await CommitAsync(new UnitOfWork { Instances = [Instance("i1")] });
        await CommitAsync(new UnitOfWork { Instances = [Instance("i1", version: 2)] });

        var second = await Store.CommitAsync(new UnitOfWork
        {
            Instances = [Instance("i1", version: 2)],
            BookmarksAdded = [Bookmark("b1", "i1")],
            Journal = [new JournalRow("i1", 2, Now, "[]"u8.ToArray())],
            Streams = [new StreamAppend("s", [Event(1)])],
        });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.InstanceVersion, "i1"), second);
        Assert.Null(await Store.GetBookmarkAsync("b1"));
        Assert.Empty(await Store.GetJournalAsync("i1"));
        Assert.Empty((await Store.ReadStreamAsync("s")).Events);
    }

    [Fact]
    public async Task Instances_are_listed_by_what_people_look_for()
    {
        await CommitAsync(new UnitOfWork
        {
            Instances =
            [
                Instance("i1"),
                Instance("i2", correlationId: "file-2", definitionId: "other"),
                Instance("i3", parentInstanceId: "i1", subStatus: WorkflowSubStatus.Faulted, stalled: true),
            ],
        });

        async Task<string[]> Ids(InstanceFilter filter) =>
            [.. (await Store.ListInstancesAsync(filter, PageRequest.First)).Items.Select(item => item.InstanceId)];

        Assert.Equal(["i3", "i2", "i1"], await Ids(new InstanceFilter()));
        Assert.Equal(["i2"], await Ids(new InstanceFilter { CorrelationId = "file-2" }));
        Assert.Equal(["i2"], await Ids(new InstanceFilter { DefinitionId = "other" }));
        Assert.Equal(["i3"], await Ids(new InstanceFilter { ParentInstanceId = "i1" }));
        Assert.Equal(["i3"], await Ids(new InstanceFilter { StalledOnly = true }));
        Assert.Equal(["i3"], await Ids(new InstanceFilter { Status = WorkflowStatus.Running, SubStatus = WorkflowSubStatus.Faulted }));
        var page = await Store.ListInstancesAsync(new InstanceFilter(), new PageRequest(1, 1));
        Assert.Equal("i2", Assert.Single(page.Items).InstanceId);
        Assert.Equal(3, page.Total);
    }

    [Fact]
    public async Task Bookmarks_are_found_by_key_and_file()
    {
        await CommitAsync(new UnitOfWork
        {
            BookmarksAdded =
            [
                Bookmark("b1", "i1", "file-1"), Bookmark("b2", "i2", "file-2"), Bookmark("b3", "i3", "file-1") with { StimulusKey = "Elsa.Event:other" },
            ],
        });

        Assert.Equal(["b1", "b2"], (await Store.FindBookmarksAsync("Elsa.Event:go", null)).Select(bookmark => bookmark.Id));
        Assert.Equal(["b2"], (await Store.FindBookmarksAsync("Elsa.Event:go", "file-2")).Select(bookmark => bookmark.Id));
        Assert.Empty(await Store.FindBookmarksAsync("Elsa.Event:GO", null));
        Assert.Equal(["b3"], (await Store.GetBookmarksOfAsync("i3")).Select(bookmark => bookmark.Id));

        await CommitAsync(new UnitOfWork { BookmarksRemoved = ["b1", "unknown"] });

        Assert.Equal(["b2"], (await Store.FindBookmarksAsync("Elsa.Event:go", null)).Select(bookmark => bookmark.Id));
    }

    [Fact]
    public async Task A_timer_is_due_until_it_has_fired()
    {
        await CommitAsync(new UnitOfWork
        {
            BookmarksAdded =
            [
                Bookmark("b2", "i2") with { DueAt = Now }, Bookmark("b1", "i1") with { DueAt = Now.AddSeconds(-1) },
                Bookmark("b3", "i3") with { DueAt = Now.AddTicks(1) }, Bookmark("b4", "i4"),
            ],
        });
        Assert.Equal(["b1", "b2"], (await Store.FindDueTimersAsync(Now, 10)).Select(bookmark => bookmark.Id));
        Assert.Equal(Now.AddSeconds(-1), await Store.NextDueAtAsync());

        await CommitAsync(new UnitOfWork { TimersFired = ["b1"] });

        Assert.Equal(["b2"], (await Store.FindDueTimersAsync(Now, 10)).Select(bookmark => bookmark.Id));
        Assert.NotNull(await Store.GetBookmarkAsync("b1"));
    }

    // Outbox

    [Fact]
    public async Task One_command_per_idempotency_key()
    {
        Assert.Equal(1, (await CommitAsync(new UnitOfWork { Commands = [Command("k1")] })).NewCommands);
        Assert.Equal(0, (await CommitAsync(new UnitOfWork { Commands = [Command("k1") with { Payload = "{}" }] })).NewCommands);

        var stored = (await Store.GetCommandAsync(Assert.Single(await Store.FindDueCommandsAsync(Now, 10))))!;
        Assert.Equal("""{"id":"k1"}""", stored.Payload);
        Assert.Equal("b1", stored.BookmarkId);
    }

    [Fact]
    public async Task A_command_that_waits_holds_back_the_later_ones_of_its_ordering_key()
    {
        await CommitAsync(new UnitOfWork
        {
            Commands =
            [
                Command("k1") with { OrderingKey = "file-1:mairie" }, Command("k2") with { OrderingKey = "file-1:mairie" },
                Command("k3") with { OrderingKey = "file-1:cci" }, Command("k4"),
            ],
        });
        Assert.Equal([1, 3, 4], await Store.FindDueCommandsAsync(Now, 10));

        await CommitAsync(new UnitOfWork
        {
            OutboxMarks = [new OutboxMark.Deferred(1, Now, Now.AddMinutes(1), Failed: true, "http.503", "Indisponible.")],
        });
        Assert.Equal([3, 4], await Store.FindDueCommandsAsync(Now, 10));

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(1, Now, "http.400", "Refusé.")] });
        Assert.Equal([2, 3, 4], await Store.FindDueCommandsAsync(Now, 10));
    }

    [Fact]
    public async Task The_next_due_instant_is_that_of_a_command_that_may_leave()
    {
        await CommitAsync(new UnitOfWork
        {
            Commands =
            [
                Command("k1") with { OrderingKey = "o", DueAt = Now.AddMinutes(1) }, Command("k2") with { OrderingKey = "o" },
            ],
        });

        Assert.Equal(Now.AddMinutes(1), await Store.NextDueAtAsync());
    }

    [Fact]
    public async Task A_dead_letter_is_kept_with_its_reason_and_can_be_replayed()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1")] });
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(1, Now, "http.400", "Refusé.")] });
        var dead = Assert.Single((await Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Items);
        Assert.Equal(("http.400", "Refusé.", 1), (dead.ReasonCode, dead.Reason, dead.Attempts));

        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Replayed(1, Now.AddDays(1), "agent", "adresse corrigée")] });

        Assert.Equal([1], await Store.FindDueCommandsAsync(Now.AddDays(1), 10));
        Assert.Equal([new Replay(Now.AddDays(1), "agent", "adresse corrigée")], await Store.GetCommandReplaysAsync(1));
        Assert.Equal(0, (await Store.GetCommandAsync(1))!.Attempts);
    }

    [Fact]
    public async Task A_command_is_delivered_once()
    {
        await CommitAsync(new UnitOfWork { Commands = [Command("k1") with { StreamId = "file-1" }] });
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Delivered(1, Now, """{"id":7}""")] });

        var again = await Store.CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Delivered(1, Now, null)] });

        Assert.Equal(ConflictSubject.Command, Assert.IsType<CommitResult.Conflict>(again).Subject);
        var ofFile = await Store.ListCommandsAsync(null, "file-1", PageRequest.First);
        Assert.Equal(("""{"id":7}""", OutboxState.Delivered), (ofFile.Items[0].Reply, ofFile.Items[0].State));
        Assert.Empty((await Store.ListCommandsAsync(OutboxState.Pending, "file-1", PageRequest.First)).Items);
    }

    // Streams

    [Fact]
    public async Task Events_come_back_word_for_word()
    {
        var first = Event(1) with { At = Now.AddTicks(7), Payload = """{ "b" : 1, "a" : "é\u00e9" }""" };
        var second = Event(2) with { PreviousHash = first.Hash };

        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [first])] });
        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [second])], StreamsDue = [new StreamDue("s", Now)] });

        var all = await Store.ReadStreamAsync("s");
        Assert.Equal([first, second], all.Events);
        Assert.Equal(Now, all.DueAt);
        Assert.Equal([second], (await Store.ReadStreamAsync("s", afterSequence: 1)).Events);
        Assert.Empty((await Store.ReadStreamAsync("S")).Events);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Events_follow_each_other_without_gap(long sequence)
    {
        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [Event(1)])] });

        var result = await Store.CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [Event(sequence)])] });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.StreamSequence, "s"), result);
        Assert.Single((await Store.ReadStreamAsync("s")).Events);
    }

    [Fact]
    public async Task Of_many_who_append_at_once_each_gets_its_turn_and_nothing_is_lost()
    {
        async Task AppendAsync(int writer)
        {
            while (true)
            {
                var next = (await Store.ReadStreamAsync("s")).Events.Count + 1;
                var unit = new UnitOfWork { Streams = [new StreamAppend("s", [Event(next) with { Actor = $"{writer}" }])] };
                if (await Store.CommitAsync(unit) is CommitResult.Committed)
                    return;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(() => AppendAsync(writer))));

        var events = (await Store.ReadStreamAsync("s")).Events;
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), events.Select(item => item.Sequence));
        Assert.Equal(20, events.Select(item => item.Actor).Distinct().Count());
    }

    [Fact]
    public async Task A_stream_is_due_until_it_says_otherwise()
    {
        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s2", Now), new StreamDue("s1", Now), new StreamDue("s0", Now.AddDays(1))] });
        Assert.Equal([new StreamDue("s1", Now), new StreamDue("s2", Now)], await Store.FindDueStreamsAsync(Now, 10));

        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s1", Now.AddDays(2)), new StreamDue("s2", null)] });

        Assert.Empty(await Store.FindDueStreamsAsync(Now, 10));
        Assert.Equal(Now.AddDays(1), await Store.NextDueAtAsync());
    }

    [Fact]
    public async Task A_stream_that_fired_is_no_longer_due_unless_it_was_moved_meanwhile()
    {
        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s1", Now), new StreamDue("s2", Now)] });
        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s2", Now.AddMinutes(-1))] });

        await CommitAsync(new UnitOfWork { StreamsFired = [new StreamDue("s1", Now), new StreamDue("s2", Now)] });

        Assert.Equal([new StreamDue("s2", Now.AddMinutes(-1))], await Store.FindDueStreamsAsync(Now, 10));
    }

    // Documents, counters, definitions

    [Fact]
    public async Task Documents_are_replaced_listed_and_deleted()
    {
        await CommitAsync(new UnitOfWork
        {
            Documents =
            [
                new Document("files", "1", "{}") { Sort = "b", Group = "open", Search = "boulangerie dupont", DueAt = Now },
                new Document("files", "2", "{}") { Sort = "a", Group = "open", Search = "menuiserie 100%", DueAt = Now.AddDays(-1) },
                new Document("files", "3", "{}") { Sort = "c", Group = "closed" },
                new Document("tasks", "1", "{}") { Sort = "a", Group = "open" },
            ],
        });
        await CommitAsync(new UnitOfWork { Documents = [new Document("files", "3", """{"v":2}""") { Sort = "d", Group = "closed" }] });

        async Task<string[]> Ids(DocumentQuery query) =>
            [.. (await Store.QueryDocumentsAsync(query, PageRequest.First)).Items.Select(item => item.Id)];

        Assert.Equal(["2", "1", "3"], await Ids(new DocumentQuery("files")));
        Assert.Equal(["3", "1", "2"], await Ids(new DocumentQuery("files") { Order = DocumentOrder.SortDescending }));
        Assert.Equal(["2", "1"], await Ids(new DocumentQuery("files") { Group = "open" }));
        Assert.Equal(["2", "1"], await Ids(new DocumentQuery("files") { Order = DocumentOrder.DueAt }));
        Assert.Equal(["2"], await Ids(new DocumentQuery("files") { DueBefore = Now }));
        Assert.Equal(["1"], await Ids(new DocumentQuery("files") { Search = "dupont" }));
        Assert.Equal(["2"], await Ids(new DocumentQuery("files") { Search = "%" }));
        Assert.Equal("""{"v":2}""", (await Store.GetDocumentAsync(new DocumentKey("files", "3")))!.Json);
        Assert.Equal(3, (await Store.QueryDocumentsAsync(new DocumentQuery("files"), new PageRequest(0, 1))).Total);

        await CommitAsync(new UnitOfWork { DocumentsDeleted = [new DocumentKey("files", "3")] });

        Assert.Null(await Store.GetDocumentAsync(new DocumentKey("files", "3")));
    }

    [Fact]
    public async Task Counters_add_up()
    {
        await CommitAsync(new UnitOfWork { Counters = [new CounterIncrement("intake.refused"), new CounterIncrement("intake.refused", 2)] });
        await CommitAsync(new UnitOfWork { Counters = [new CounterIncrement("other")] });

        Assert.Equal(new Dictionary<string, long> { ["intake.refused"] = 3 }, await Store.GetCountersAsync("intake."));
    }

    [Fact]
    public async Task The_highest_published_version_of_each_definition_is_found()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1), Definition("d", 2), Definition("d", 3) with { Published = false }, Definition("e", 1)] });

        Assert.Equal(["d.2", "e.1"], (await Store.GetPublishedDefinitionsAsync()).Select(version => version.VersionId));
        Assert.Equal([3, 2, 1], (await Store.GetDefinitionVersionsAsync("d")).Select(version => version.Version));
        Assert.Equal(Definition("d", 1), await Store.GetDefinitionVersionAsync("d.1"));
    }

    [Fact]
    public async Task A_version_number_is_given_once()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1)] });

        var result = await Store.CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1) with { VersionId = "another" }] });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.DefinitionVersion, "another"), result);
    }

    // The group

    [Fact]
    public async Task A_unit_that_cannot_be_written_harms_no_other()
    {
        var broken = Store.CommitAsync(new UnitOfWork { BookmarksAdded = [Bookmark("b", "i"), Bookmark("b", "i")] });
        var sound = Enumerable.Range(0, 50).Select(i => ReceiveAsync(Message($"{i}"))).ToArray();

        await Assert.ThrowsAnyAsync<Exception>(() => broken);
        await Task.WhenAll(sound);

        Assert.Null(await Store.GetBookmarkAsync("b"));
        Assert.Equal(50, (await Store.FindDueMessagesAsync(Now, 100)).Count);
    }

    [Fact]
    public async Task Ten_thousand_deliveries_of_one_message_are_one_message()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => Task.Run(() => ReceiveAsync(Message("same")))));

        Assert.Single(receipts, receipt => !receipt.Duplicate);
        Assert.Single(receipts.Select(receipt => receipt.MessageId).Distinct());
        Assert.Single(await Store.FindDueMessagesAsync(Now, 10));
    }

    [Fact]
    public async Task Health_counts_what_waits_and_what_is_in_trouble()
    {
        for (var i = 0; i < 4; i++)
            await ReceiveAsync(Message($"{i}") with { ReceivedAt = Now.AddMinutes(i) });
        await CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Done(1, Now), new InboxMark.Quarantined(2, Now, "c", "r"), new InboxMark.Dead(3, Now, "c", "r")],
            Commands = [Command("k1"), Command("k2")],
            Instances = [Instance("i1"), Instance("i2", stalled: true)],
        });
        await CommitAsync(new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(1, Now, "c", "r")] });

        Assert.Equal(new StoreHealth(1, Now.AddMinutes(3), 1, 1, 1, Now, 1, 1), await Store.GetHealthAsync(Now.AddMinutes(5)));
        Assert.Null((await Store.GetHealthAsync(Now)).OldestPendingMessage);
    }

    [Fact]
    public async Task Nothing_waits_in_an_empty_store() => Assert.Null(await Store.NextDueAtAsync());

    protected static NewInboxMessage Message(string key) =>
        new(new DedupeKey("test", key), "form", Encoding.UTF8.GetBytes($"payload {key}")) { ReceivedAt = Now };

    protected async Task<InboxReceipt> ReceiveAsync(NewInboxMessage message) =>
        (await CommitAsync(new UnitOfWork { Messages = [message] })).Receipts.Single();

    protected async Task<CommitResult.Committed> CommitAsync(UnitOfWork unit) =>
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(unit));

    private static NewOutboxCommand Command(string key) =>
        new("guichet.notify", key, $$"""{"id":"{{key}}"}""") { CreatedAt = Now, BookmarkId = "b1" };

    private static InstanceRow Instance(
        string id,
        long version = 1,
        string? correlationId = "file-1",
        string definitionId = "installation-file",
        string? parentInstanceId = null,
        WorkflowSubStatus subStatus = WorkflowSubStatus.Suspended,
        bool stalled = false) =>
        new(
            new InstanceHeader
            {
                InstanceId = id,
                DefinitionId = definitionId,
                DefinitionVersionId = definitionId + ".1",
                CorrelationId = correlationId,
                ParentInstanceId = parentInstanceId,
                Name = "Dossier",
                Status = WorkflowStatus.Running,
                SubStatus = subStatus,
                IncidentCount = 0,
                IsStalled = stalled,
                CreatedAt = Now,
                UpdatedAt = Now.AddSeconds(version),
                Version = version,
            },
            Encoding.UTF8.GetBytes($"state {version}"));

    private static BookmarkRow Bookmark(string id, string instanceId, string? correlationId = null) =>
        new(id, instanceId, correlationId, "activity", "Elsa.Event", "Elsa.Event:go", null);

    private static StoredEvent Event(long sequence) =>
        new(sequence, "FileReceived", Now, new DateOnly(2026, 3, 2), "firm", "form", "{}", null, $"hash{sequence}");

    private static DefinitionVersion Definition(string id, int version) => new()
    {
        VersionId = $"{id}.{version}",
        DefinitionId = id,
        Version = version,
        Name = id,
        Json = "{}",
        Hash = "00",
        Published = true,
        CreatedAt = Now,
    };
}
