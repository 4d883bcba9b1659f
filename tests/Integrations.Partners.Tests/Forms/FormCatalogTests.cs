using System.Text;
using Integrations.Partners.Forms;

namespace Integrations.Partners.Tests.Forms;

public sealed class FormCatalogTests
{
    [Fact]
    public void The_forms_of_the_repository_have_no_fault()
    {
        var catalog = FormCatalog.Load(Workspace.Forms);

        Assert.Empty(catalog.Problems);
        Assert.Equal(
            ["demarche-numerique", "generic", "jotform", "opnform", "power-automate", "tally", "typeform"],
            catalog.Sources.Select(source => source.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{", "", "ligne 1")]
    [InlineData("""{"title":"T","channel":"c","dedupeKey":["/id"],"fields":[{"from":"a","to":"/a","as":"text"}]}""", "/signature", "manque")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"md5","secret":"k"},"fields":[{"from":"a","to":"/a","as":"text"}]}""", "/signature/scheme", "hmac-sha256-base64")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"guichet","secret":"k"},"fields":[{"from":"a","to":"a","as":"text"}]}""", "/fields/0/to", "« / »")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"guichet","secret":"k"},"fields":[{"from":"a","to":"/a","as":"texte"}]}""", "/fields/0/as", "text, integer")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"guichet","secret":"k"},"fields":[{"from":"a","to":"/a","as":"text","requierd":true}]}""", "/fields/0/requierd", "inconnue")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"guichet","secret":"k"},"fields":[{"to":"/a","as":"text"}]}""", "/fields/0/from", "nom de la question")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"guichet","secret":"k"},"fields":[]}""", "/fields", "au moins une")]
    [InlineData("""{"title":"T","channel":"c","signature":{"scheme":"guichet","secret":"k"},"answers":{"list":"/l","names":["/n"]},"fields":[{"from":"a","to":"/a","as":"text"}]}""", "/answers/value", "valueNamedBy")]
    public void A_fault_in_a_form_is_named_with_its_place(string json, string path, string message)
    {
        var (source, problems) = FormCatalog.Parse("essai.json", Encoding.UTF8.GetBytes(json));

        Assert.Null(source);
        var problem = Assert.Single(problems);
        Assert.Equal(("essai.json", path), (problem.File, problem.Path));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_form_are_told_at_once()
    {
        var (_, problems) = FormCatalog.Parse("essai.json", "{\"fields\":[{\"from\":\"a\",\"to\":\"b\",\"as\":\"c\"}]}"u8.ToArray());

        Assert.Equal(
            ["/channel", "/fields/0/as", "/fields/0/to", "/signature", "/title"],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_form_with_a_fault_does_not_take_the_others_down()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "bad.json"), "{}");
            File.Copy(Path.Combine(Workspace.Forms, "tally.json"), Path.Combine(folder.FullName, "tally.json"));

            var catalog = FormCatalog.Load(folder.FullName);

            Assert.NotNull(catalog.Find("tally"));
            Assert.Null(catalog.Find("bad"));
            Assert.All(catalog.Problems, problem => Assert.Equal("bad.json", problem.File));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
