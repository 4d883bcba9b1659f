using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Submissions;
using Integrations.Partners.Forms;
using Integrations.Simulators.FormTools;

namespace Integrations.Simulators.Tests.FormTools;

public sealed class TallyFormTests
{
    private static readonly string Workflows = Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>What a firm does not type: the desk looks it up, computes it, or fetches it.</summary>
    private static readonly string[] NotAsked =
    [
        "id", "fictional", "note", "status", "expected", "source", "firm.vat", "firm.nafLabel", "firm.naf2025", "firm.category",
        "consents.shareWith", "consents.at", "sites.communeName", "sites.departement", "sites.region", "sites.epciSiren", "sites.epciName",
        "sites.arrondissement", "sites.constraints", "documents.sha256", "documents.url",
    ];

    public static TheoryData<string> Samples() =>
        [.. Directory.EnumerateFiles(Path.Combine(Workflows, "samples"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_a_firm_types_into_the_form_is_what_the_desk_reads(string sample)
    {
        var file = Json(Path.Combine(Workflows, "samples", sample));
        var receivedAt = DateTimeOffset.Parse((string)file["source"]!["receivedAt"]!, CultureInfo.InvariantCulture);
        var source = FormCatalog.Load(Path.Combine(Workflows, "forms")).Find("tally")!;

        var body = TallyForm.FillIn(Json(Path.Combine(Workflows, "forms", "tally.json")), file, "r-1", receivedAt);
        var reading = FormMapping.Map(source, await Submission.OpenAsync(source, "application/json", body), receivedAt, (_, _) => []);

        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Unread);
        Assert.Equal(Asked(file), Asked(reading.File));
        Assert.Equal("r-1", InstallationRequest.FromJson(reading.File.ToJsonString()).Source!.ExternalId);
    }

    /// <summary>The part of a file that the form asks for, one line per value.</summary>
    private static List<string> Asked(JsonNode file)
    {
        var lines = new List<string>();
        Walk(file, "");
        return [.. lines.Order(StringComparer.Ordinal)];

        void Walk(JsonNode? node, string path)
        {
            if (NotAsked.Contains(path))
                return;
            switch (node)
            {
                case JsonObject item:
                    foreach (var (name, value) in item)
                        Walk(value, path.Length == 0 ? name : $"{path}.{name}");
                    break;
                case JsonArray list:
                    foreach (var value in list)
                        Walk(value, path);
                    break;
                case { } value:
                    lines.Add($"{path} = {(value.GetValueKind() == JsonValueKind.Number ? Plain(value) : value.ToString())}");
                    break;
            }
        }
    }

    private static string Plain(JsonNode number) =>
        decimal.Parse(number.ToJsonString(), CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture);

    private static JsonObject Json(string path) => JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
}
