using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Functions;

namespace Integrations.Host.Tests.Functions;

/// <summary>The envelope as the real host (4.1037) sends it, and as its documents describe it.</summary>
public sealed class InvocationTests
{
    /// <summary>Envelopes of queue triggers among the recordings.</summary>
    public static TheoryData<string> Recorded { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Functions", "Data", "recordings.jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(request => (string?)request["rawTarget"] == "/QueueWork")
            .Select(request => (string)request["body"]!),
    ];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_envelope_gives_back_the_text_that_was_sent(string body)
    {
        var invocation = Invocation.Parse(Encoding.UTF8.GetBytes(body));
        // All recordings hold {"m":"@@..."}: Metadata repeats the property, and is not where it comes from.
        Assert.StartsWith("""{"m":"@@""", invocation.Data, StringComparison.Ordinal);
        Assert.Equal(1, invocation.DequeueCount);
    }

    [Theory]
    [InlineData("""{"m":1}""")]
    [InlineData("""hello "q" é""")]
    [InlineData("[1,2]")]
    [InlineData("42")]
    [InlineData("\"s\"")]
    [InlineData("")]
    public void A_text_that_the_host_serialised_twice_comes_back_as_it_was(string text)
    {
        var body = new JsonObject { ["Data"] = new JsonObject { ["item"] = JsonSerializer.Serialize(text) }, ["Metadata"] = new JsonObject() };
        Assert.Equal(text, Invocation.Parse(Encoding.UTF8.GetBytes(body.ToJsonString())).Data);
    }

    [Theory]
    [InlineData("""{"Data":{"item":"{\"m\":1}"}}""", """{"m":1}""")]
    [InlineData("""{"Data":{"item":{"m":1}}}""", """{"m":1}""")]
    [InlineData("""{"Data":{"item":42}}""", "42")]
    [InlineData("""{"Data":{"item":"bonjour"}}""", "bonjour")]
    [InlineData("""{"Data":{"item":"eyJtIjoxfQ=="}}""", "eyJtIjoxfQ==")]
    public void A_text_that_comes_once_or_not_serialised_is_taken_as_it_is(string body, string text) =>
        Assert.Equal(text, Invocation.Parse(Encoding.UTF8.GetBytes(body)).Data);

    [Theory]
    [InlineData("\"3\"", 3)]
    [InlineData("4", 4)]
    [InlineData("\"many\"", 1)]
    public void The_dequeue_count_is_read_as_text_and_as_number(string count, int expected) =>
        Assert.Equal(expected, Invocation.Parse(Encoding.UTF8.GetBytes($$$"""{"Data":{"item":"x"},"Metadata":{"DequeueCount":{{{count}}}}}""")).DequeueCount);

    [Fact]
    public void A_timer_has_no_text() =>
        Assert.Null(Invocation.Parse("""{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"tick"}}}"""u8.ToArray()).Data);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"Data":null}""")]
    [InlineData("""{"Metadata":{}}""")]
    [InlineData("""{"Data":{"item":""")]
    public void Anything_else_is_no_envelope(string body) => Assert.ThrowsAny<JsonException>(() => Invocation.Parse(Encoding.UTF8.GetBytes(body)));
}
