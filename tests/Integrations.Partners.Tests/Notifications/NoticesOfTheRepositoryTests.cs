using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Integrations.Partners.Notifications;

namespace Integrations.Partners.Tests.Notifications;

public sealed partial class NoticesOfTheRepositoryTests
{
    private static readonly NoticeCatalog Catalog = NoticeCatalog.Load(Workspace.Templates);

    public static TheoryData<string> Names() =>
    [
        "firm-received", "firm-acknowledged", "firm-support", "firm-missing-documents", "firm-file-complete", "firm-period-modified", "firm-decision",
        "firm-silence", "firm-wrong-desk", "firm-closed", "partner-task", "partner-reminder", "partner-escalation", "partner-thanks", "instructor-opinion",
        "desk-check", "courtesy-request",
    ];

    [Fact]
    public void The_templates_of_the_repository_have_no_fault()
    {
        Assert.Empty(Catalog.Problems);
        Assert.Equal(
            Names().Select(row => row.Data).Order(StringComparer.Ordinal),
            Catalog.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_letter_says_whom_to_call_and_reads_the_same_with_and_without_html(string name)
    {
        var letter = Catalog.Render(name, Catalog.Find(name)!.Example);

        Assert.DoesNotContain('\n', letter.Subject);
        Assert.InRange(letter.Subject.Length, 10, 180);
        Assert.Contains("04 50 00 00 00", letter.Text, StringComparison.Ordinal);
        Assert.Contains("04\u00A050\u00A000\u00A000\u00A000", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", letter.Html + letter.Text + letter.Subject, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\n\n\n", letter.Text);
        Assert.Equal(Dates(letter.Html), Dates(letter.Text));
        Assert.Equal(Links(letter.Html), Links(letter.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_letter_is_well_formed_and_every_element_carries_its_look(string name)
    {
        var html = Catalog.Render(name, Catalog.Find(name)!.Example).Html;

        var body = XElement.Parse(html[html.IndexOf("<body", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)]
            .Replace("<br>", "<br/>", StringComparison.Ordinal));
        Assert.Single(body.Descendants("table"), table => (string?)table.Attribute("width") == "600");
        foreach (var element in body.Descendants().Where(element => element.Name.LocalName is "p" or "h2" or "li" or "a" or "blockquote"))
            Assert.NotNull(element.Attribute("style"));
        Assert.Empty(body.Descendants("img"));
    }

    [Fact]
    public void A_complete_permit_file_says_the_date_and_what_silence_means()
    {
        var model = Catalog.Find("firm-file-complete")!.Example;
        model["procedure"]!["lastDay"] = "2027-02-28";
        model["procedure"]!["silenceSentence"] =
            "Si vous ne recevez pas de réponse, votre permis sera accordé automatiquement le 1er mars 2027.";

        var letter = Catalog.Render("firm-file-complete", model);

        Assert.Equal(
            "Votre permis de construire\u00A0: dossier complet, réponse au plus tard le dimanche 28 février 2027", letter.Subject);
        Assert.Contains("accordé automatiquement le 1er mars 2027", letter.Text, StringComparison.Ordinal);
        Assert.Contains("La mairie de Cluses doit répondre", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_is_named_as_one_speaks()
    {
        var model = Catalog.Find("firm-wrong-desk")!.Example;
        model["transfer"]!["fromAuthority"] = "Mairie de Cluses";
        model["transfer"]!["toAuthority"] = "Préfet de la Haute-Savoie";

        var letter = Catalog.Render("firm-wrong-desk", model);

        Assert.Contains("transmis au préfet de la Haute-Savoie", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("La mairie de Cluses ne pouvait pas décider", letter.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_letter_leaves_also_when_all_that_it_may_leave_out_is_absent(string name)
    {
        var model = Catalog.Find(name)!.Example;
        foreach (var (part, optional) in Optional)
        {
            if (model[part] is JsonObject known)
                known[optional] = null;
        }

        foreach (var step in model["procedures"] as JsonArray ?? [])
            step!["lastDay"] = step["silenceFrom"] = step["silenceSentence"] = step["note"] = null;

        Assert.DoesNotContain("  ", Catalog.Render(name, model).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_by_silence_never_reads_as_an_agreement()
    {
        var model = Catalog.Find("firm-silence")!.Example;
        model["silence"]!["favourable"] = false;
        model["silence"]!["sentence"] = "Votre demande est refusée depuis le 12 août 2027, par le silence de la préfecture.";

        var letter = Catalog.Render("firm-silence", model);

        Assert.DoesNotContain("attestation", letter.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("tribunal administratif", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_made_to_break_the_page_stays_text()
    {
        var model = Catalog.Find("partner-task")!.Example;
        model["file"]!["title"] = "<script>alert(1)</script>";
        model["task"]!["question"] = "a & b \"c\" <img src=x onerror=y>";

        var letter = Catalog.Render("partner-task", model);

        Assert.DoesNotContain("<script>", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", letter.Html, StringComparison.Ordinal);
        Assert.Contains("a & b \"c\" <img src=x onerror=y>", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subject_is_one_line_whatever_a_firm_typed()
    {
        var model = Catalog.Find("partner-task")!.Example;
        model["file"]!["title"] = "Atelier\r\nBcc: tous@example.org";

        Assert.DoesNotMatch(@"[\r\n]", Catalog.Render("partner-task", model).Subject);
    }

    [Fact]
    public void What_a_letter_may_leave_out_may_be_absent_from_the_model()
    {
        var model = Catalog.Find("partner-task")!.Example;
        model["file"]!.AsObject().Remove("contactName");
        model["desk"]!.AsObject().Remove("hours");
        model["task"]!["recipientName"] = null;

        Assert.StartsWith("Bonjour,", Catalog.Render("partner-task", model).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_with_a_hole_in_it_does_not_leave()
    {
        var model = Catalog.Find("partner-task")!.Example;
        model["task"]!.AsObject().Remove("dueOn");

        var error = Assert.Throws<TemplateRenderException>(() => Catalog.Render("partner-task", model));

        Assert.Equal(("partner-task/subject.scriban", 1), (error.Problem.File, error.Problem.Line));
        Assert.Contains("n'est pas une date", error.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rendering_does_not_change_the_model()
    {
        var model = Catalog.Find("firm-acknowledged")!.Example;
        var before = model.ToJsonString();

        Catalog.Render("firm-acknowledged", model);

        Assert.Equal(before, model.ToJsonString());
        Assert.True(JsonNode.DeepEquals(model, Catalog.Find("firm-acknowledged")!.Example));
    }

    /// <summary>What the table of the model marks with a question mark.</summary>
    private static readonly (string Part, string Key)[] Optional =
    [
        ("desk", "hours"), ("file", "contactName"), ("task", "recipientName"), ("answer", "comment"), ("transfer", "reason"),
        ("procedure", "silenceFrom"), ("procedure", "silenceSentence"), ("procedure", "completenessLimit"),
        ("change", "previousLastDay"), ("change", "article"), ("request", "article"), ("closing", "nextSteps"),
        ("decision", "conditions"), ("decision", "nextSteps"), ("decision", "appealUntil"), ("decision", "thirdPartyAppealUntil"),
        ("silence", "appealUntil"),
    ];

    private static List<string> Dates(string text) =>
        [.. LongDate().Matches(Regex.Replace(text, "<title>.*?</title>", "")).Select(match => match.Value)];

    private static List<string> Links(string text) =>
        [.. Link().Matches(text).Select(match => match.Value).Distinct()];

    [GeneratedRegex(@"\d{1,2}(er)? (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) \d{4}")]
    private static partial Regex LongDate();

    [GeneratedRegex("""https://[^\s"<)]+""")]
    private static partial Regex Link();
}
