using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution;

public sealed class SerializerTests
{
    public static TheoryData<object> Kinds => [true, 12L, 1.5, 3.0, double.NaN, 12.50m, "é\n\"", TimeSpan.FromDays(400), new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.FromHours(2)), new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_of_every_kind_comes_back_as_it_was(object? value)
    {
        var state = State() with { Output = new Dictionary<string, object?> { ["x"] = value } };

        var back = InstanceStateSerializer.Read(InstanceStateSerializer.Write(state)).Output["x"];

        Assert.Equal(value, back);
        Assert.Equal(value?.GetType(), back?.GetType());
    }

    [Fact]
    public void A_document_that_looks_like_a_tag_comes_back_as_a_document()
    {
        var state = State() with { Output = new Dictionary<string, object?> { ["x"] = new JsonObject { ["$t"] = "o", ["v"] = "no date" } } };

        var back = (JsonObject)InstanceStateSerializer.Read(InstanceStateSerializer.Write(state)).Output["x"]!;

        Assert.Equal("no date", (string?)back["v"]);
    }

    [Fact]
    public void A_member_that_a_newer_version_wrote_is_skipped()
    {
        var text = System.Text.Encoding.UTF8.GetString(InstanceStateSerializer.Write(State()));

        var back = InstanceStateSerializer.Read(System.Text.Encoding.UTF8.GetBytes(text.Replace("{\"id\"", "{\"future\":{\"a\":[1]},\"id\"", StringComparison.Ordinal)));

        Assert.Equal("i1", back.InstanceId);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"i\"")]
    public void Bytes_that_are_no_state_are_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => InstanceStateSerializer.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_suspended_instance_is_small()
    {
        var waiting = TestData.Start(Conformance.Recordings.Plan("b3-event")).State;

        Assert.InRange(InstanceStateSerializer.Write(waiting).Length, 100, 500);
    }

    private static InstanceState State() => InstanceState.New(TestData.Plan(TestData.Write("w", "1")), "i1");
}
