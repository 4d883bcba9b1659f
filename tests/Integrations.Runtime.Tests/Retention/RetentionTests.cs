using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Runtime.Tests.Processing;

namespace Integrations.Runtime.Tests.Retention;

public sealed class RetentionTests : RuntimeFixture
{
    private static readonly RetentionSettings Settings = new()
    {
        FinishedInstances = TimeSpan.FromDays(10),
        HandledMessages = TimeSpan.FromDays(5),
        DeliveredCommands = TimeSpan.FromDays(20),
        Unhandled = TimeSpan.FromDays(30),
        BatchSize = 3,
    };

    [Fact]
    public async Task What_is_past_its_time_goes_and_what_still_serves_stays()
    {
        await using var runtime = await FilledAsync(Manual() with { Retention = Settings });

        Clock.MoveTo(Start.AddDays(7));
        await runtime.DrainAsync();
        Assert.Equal((8, 0, 1, 1, 1), await CountsAsync(runtime));

        Clock.MoveTo(Start.AddDays(12));
        await runtime.DrainAsync();
        Assert.Equal((1, 0, 1, 1, 1), await CountsAsync(runtime));
        Assert.Equal("waiting", (await runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Items.Single().InstanceId);
        Assert.Empty(await runtime.Store.GetJournalAsync("i1"));
        Assert.NotEmpty(await runtime.Store.GetJournalAsync("waiting"));

        Clock.MoveTo(Start.AddDays(22));
        await runtime.DrainAsync();
        Assert.Equal((1, 0, 1, 0, 1), await CountsAsync(runtime));

        Clock.MoveTo(Start.AddDays(40));
        await runtime.DrainAsync();
        Assert.Equal((1, 0, 0, 0, 0), await CountsAsync(runtime));
    }

    [Fact]
    public async Task The_events_and_documents_of_a_file_are_never_deleted()
    {
        await using var runtime = await FilledAsync(Manual() with { Retention = Settings });

        Clock.MoveTo(Start.AddDays(4000));
        await runtime.DrainAsync();

        Assert.Single((await runtime.Store.ReadStreamAsync("file-1")).Events);
        Assert.NotNull(await runtime.Store.GetDocumentAsync(new DocumentKey("files", "file-1")));
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_deletes_nothing()
    {
        await using var runtime = await FilledAsync(Manual());
        Clock.MoveTo(Start.AddDays(40));
        var before = await CountsAsync(runtime);

        var dry = await runtime.ApplyRetentionAsync(Settings, dryRun: true);
        Assert.Equal(before, await CountsAsync(runtime));
        var real = await runtime.ApplyRetentionAsync(Settings, dryRun: false);

        Assert.Equal(dry.Counts, real.Counts);
        Assert.Equal(new long[] { 7, 4, 1, 1, 1 }, real.Counts.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.All((await runtime.ApplyRetentionAsync(Settings, dryRun: true)).Counts.Values, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task The_run_comes_once_a_day_at_its_hour_and_a_missed_one_is_made_up_for()
    {
        await using (var runtime = await StartAsync(Manual() with { Retention = Settings }))
        {
            await runtime.DrainAsync();
            Assert.Null(await LastRunAsync(runtime));
            Clock.MoveTo(Start.AddHours(18.4));
            await runtime.DrainAsync();
            Assert.Null(await LastRunAsync(runtime));
            Clock.MoveTo(Start.AddHours(18.5));
            await runtime.DrainAsync();
            Assert.Contains("2026-01-06T02:30:00", await LastRunAsync(runtime), StringComparison.Ordinal);
            Assert.Equal(0, (await runtime.Store.GetHealthAsync(Clock.GetUtcNow())).PendingMessages);
        }

        Clock.MoveTo(Start.AddDays(3));
        await using (var runtime = await StartAsync(Manual() with { Retention = Settings }))
        {
            await runtime.DrainAsync();
            Assert.Contains("2026-01-08T08:00:00", await LastRunAsync(runtime), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_cut_by_a_stop_goes_on_at_the_next_start()
    {
        await using (var runtime = await FilledAsync(Manual() with { Retention = Settings }))
        {
            Clock.MoveTo(Start.AddDays(12));
            var begun = Message("retention", "cut", Clock.GetUtcNow()) with { Ephemeral = true };
            await runtime.HandleAsync(begun);
            Assert.Equal(6, (await CountsAsync(runtime)).Instances);
        }

        await using (var runtime = await StartAsync(Manual() with { Retention = Settings }))
        {
            await runtime.DrainAsync();
            Assert.Equal(1, (await CountsAsync(runtime)).Instances);
        }
    }

    [Fact]
    public async Task An_instance_that_was_retried_after_it_was_found_stays()
    {
        await using var runtime = await FilledAsync(Manual());
        Clock.MoveTo(Start.AddDays(12));
        var found = await runtime.Store.FindExpiredAsync(RetentionKind.FinishedInstances, Start.AddDays(2), 0, 100);
        Assert.Equal(7, found.Rows.Count);

        await runtime.CommitAsync(new UnitOfWork { Expired = [new ExpiredRows(RetentionKind.FinishedInstances, Start.AddDays(-1), found.Rows)] });

        Assert.Equal(8, (await CountsAsync(runtime)).Instances);
    }

    /// <summary>Seven finished instances and one that waits, four handled messages and one in quarantine, a delivered command and a dead letter, one file.</summary>
    private async Task<WorkflowRuntime> FilledAsync(RuntimeOptions options)
    {
        var runtime = await StartAsync(
            options with
            {
                Routes = new Dictionary<string, MessageRoute>
                {
                    ["note"] = new((_, _) => Task.FromResult(UnitOfWork.Empty)),
                    ["odd"] = new((message, _) => Task.FromResult(new UnitOfWork { InboxMarks = [new InboxMark.Quarantined(message.Id, Start, "odd", "Illisible.")] })),
                },
                Adapters = new Dictionary<string, CommandAdapter>
                {
                    ["send"] = (_, _) => Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered()),
                    ["fail"] = (_, _) => Task.FromResult<DeliveryResult>(new DeliveryResult.Failed("no", "Refusé.", Permanent: true)),
                },
            },
            Flows.Sequence("ends", Flows.WriteLine("z")),
            Flows.Sequence("waits", Flows.Event("ev", "go")));
        await runtime.StartInstanceAsync(new StartInstance("waits", "waiting"));
        for (var i = 1; i <= 7; i++)
            await runtime.StartInstanceAsync(new StartInstance("ends", $"i{i}"));
        for (var i = 1; i <= 4; i++)
            await runtime.ReceiveAsync(Message("note", $"{i}", Start));
        await runtime.ReceiveAsync(Message("odd", "5", Start));
        await runtime.CommitAsync(new UnitOfWork
        {
            Commands = [new NewOutboxCommand("send", "k1", "{}") { CreatedAt = Start }, new NewOutboxCommand("fail", "k2", "{}") { CreatedAt = Start }],
            Streams = [new StreamAppend("file-1", [new StoredEvent(1, "FileReceived", Start, new DateOnly(2026, 1, 5), "firm", "form", "{}", null, "hash")])],
            Documents = [new Document("files", "file-1", "{}")],
        });
        await runtime.DrainAsync();
        return runtime;
    }

    private static async Task<(long Instances, long Handled, long Quarantined, long Delivered, long Dead)> CountsAsync(WorkflowRuntime runtime) => (
        (await runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total,
        (await runtime.Store.ListMessagesAsync(InboxState.Done, PageRequest.First)).Total,
        (await runtime.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Total,
        (await runtime.Store.ListCommandsAsync(OutboxState.Delivered, null, PageRequest.First)).Total,
        (await runtime.Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Total);

    private static async Task<string?> LastRunAsync(WorkflowRuntime runtime) =>
        (await runtime.Store.GetDocumentAsync(new DocumentKey("retention", "last")))?.Json;
}
