using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Tests.Submissions;

public class InstallationRequestTests
{
    public static TheoryData<string> SampleNames => Samples.Names;

    [Theory, MemberData(nameof(SampleNames))]
    public void A_sample_read_and_written_again_loses_nothing(string name)
    {
        var given = JsonNode.Parse(Samples.Bytes(name))!.AsObject();
        given.Remove("expected");
        RemoveNulls(given);
        given["consents"]!["at"] = JsonSerializer.SerializeToNode(given["consents"]!["at"].Deserialize<DateTimeOffset>()); // Z is +00:00

        var written = JsonNode.Parse(Samples.Request(name).ToJson());

        Assert.True(JsonNode.DeepEquals(given, written), $"{given}\n---\n{written}");
    }

    [Fact]
    public void A_file_can_start_with_a_firm_and_a_commune()
    {
        var request = InstallationRequest.FromJson("""{"firm":{"siret":"12345121300011"},"sites":[{"communeInsee":"49099"}]}""");

        Assert.Equal("12345121300011", request.Firm?.Siret);
        Assert.Equal("49099", Assert.Single(request.Sites).CommuneInsee);
        Assert.Empty(request.Documents);
    }

    [Fact]
    public void A_list_given_as_null_is_empty() =>
        Assert.Empty(InstallationRequest.FromJson("""{"sites":null}""").Sites);

    [Fact]
    public void A_value_of_the_wrong_type_says_where_it_stands()
    {
        var error = Assert.Throws<JsonException>(() => InstallationRequest.FromJson("""{"works":{"newFloorAreaM2":"grand"}}"""));
        Assert.Equal("$.works.newFloorAreaM2", error.Path);
    }

    private static void RemoveNulls(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>())
                RemoveNulls(item);
        }
        else if (node is JsonObject map)
        {
            foreach (var (key, value) in map.ToList())
            {
                if (value is null)
                    map.Remove(key);
                else
                    RemoveNulls(value);
            }
        }
    }
}
