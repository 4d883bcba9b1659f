using System.Text.Json.Nodes;
using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Tests.Clocks;

public sealed class DeadlineExamplesTests
{
    private static readonly string Source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "deadline_examples.json"));

    public static TheoryData<string> Ids => [.. Examples().Select(example => (string)example!["id"]!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_worked_example_comes_out_as_the_lawyers_computed_it(string id) =>
        Assert.Equal(Example(id).ToJsonString(), Evaluated(Example(id)).ToJsonString());

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_kind_is_known_from_the_rule_and_the_inputs_alone(string id)
    {
        var bare = new JsonObject { ["rule"] = Example(id)["rule"]!.DeepClone(), ["inputs"] = Example(id)["inputs"]!.DeepClone() };
        var expected = Example(id)["expected"]!.AsObject().OrderBy(entry => entry.Key, StringComparer.Ordinal);
        var computed = Evaluated(bare)["expected"]!.AsObject().OrderBy(entry => entry.Key, StringComparer.Ordinal);
        Assert.Equal(expected.Select(Words), computed.Select(Words));
    }

    [Theory]
    [InlineData("D01", "deposit", "2027-11-29", "last_day", "2028-02-29")]
    [InlineData("D01", "deposit", "2026-08-31", "last_day", "2026-11-30")]
    [InlineData("D01", "deposit", "2028-02-29", "completeness_limit", "2028-03-29")]
    [InlineData("D02", "request_notified", "2027-01-02", "last_day", "2027-04-15")]
    [InlineData("D02", "request_notified", "2027-01-03", "last_day", "2027-03-02")]
    [InlineData("D05", "increase_notified", "2027-02-16", "last_day", "2027-04-15")]
    [InlineData("D05", "increase_notified", "2027-02-15", "last_day", "2027-05-15")]
    [InlineData("D09", "complete_and_regular", "2027-09-30", "last_day", "2028-02-29")]
    [InlineData("D12", "zone", "GP", "last_day", "2027-05-18")]
    [InlineData("D16", "pieces_received", "2027-03-01", "suspended_days", "28")]
    [InlineData("D18", "request_sent", "2026-12-23", "request_in_time", "true")]
    public void Another_input_gives_another_date(string id, string input, string value, string key, string expected)
    {
        var example = Example(id);
        example["inputs"]![input] = value;
        Assert.Equal(expected, Evaluated(example)["expected"]![key]!.ToString());
    }

    [Fact]
    public void Pieces_in_two_parcels_count_from_the_last_one()
    {
        var example = Example("D02");
        example["inputs"]!["pieces_received"] = new JsonArray("2027-01-10", "2027-01-15");
        Assert.Equal("2027-04-15", (string?)Evaluated(example)["expected"]!["last_day"]);
    }

    [Fact]
    public void Pieces_after_the_three_months_do_not_start_the_clock()
    {
        var example = Example("D02");
        example["inputs"]!["pieces_received"] = "2027-03-29";
        example.Remove("expected");
        var expected = Evaluated(example)["expected"]!.AsObject();
        Assert.Equal("2027-03-29", (string?)expected["tacit_rejection_from"]);
        Assert.False(expected.ContainsKey("last_day"));
    }

    [Fact]
    public void Asked_for_other_keys_the_rule_says_what_it_knows()
    {
        var example = Example("D07");
        example["expected"] = new JsonObject { ["something"] = null };
        Assert.Equal("""{"last_day":"2027-02-21","non_opposition_from":"2027-02-22"}""", Evaluated(example)["expected"]!.ToJsonString());
    }

    [Fact]
    public void A_rule_that_nobody_knows_is_an_error_that_names_the_example()
    {
        var example = new JsonObject { ["id"] = "X1", ["rule"] = "C. com. L1", ["inputs"] = new JsonObject { ["day"] = "2027-01-01" } };
        Assert.Contains("X1", Assert.Throws<FormatException>(() => Evaluated(example)).Message, StringComparison.Ordinal);
    }

    private static JsonArray Examples() => JsonNode.Parse(Source)!.AsArray();

    private static JsonObject Example(string id) => Examples().Single(example => (string)example!["id"]! == id)!.DeepClone().AsObject();

    private static JsonObject Evaluated(JsonObject example) => DeadlineExamples.Evaluate([example.DeepClone()])[0]!.AsObject();

    private static string Words(KeyValuePair<string, JsonNode?> entry) => $"{entry.Key}={entry.Value}";
}
