using System.Text.Json.Nodes;
using Integrations.Partners.Notifications;

namespace Integrations.Partners.Tests.Notifications;

public sealed class NoticeCatalogTests
{
    [Theory]
    [InlineData("ok\n{{ if }}", 2, "ne peut pas être lu")]
    [InlineData("a\nb {{ for x in firm }", 2, "ne peut pas être lu")]
    [InlineData("{{ firm.nom }}", 1, "n'existe pas dans le modèle")]
    [InlineData("\n  {{ entreprise }}", 2, "n'existe pas dans le modèle")]
    [InlineData("{{ date_longue firm.name }}", 1, "n'est pas une date")]
    [InlineData("{{ include 'secret' }}", 1, "modèle")]
    [InlineData("{{ firm.name = 'x' }}", 1, "ne peut pas être rempli")]
    [InlineData("{{ for i in 1..100000 }}x{{ end }}", 1, "ne peut pas être rempli")]
    [InlineData("{{ 'x' * 100000000 }}", 1, "ne peut pas être rempli")]
    [InlineData("{{ func f; f; end; f }}", 1, "ne peut pas être rempli")]
    [InlineData("{{ for i in 1..900 }}{{ 'x' * 1000 }}{{ end }}", 1, "ne peut pas être rempli")]
    public void A_broken_template_is_named_with_line_and_column_when_it_is_loaded(string html, int line, string message)
    {
        using var folder = new TemplateFolder(html);

        var catalog = folder.Load();

        Assert.Null(catalog.Find("essai"));
        var problem = catalog.Problems[0];
        Assert.Equal(("essai/html.scriban", line), (problem.File, problem.Line));
        Assert.True(problem.Column > 0);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ firm.name }}", "Fictif &amp; Fils")]
    [InlineData("{{ x = firm.name; x }}", "Fictif &amp; Fils")]
    [InlineData("{{ firm.nothing ?? 'rien' }}", "rien")]
    [InlineData("{{ 1250000 | montant }}", "1&#xA0;250&#xA0;000&#xA0;€")]
    [InlineData("{{ 12.5 | montant }}", "12,50&#xA0;€")]
    [InlineData("{{ ['la mairie', 'la CCI', 'la préfecture'] | enumeration }}", "la mairie, la CCI et la préfecture")]
    [InlineData("{{ 'le préfet' | de }}, {{ 'les communes' | a }}, {{ 'la mairie' | a }}", "du préfet, aux communes, à la mairie")]
    [InlineData("{{ 'Mairie de Cluses' | avec_article | majuscule }}, {{ 'SDIS 74' | de }}", "La mairie de Cluses, du SDIS 74")]
    [InlineData("{{ 'Enedis (Bretagne)' | de }}, {{ 'France Travail' | a }}", "d&#x27;Enedis (Bretagne), à France Travail")]
    [InlineData("{{ 'CCI Vendée' | avec_article }}, {{ 'Saint-Étienne Métropole' | avec_article }}", "la CCI Vendée, Saint-Étienne Métropole")]
    [InlineData("{{ date_longue '2027-03-01' }}", "lundi 1er mars 2027")]
    [InlineData("{{ date_longue '2026-12-31T09:00:00+01:00' }}", "jeudi 31 décembre 2026")]
    public void A_template_may_say(string html, string expected)
    {
        using var folder = new TemplateFolder(html, """{"firm":{"name":"Fictif & Fils","nothing":null}}""");
        var catalog = folder.Load();

        Assert.Empty(catalog.Problems);
        Assert.Equal($"<body>{expected}</body>", catalog.Render("essai", catalog.Find("essai")!.Example).Html);
    }

    [Fact]
    public void A_template_broken_while_running_keeps_its_last_good_version_and_is_reported()
    {
        using var folder = new TemplateFolder("bon {{ firm.name }}");
        var live = new LiveNotices(folder.Path);
        var model = live.Current.Find("essai")!.Example;

        folder.Write("essai/html.scriban", "mauvais {{ firm.");
        var problems = live.Reload();

        Assert.Equal("essai/html.scriban", problems[0].File);
        Assert.Contains("bon Fictif", live.Render("essai", model).Html, StringComparison.Ordinal);

        folder.Write("essai/html.scriban", "meilleur {{ firm.name }}");
        Assert.Empty(live.Reload());
        Assert.Contains("meilleur Fictif", live.Render("essai", model).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_layout_keeps_the_last_good_one()
    {
        using var folder = new TemplateFolder("bon");
        var live = new LiveNotices(folder.Path);

        folder.Write("_layout/html.scriban", "{{ if }}");

        Assert.Contains(live.Reload(), problem => problem.File == "_layout/html.scriban");
        Assert.Equal("<body>bon</body>", live.Render("essai", new JsonObject()).Html);
    }

    [Fact]
    public void A_missing_file_and_a_bad_example_are_reported()
    {
        using var folder = new TemplateFolder("bon");
        File.Delete(Path.Combine(folder.Path, "essai", "text.scriban"));
        folder.Write("essai/example.json", "{\n\"a\": }");

        var problems = folder.Load().Problems;

        Assert.Contains(problems, problem => problem.File == "essai/text.scriban" && problem.Message.Contains("manque", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.File == "essai/example.json" && problem.Line == 2);
    }

    [Fact]
    public void An_unknown_notice_is_an_error_not_an_empty_letter()
    {
        using var folder = new TemplateFolder("bon");

        Assert.Throws<TemplateRenderException>(() => folder.Load().Render("inconnu", new JsonObject()));
    }

    [Fact]
    public void One_template_cannot_leave_something_for_the_next()
    {
        using var folder = new TemplateFolder("{{ secret = 'x' }}ok");
        folder.Write("essai/text.scriban", "{{ secret ?? 'rien' }}");

        Assert.Contains("secret", folder.Load().Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_may_render_one_notice_at_once()
    {
        using var folder = new TemplateFolder("{{ firm.name }}");
        var catalog = folder.Load();

        Parallel.For(0, 200, number =>
        {
            var html = catalog.Render("essai", new JsonObject { ["firm"] = new JsonObject { ["name"] = $"n{number}" } }).Html;
            Assert.Equal($"<body>n{number}</body>", html);
        });
    }
}
