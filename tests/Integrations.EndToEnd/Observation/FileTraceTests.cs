using System.Collections.Concurrent;
using System.Diagnostics;
using Integrations.EndToEnd.Scenarios;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Integrations.EndToEnd.Observation;

/// <summary>One file can be followed from its form to the answer of a partner, weeks later.</summary>
public sealed class FileTraceTests
{
    [Fact]
    public async Task The_spans_of_a_file_hang_together_from_its_webhook_to_the_answer_of_a_partner_and_name_nobody()
    {
        var spans = new Kept();
        var received = Recorded("the form tool");
        await using var desk = await DeskInVirtualTime.WithSampleAsync(
            "03", "2027-01-15 09:00",
            services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(spans))),
            "Telemetry:Prometheus=true");
        received.Stop();
        await desk.Until("2027-01-20 15:00");
        var task = (await desk.Installation()).Tasks.First(asked => asked.IsOpen);
        var answered = Recorded("the partner");
        await desk.Answer("2027-01-20 15:00", task, AnswerKind.Favourable);
        answered.Stop();
        await desk.WorkAsync();

        var file = Connected(spans.All, answered.TraceId);

        Assert.Contains(file, span => span.TraceId == received.TraceId && (string?)span.GetTagItem("http.route") == "/webhooks/forms/{source}");
        Assert.Contains(file, span => span.TraceId == received.TraceId && span.OperationName == "message form");
        Assert.Contains(file, span => span.OperationName == "burst installation-file" && (string?)span.GetTagItem("file.number") == desk.Number);
        var delivery = Assert.IsType<Activity>(file.FirstOrDefault(span => span.OperationName.StartsWith("deliver ", StringComparison.Ordinal)));
        Assert.Contains(file, span => span.ParentSpanId == delivery.SpanId && span.Kind == ActivityKind.Client);
        Assert.Contains(file, span => span.TraceId == answered.TraceId && span.OperationName.StartsWith("burst ", StringComparison.Ordinal) && span.Links.Any());

        Assert.All(file, span => Assert.Subset(IdsOnly.Allowed.ToHashSet(), span.TagObjects.Select(tag => tag.Key).ToHashSet()));
        var said = file.SelectMany(span => span.TagObjects.Select(tag => tag.Value?.ToString() ?? "").Append(span.DisplayName)).ToList();
        var token = (await desk.LinkOf(task)).Split('/')[^1];
        Assert.DoesNotContain(said, text => text.Contains('@', StringComparison.Ordinal) || text.Contains(token, StringComparison.Ordinal));
    }

    private static Activity Recorded(string name) => new Activity(name) { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

    /// <summary>All that hangs together with a trace, by parents and by links.</summary>
    private static List<Activity> Connected(IReadOnlyCollection<Activity> spans, ActivityTraceId from)
    {
        var known = new HashSet<ActivityTraceId> { from };
        bool grown;
        do
        {
            grown = false;
            foreach (var span in spans)
                foreach (var link in span.Links)
                    if (known.Contains(span.TraceId) != known.Contains(link.Context.TraceId))
                        grown |= known.Add(span.TraceId) | known.Add(link.Context.TraceId);
        }
        while (grown);
        return [.. spans.Where(span => known.Contains(span.TraceId))];
    }

    private sealed class Kept : BaseExporter<Activity>
    {
        private readonly ConcurrentQueue<Activity> _spans = new();

        public IReadOnlyCollection<Activity> All => _spans;

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch) _spans.Enqueue(span);
            return ExportResult.Success;
        }
    }
}
