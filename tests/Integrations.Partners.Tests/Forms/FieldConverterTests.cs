using System.Text.Json.Nodes;
using Integrations.Partners.Forms;

namespace Integrations.Partners.Tests.Forms;

public sealed class FieldConverterTests
{
    [Theory]
    [InlineData("\"1 200,5\"", "1200.5")]
    [InlineData("\"1\u202F200\u00A0m²\"", "1200")]
    [InlineData("\"2400\"", "2400")]
    [InlineData("\"0,5\"", "0.5")]
    [InlineData("12.5", "12.5")]
    [InlineData("\"-3\"", "-3")]
    [InlineData("\" \"", null)]
    public void A_number_is_read_in_french_or_machine_writing(string answer, string? expected) =>
        Assert.Equal(expected, Read(new FieldConverter.Number(Whole: false), answer)?.ToJsonString());

    [Theory]
    [InlineData("\"douze\"")]
    [InlineData("\"1,2,3\"")]
    [InlineData("\"12/13\"")]
    [InlineData("[1,2]")]
    public void What_is_not_a_number_is_not_guessed(string answer) =>
        Assert.Throws<AnswerNotUnderstoodException>(() => Read(new FieldConverter.Number(Whole: false), answer));

    [Fact]
    public void A_whole_number_has_no_decimals()
    {
        Assert.Equal("35", Read(new FieldConverter.Number(Whole: true), "\"35,0\"")?.ToJsonString());
        Assert.Equal("not_a_whole_number", Assert.Throws<AnswerNotUnderstoodException>(
            () => Read(new FieldConverter.Number(Whole: true), "\"3,5\"")).Code);
    }

    [Theory]
    [InlineData("\"Oui\"", true)]
    [InlineData("\"non\"", false)]
    [InlineData("true", true)]
    [InlineData("[\"Oui\"]", true)]
    [InlineData("0", false)]
    public void Yes_and_no_are_read_in_french(string answer, bool expected) =>
        Assert.Equal(expected, (bool?)Read(new FieldConverter.YesNo(), answer));

    [Theory]
    [InlineData("28/02/2027", "2027-02-28")]
    [InlineData("1/3/2027", "2027-03-01")]
    [InlineData("2027-03-01T08:00:00Z", "2027-03-01")]
    public void A_day_is_read_the_french_way_round(string answer, string expected) =>
        Assert.Equal(expected, (string?)new FieldConverter.Day().Read(JsonValue.Create(answer), NoCommune));

    [Theory]
    [InlineData("02/28/2027")]
    [InlineData("29/02/2027")]
    [InlineData("demain")]
    public void A_day_that_does_not_exist_is_refused(string answer) =>
        Assert.Equal("not_a_date", Assert.Throws<AnswerNotUnderstoodException>(
            () => new FieldConverter.Day().Read(JsonValue.Create(answer), NoCommune)).Code);

    [Theory]
    [InlineData("123 451 213 00011", "12345121300011")]
    [InlineData("123.451.213-00011", "12345121300011")]
    public void A_siret_may_be_written_in_groups(string answer, string expected) =>
        Assert.Equal(expected, (string?)new FieldConverter.Digits("SIRET", 14).Read(JsonValue.Create(answer), NoCommune));

    [Fact]
    public void A_siret_with_a_missing_digit_is_refused_in_words() =>
        Assert.Contains("14 chiffres", Assert.Throws<AnswerNotUnderstoodException>(
            () => new FieldConverter.Digits("SIRET", 14).Read(JsonValue.Create("1234512130001"), NoCommune)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("74081", "74081")]
    [InlineData("2b037", "2B037")]
    [InlineData("Cluses", "74081")]
    [InlineData("74300 Cluses", "74081")]
    [InlineData("Cluses (74300)", "74081")]
    public void A_commune_is_a_code_or_a_name(string answer, string expected)
    {
        FindCommunes communes = (name, postalCode) => name == "Cluses" && postalCode is null or "74300" ? ["74081"] : [];

        Assert.Equal(expected, (string?)new FieldConverter.Commune().Read(JsonValue.Create(answer), communes));
    }

    [Fact]
    public void Two_communes_of_one_name_are_not_chosen_between()
    {
        FindCommunes communes = (_, _) => ["01001", "02002"];

        Assert.Equal("ambiguous_commune", Assert.Throws<AnswerNotUnderstoodException>(
            () => new FieldConverter.Commune().Read(JsonValue.Create("Saint-Martin"), communes)).Code);
        Assert.Equal("unknown_commune", Assert.Throws<AnswerNotUnderstoodException>(
            () => new FieldConverter.Commune().Read(JsonValue.Create("Atlantide"), NoCommune)).Code);
    }

    [Fact]
    public void An_unforeseen_choice_names_the_foreseen_ones()
    {
        var choice = new FieldConverter.Choice(new Dictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase) { ["Extension"] = "extension" });

        Assert.Equal("extension", (string?)choice.Read(JsonValue.Create("EXTENSION"), NoCommune));
        Assert.Contains("Extension", Assert.Throws<AnswerNotUnderstoodException>(
            () => choice.Read(JsonValue.Create("Autre"), NoCommune)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_answers_come_as_a_list_or_one_per_line()
    {
        var several = new FieldConverter.Several(new FieldConverter.Text());

        Assert.Equal("""["mairie","cci"]""", Read(several, """["mairie","cci"]""")?.ToJsonString());
        Assert.Equal("""["mairie","cci"]""", Read(several, "\"mairie;\\n cci \"")?.ToJsonString());
    }

    private static JsonNode? Read(FieldConverter converter, string answer) => converter.Read(JsonNode.Parse(answer)!, NoCommune);

    private static IReadOnlyList<string> NoCommune(string name, string? postalCode) => [];
}
