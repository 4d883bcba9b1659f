using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

public class StreamTests : RuntimeFixture
{
    [Fact]
    public async Task An_act_on_a_stream_writes_its_events_projections_and_what_follows_in_one_unit()
    {
        await using var runtime = await StartAsync(WithNotes(), Flows.Sequence("waits", Flows.Event("ev", "Noted"), Flows.WriteLine("end")));
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1") { CorrelationId = "file-1" });

        await runtime.ActAsync<Notes>("file-1", notes =>
        {
            notes.Add("bonjour");
            return new UnitOfWork { Counters = [new CounterIncrement("acts")] };
        });
        await runtime.DrainAsync();

        Assert.Equal("bonjour", Assert.Single((await runtime.Store.ReadStreamAsync("file-1")).Events).Payload);
        Assert.Equal("1", (await runtime.Store.GetDocumentAsync(new DocumentKey("notes", "file-1")))!.Json);
        Assert.Equal(1, (await runtime.Store.GetCountersAsync(""))["acts"]);
        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
    }

    [Fact]
    public async Task Of_many_who_act_at_once_on_one_stream_nobody_is_lost()
    {
        await using var runtime = await StartAsync(WithNotes());

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => runtime.ActAsync<Notes>("file-1", notes =>
        {
            notes.Add($"{i}");
            return UnitOfWork.Empty;
        }))));

        Assert.Equal(100, (await runtime.Store.ReadStreamAsync("file-1")).Events.Select(item => item.Payload).Distinct().Count());
    }

    [Fact]
    public async Task A_stream_that_asked_for_it_is_looked_at_when_its_time_has_come()
    {
        await using var runtime = await StartAsync(WithNotes());
        await runtime.ActAsync<Notes>("file-1", notes =>
        {
            notes.RemindAt(Start.AddDays(2));
            notes.Add("rappeler");
            return UnitOfWork.Empty;
        });

        await runtime.AdvanceAsync(Clock, Start.AddDays(1));
        Assert.Single((await runtime.Store.ReadStreamAsync("file-1")).Events);
        await runtime.AdvanceAsync(Clock, Start.AddDays(10));

        var slice = await runtime.Store.ReadStreamAsync("file-1");
        Assert.Equal(["rappeler", "rappelé"], slice.Events.Select(item => item.Payload));
        Assert.Equal(Start.AddDays(2), slice.Events[1].At);
        Assert.Null(slice.DueAt);
    }

    [Fact]
    public async Task A_domain_without_somebody_for_its_due_streams_is_refused()
    {
        var options = Manual();

        Assert.Throws<ArgumentException>(() => WorkflowRuntime.Create(options with { Domain = new NotesDomain() }));

        await options.Store.DisposeAsync();
    }

    internal static StreamAppend Append(string streamId, long sequence, string actor) =>
        new(streamId, [new StoredEvent(sequence, "Noted", Start, new DateOnly(2026, 1, 5), actor, "test", "{}", null, $"{sequence}")]);

    private RuntimeOptions WithNotes()
    {
        var options = Manual();
        var domain = new NotesDomain();
        var transaction = new StreamTransaction(options.Store, domain, options.Time);
        return options with
        {
            Domain = domain,
            Routes = new Dictionary<string, MessageRoute>
            {
                [MessageKinds.StreamDue] = new((message, token) => transaction.RunAsync<Notes>(
                    StreamDueNotice.Of(message).StreamId,
                    notes =>
                    {
                        notes.RemindAt(null);
                        notes.Add("rappelé");
                        return UnitOfWork.Empty;
                    },
                    token)),
            },
        };
    }

    /// <summary>The smallest domain: notes are added to a stream, and one reminder.</summary>
    private sealed class NotesDomain : StreamDomain
    {
        public override object Open(string streamId, IReadOnlyList<StoredEvent> history, DateTimeOffset now) => new Notes(streamId, history.Count, now);

        public override StreamChange Close(object session)
        {
            var notes = (Notes)session;
            return new StreamChange
            {
                Events = notes.Events,
                Documents = [new Document("notes", notes.StreamId, $"{notes.Count}")],
                Messages = [.. notes.Events.Select(item => new PublishStimulus(StimulusKey.ForEvent(item.Type), notes.StreamId)
                    .ToMessage(new DedupeKey("notes", $"{notes.StreamId}:{item.Sequence}"), item.At))],
                NextDueAt = notes.ReminderAt,
            };
        }
    }

    private sealed class Notes(string streamId, int count, DateTimeOffset now)
    {
        public string StreamId => streamId;

        public int Count => count + Events.Count;

        public List<StoredEvent> Events { get; } = [];

        public DateTimeOffset? ReminderAt { get; private set; }

        public void RemindAt(DateTimeOffset? instant) => ReminderAt = instant;

        public void Add(string text) =>
            Events.Add(new StoredEvent(Count + 1, "Noted", now, DateOnly.FromDateTime(now.UtcDateTime), "agent", "desk", text, null, "hash"));
    }
}

public sealed class StreamOnPostgresTests : StreamTests
{
    protected override bool OnPostgres => true;
}
