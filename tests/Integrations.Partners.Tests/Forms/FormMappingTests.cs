using System.Text;
using System.Text.Json.Nodes;
using Integrations.Partners.Forms;
using Integrations.Partners.Tests.Webhooks;

namespace Integrations.Partners.Tests.Forms;

public sealed class FormMappingTests
{
    private static readonly DateTimeOffset ReceivedAt = new(2026, 11, 30, 9, 1, 0, TimeSpan.FromHours(1));

    [Fact]
    public async Task A_tally_form_becomes_a_file()
    {
        var reading = await Read("tally-valid");

        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Unread);
        Assert.Equal("12345121300011", (string?)reading.File["firm"]!["siret"]);
        Assert.Equal("pineau@pc-neuf-sans-icpe.example", (string?)reading.File["firm"]!["contact"]!["email"]);
        Assert.Equal("49099", (string?)reading.File["sites"]![0]!["communeInsee"]);
        Assert.Equal(2400, (decimal?)reading.File["works"]!["newFloorAreaM2"]);
        Assert.Equal(240, (decimal?)reading.File["utilities"]!["powerKva"]);
        Assert.Equal(25, (int?)reading.File["project"]!["jobsCreated"]);
        Assert.Equal(
            """{"channel":"tally","externalId":"2wgx4n","receivedAt":"2026-11-30T09:01:00\u002B01:00"}""",
            reading.File["source"]!.ToJsonString());
    }

    [Fact]
    public async Task A_typeform_is_read_by_the_references_of_its_questions()
    {
        var reading = await Read("typeform-valid");

        Assert.Empty(reading.Problems);
        Assert.Equal("12345184100019", (string?)reading.File["firm"]!["siret"]);
        Assert.Equal("97103", (string?)reading.File["sites"]![0]!["communeInsee"]);
        Assert.Equal("{}", reading.File["works"]!["erp"]!.ToJsonString());
        Assert.Equal(1700, (decimal?)reading.File["works"]!["newFloorAreaM2"]);
    }

    [Fact]
    public async Task A_jotform_is_opened_twice_multipart_then_json()
    {
        var reading = await Read("jotform");

        Assert.Empty(reading.Problems);
        Assert.Equal("Hoarau", (string?)reading.File["firm"]!["contact"]!["lastName"]);
        Assert.Equal("97407", (string?)reading.File["sites"]![0]!["communeInsee"]);
        Assert.Equal(2200, (decimal?)reading.File["works"]!["newFloorAreaM2"]);
        Assert.Equal(["slug"], reading.Unread);
    }

    [Fact]
    public async Task A_form_without_its_commune_goes_to_quarantine_with_the_reason()
    {
        var problem = Assert.Single((await Read("opnform-valid")).Problems);

        Assert.Equal("missing", problem.Code);
        Assert.Equal("/sites/0/communeInsee", problem.Target.Text);
        Assert.Contains("obligatoire", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demarche_numerique_only_says_what_to_read_again()
    {
        var reading = await Read("demarche-numerique");

        Assert.Empty(reading.Problems);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"procedureNumber":1234,"fileNumber":567890,"state":"en_construction","updatedAt":"2026-12-18 09:11:00 +0400"}"""),
            reading.File));
    }

    public static TheoryData<string> Cases() => [.. Workspace.CaseFiles().Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_canonical_body_is_the_file_itself(string caseFile)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Data", "cases", caseFile));
        var source = Workspace.Form("generic");
        var submission = await Submission.OpenAsync(source, "application/json", bytes);

        var reading = FormMapping.Map(source, submission, ReceivedAt, NoCommune);

        Assert.True(reading.IsUsable);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(bytes), reading.File));
        Assert.StartsWith("tally-", submission.DedupeKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generic", "{\"a\":", "ligne 1")]
    [InlineData("generic", "", "JSON incorrect")]
    [InlineData("generic", "null", "null")]
    [InlineData("generic", "[1]", "objet JSON")]
    [InlineData("jotform", "--guichet\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntronq", "multipart")]
    public async Task What_cannot_be_read_has_a_reason_and_still_a_key(string form, string body, string reason)
    {
        var source = Workspace.Form(form);
        var submission = await Submission.OpenAsync(source, "text/plain", Encoding.UTF8.GetBytes(body));

        var problem = Assert.Single(FormMapping.Map(source, submission, ReceivedAt, NoCommune).Problems);

        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", submission.DedupeKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_multipart_body_is_unreadable_not_half_read()
    {
        var sample = SampleDelivery.Named("jotform");

        var submission = await Submission.OpenAsync(Workspace.Form("jotform"), sample.Delivery.ContentType, sample.Delivery.Body[..^60]);

        Assert.NotNull(submission.Unreadable);
    }

    [Fact]
    public async Task The_dry_run_says_what_became_of_each_answer()
    {
        var body = """
            {"data":{"responseId":"r1","fields":[
              {"key":"q1","label":" siret ","value":"123 451 213 00011"},
              {"key":"q2","label":"Commune","value":"Cluses (74300)"},
              {"key":"q3","label":"Hauteur (m)","value":"douze"},
              {"key":"q4","label":"Nature du projet","value":["o2"],"options":[{"id":"o1","text":"Extension d'un bâtiment"},{"id":"o2","text":"Construction d'un bâtiment"}]},
              {"key":"q5","label":"Rubriques ICPE (rubrique ; quantité ; unité)","value":"2560 ; 1 200,5 ; kW\n2563 ; 300 ; l"},
              {"key":"q6","label":"Plan de masse","value":[{"id":"x","name":"masse.pdf","url":"https://files.example/x","mimeType":"application/pdf","size":12}]},
              {"key":"q7","label":"Votre couleur préférée","value":"bleu"}]}}
            """;
        var source = Workspace.Form("tally");
        var submission = await Submission.OpenAsync(source, "application/json", Encoding.UTF8.GetBytes(body));

        var reading = FormMapping.Map(source, submission, ReceivedAt, (name, postalCode) => (name, postalCode) == ("Cluses", "74300") ? ["74081"] : []);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("not_a_number", "Hauteur (m)"), (problem.Code, problem.Field));
        Assert.Equal(["Votre couleur préférée"], reading.Unread);
        Assert.Equal("74081", (string?)reading.File["sites"]![0]!["communeInsee"]);
        Assert.Equal("new_building", (string?)reading.File["project"]!["kind"]);
        Assert.Equal("masse.pdf", (string?)reading.File["documents"]![0]!["fileName"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""[{"rubrique":"2560","value":1200.5,"unit":"kW"},{"rubrique":"2563","value":300,"unit":"l"}]"""),
            reading.File["environment"]!["icpe"]));
        var siret = reading.Fields.Single(field => field.To.Text == "/firm/siret");
        Assert.Equal("12345121300011", (string?)siret.Value);
        Assert.Equal("123 451 213 00011", (string?)siret.Answer);
    }

    private static async Task<FormReading> Read(string name)
    {
        var sample = SampleDelivery.Named(name);
        var source = Workspace.Form(sample.Source);
        var submission = await Submission.OpenAsync(source, sample.Delivery.ContentType, sample.Delivery.Body);
        return FormMapping.Map(source, submission, ReceivedAt, NoCommune);
    }

    private static IReadOnlyList<string> NoCommune(string name, string? postalCode) => [];
}
