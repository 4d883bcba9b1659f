using System.Collections.Concurrent;
using System.Diagnostics;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using ActivityContext = System.Diagnostics.ActivityContext;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>What a file goes through hangs together, over processes and over months.</summary>
public sealed class TraceTests : RuntimeFixture
{
    private const string File = "IMP-2026-35-000077";

    private static readonly ActivitySource Outside = new("Integrations.Tests.Outside");

    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;

    public TraceTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is RuntimeTelemetry.Name or "Integrations.Tests.Outside",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    [Fact]
    public async Task What_a_request_leads_to_is_in_its_trace_though_each_step_is_taken_up_from_a_row()
    {
        ActivityTraceId trace;
        await using (var first = await StartAsync(Manual(), Asks))
            trace = await BeginAsync(first);

        // Another process takes up what the first one wrote.
        await using var second = await StartAsync(Manual());
        await second.DrainAsync();

        var own = Of(trace);
        var message = Assert.Single(own, span => span.OperationName == "message start");
        var burst = Assert.Single(own, span => span.OperationName == "burst asks");
        var delivery = Assert.Single(own, span => span.OperationName == "deliver elsa.run-task");
        Assert.Equal(message.SpanId, burst.ParentSpanId);
        Assert.Equal(message.SpanId, delivery.ParentSpanId);
        Assert.Equal(File, burst.GetTagItem("file.number"));
        Assert.Equal("i-trace", burst.GetTagItem("instance.id"));
    }

    [Fact]
    public async Task The_answer_after_three_months_is_a_trace_of_its_own_that_links_to_the_one_that_asked()
    {
        await using var runtime = await StartAsync(Manual(), Asks);
        var asked = await BeginAsync(runtime);
        await runtime.DrainAsync();
        await runtime.AdvanceAsync(Clock, Start.AddDays(90));

        ActivityTraceId answered;
        using (var request = Outside.StartActivity("answer")!)
        {
            answered = request.TraceId;
            var answer = new ResumeBookmark(Assert.Single(await runtime.Store.GetBookmarksOfAsync("i-trace")).Id);
            await runtime.ReceiveAsync(answer.ToMessage(new DedupeKey("test", "answer"), Clock.GetUtcNow()));
        }

        await runtime.DrainAsync();

        var burst = Assert.Single(Of(answered), span => span.OperationName == "burst asks");
        Assert.Equal(asked, Assert.Single(burst.Links).Context.TraceId);
        Assert.Equal(Assert.Single(Of(asked), span => span.OperationName == "burst asks").SpanId, burst.Links.Single().Context.SpanId);
    }

    [Fact]
    public async Task A_message_that_waited_for_long_begins_a_trace_linked_to_the_old_one()
    {
        await using var runtime = await StartAsync(Manual(), Asks);
        var asked = await BeginAsync(runtime, due: Start.AddDays(7));
        await runtime.AdvanceAsync(Clock, Start.AddDays(8));

        var message = Assert.Single(spans, span => span.OperationName == "message start" && span.Links.Any(link => link.Context.TraceId == asked));
        Assert.NotEqual(asked, message.TraceId);
        Assert.Null(message.ParentId);
        Assert.Contains(Of(message.TraceId), span => span.OperationName == "burst asks");
    }

    [Fact]
    public async Task Spans_hold_ids_and_nothing_else()
    {
        string[] known =
        [
            "message.id", "message.attempt", "command.id", "command.attempt", "instance.id", "definition.version", "file.number", "delivery.result",
        ];
        await using var runtime = await StartAsync(Manual(), Asks);
        var trace = await BeginAsync(runtime);
        await runtime.DrainAsync();

        var tags = Of(trace).Where(span => span.Source.Name == RuntimeTelemetry.Name).SelectMany(span => span.TagObjects).Select(tag => tag.Key).Distinct();
        Assert.Equal(known.Order(StringComparer.Ordinal), tags.Order(StringComparer.Ordinal));
    }

    public override ValueTask DisposeAsync()
    {
        listener.Dispose();
        return base.DisposeAsync();
    }

    private static string Asks => Flows.Sequence("asks", Flows.RunTask("task", "ask"), Flows.WriteLine("done"));

    private async Task<ActivityTraceId> BeginAsync(WorkflowRuntime runtime, DateTimeOffset? due = null)
    {
        using var request = Outside.StartActivity("request")!;
        var start = new StartInstance("asks", "i-trace") { CorrelationId = File };
        await runtime.ReceiveAsync(start.ToMessage(new DedupeKey("test", "start"), Start) with { DueAt = due });
        return request.TraceId;
    }

    private IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. spans.Where(span => span.TraceId == trace)];
}
