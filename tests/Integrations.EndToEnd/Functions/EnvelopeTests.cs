using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Tests.FunctionsHost;

namespace Integrations.EndToEnd.Functions;

/// <summary>That the double of the host is one: its bytes and its judgement are those that were recorded.</summary>
public sealed class EnvelopeTests
{
    public static TheoryData<string> Recorded { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "recordings.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(request => (string?)request["rawTarget"] == "/QueueWork").Select(request => (string)request["body"]!),
    ];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_envelope_of_a_queue_message_is_that_of_the_real_host_byte_for_byte(string recorded)
    {
        var envelope = JsonNode.Parse(recorded)!;
        var metadata = envelope["Metadata"]!;
        var delivery = new QueueDelivery(
            Once(envelope["Data"]!["item"]), Once(metadata["Id"]), Once(metadata["PopReceipt"]), long.Parse((string)metadata["DequeueCount"]!, CultureInfo.InvariantCulture),
            Instant(metadata["InsertionTime"]), Instant(metadata["ExpirationTime"]), Instant(metadata["NextVisibleTime"]));
        var sys = metadata["sys"]!;
        Assert.Equal(recorded, Envelope.OfQueue("QueueWork", "item", delivery, Instant(sys["UtcNow"]), Guid.Parse((string)sys["RandGuid"]!)));
    }

    [Fact]
    public void The_envelope_of_a_timer_is_that_of_the_real_host_byte_for_byte() =>
        Assert.Equal(
            """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-24T08:29:00+00:00","Next":"2026-11-24T08:30:00+00:00","LastUpdated":"2026-11-24T08:29:00+00:00"},"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"TickRetry","UtcNow":"2026-11-24T08:30:00.6461982Z","RandGuid":"268c1f43-0000-4000-8000-000000000000"}}}""",
            Envelope.OfTimer(
                "TickRetry", "timer", At("2026-11-24T08:29:00Z"), At("2026-11-24T08:30:00Z"), At("2026-11-24T08:30:00.6461982Z"),
                Guid.Parse("268c1f43-0000-4000-8000-000000000000")));

    [Theory]
    [InlineData(200, "application/json", """{"Outputs":{}}""", Verdict.Success)]
    [InlineData(201, "application/json", "{}", Verdict.Success)]
    [InlineData(200, "application/json", "", Verdict.Hang)]
    [InlineData(200, "application/json", "null", Verdict.Hang)]
    [InlineData(204, null, "", Verdict.Hang)]
    [InlineData(202, null, "", Verdict.Hang)]
    [InlineData(200, "text/plain", "{}", Verdict.Failure)]
    [InlineData(200, "application/json", "{", Verdict.Failure)]
    [InlineData(404, "application/json", "{}", Verdict.Failure)]
    [InlineData(500, "application/json", "{}", Verdict.Failure)]
    public async Task An_answer_is_judged_as_the_real_host_judges_it(int status, string? type, string body, Verdict expected)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        answer.Content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        Assert.Equal(expected, await Invocations.JudgeAsync(answer, TestContext.Current.CancellationToken));
    }

    private static string Once(JsonNode? twice) => (string)JsonNode.Parse((string)twice!)!;

    private static DateTimeOffset Instant(JsonNode? value) => At((string)value!);

    private static DateTimeOffset At(string value) => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);
}
