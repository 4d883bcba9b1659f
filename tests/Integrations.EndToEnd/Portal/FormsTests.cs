using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Portal;

/// <summary>Everything a person does in the portal, in a browser without script.</summary>
[Collection(PortalCollection.Name)]
public sealed class FormsTests(PortalFixture portal)
{
    [Fact]
    public async Task A_late_request_for_pieces_is_stopped_before_it_leaves_and_goes_as_a_courtesy_only_if_the_agent_insists()
    {
        await using var context = await WithoutScript();
        var page = await Open(context, $"/dossiers/{SamplePortal.FileNumber}/actes/demander-pieces");
        await page.SelectOptionAsync("#champ-procedure", "ICPE_E");
        await page.Locator(".tick input").First.CheckAsync();
        await page.SelectOptionAsync("#champ-canal", "Electronic");
        await Send(page);

        Assert.Contains("hors délai depuis le 2 janvier à minuit", await page.Locator("[role=alert]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Sample.Done, act => act is RequestPiecesAct);

        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer quand même" }).ClickAsync();

        Assert.EndsWith($"/dossiers/{SamplePortal.FileNumber}", page.Url, StringComparison.Ordinal);
        Assert.Contains("C’est enregistré", await page.Locator("[role=status]").InnerTextAsync(), StringComparison.Ordinal);
        var sent = Assert.Single(portal.Sample.Done.OfType<RequestPiecesAct>());
        Assert.True(sent.Courtesy);
        Assert.Equal("ICPE_E", sent.Procedure);
    }

    [Fact]
    public async Task An_act_without_its_date_says_so_beside_the_field_and_in_the_summary_and_keeps_what_was_typed()
    {
        await using var context = await WithoutScript();
        var page = await Open(context, $"/dossiers/{SamplePortal.FileNumber}/actes/decision");
        await page.FillAsync("#champ-date", "");
        await page.FillAsync("#champ-reference", "ARR-2027-12");
        await Send(page);

        Assert.Equal("#champ-date", await page.Locator("[role=alert] a", new() { HasText = "Décidé le" }).GetAttributeAsync("href"));
        Assert.Equal("Indiquez une date.", (await page.Locator("#champ-date-erreur").InnerTextAsync()).Trim());
        Assert.Equal("true", await page.GetAttributeAsync("#champ-date", "aria-invalid"));
        Assert.Equal("ARR-2027-12", await page.InputValueAsync("#champ-reference"));
    }

    [Fact]
    public async Task A_refused_act_says_why_with_its_code_and_records_nothing()
    {
        await using var context = await WithoutScript();
        var page = await Open(context, $"/dossiers/{SamplePortal.FileNumber}/actes/delai-modifie");
        await page.SelectOptionAsync("#champ-procedure", "PC");
        await page.FillAsync("#champ-article", "R*423-24");
        await Send(page);

        var alert = await page.Locator("[role=alert]").InnerTextAsync();
        Assert.Contains("La notification est hors délai.", alert, StringComparison.Ordinal);
        Assert.Contains("period.not_notified_in_time", alert, StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Sample.Done, act => act is PeriodModifiedAct);
    }

    [Fact]
    public async Task A_partner_answers_without_an_account_and_only_the_form_acts()
    {
        portal.Sample.Given = null;
        await using var context = await WithoutScript();
        var page = await Open(context, $"/reponse/{SamplePortal.Token}");
        Assert.Null(portal.Sample.Given);

        await page.Locator("label.choice", new() { HasText = "Favorable avec prescriptions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        Assert.Contains("Écrivez en une phrase", await page.Locator("#commentaire-erreur").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Null(portal.Sample.Given);

        await page.FillAsync("#commentaire", "Un poteau d’incendie à moins de 100 m.");
        await page.FillAsync("#nom", "Capitaine Roux");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();

        Assert.EndsWith("/envoyee", page.Url, StringComparison.Ordinal);
        Assert.Contains("jusqu’au jeudi 20 mai 2027", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(AnswerKind.FavourableWithPrescriptions, portal.Sample.Given!.Choice);

        await page.GotoAsync($"{portal.Address}/reponse/{SamplePortal.Token}");
        Assert.EndsWith("/envoyee", page.Url, StringComparison.Ordinal);
        portal.Sample.Given = null;
    }

    [Fact]
    public async Task A_form_sent_without_its_guard_is_refused_in_plain_words()
    {
        await using var context = await WithoutScript();
        var form = context.APIRequest.CreateFormData();
        form.Set("choix", "Favourable");
        form.Set("nom", "Inconnu");
        var response = await context.APIRequest.PostAsync($"{portal.Address}/reponse/{SamplePortal.Token}", new() { Form = form });

        Assert.Equal(400, response.Status);
        Assert.Contains("rien n’a été enregistré", System.Net.WebUtility.HtmlDecode(await response.TextAsync()), StringComparison.Ordinal);
        Assert.Null(portal.Sample.Given);
    }

    [Theory]
    [InlineData("/nulle-part", 404, "Cette page n’existe pas")]
    [InlineData("/suivi/inconnu", 404, "Cette page n’existe pas")]
    [InlineData($"/reponse/{SamplePortal.ExpiredToken}", 410, "Ce lien a expiré")]
    [InlineData($"/dossiers/{SamplePortal.Broken}", 500, "Quelque chose n’a pas marché chez nous")]
    public async Task An_error_keeps_its_status_and_is_said_in_plain_words(string path, int status, string words)
    {
        await using var context = await WithoutScript();
        var page = await context.NewPageAsync();
        var response = await page.GotoAsync(portal.Address + path);

        Assert.Equal(status, response!.Status);
        Assert.Equal(words, await page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task A_machine_gets_no_page_for_an_error()
    {
        await using var context = await WithoutScript();
        var response = await context.APIRequest.GetAsync($"{portal.Address}/webhooks/nulle-part");

        Assert.Equal(404, response.Status);
        Assert.DoesNotContain("<html", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_still_on_its_way_into_the_file_is_shown_as_recorded()
    {
        portal.Sample.Given = null;
        portal.Sample.AnswersAreSlow = true;
        await using var context = await WithoutScript();
        var page = await Open(context, $"/reponse/{SamplePortal.Token}");
        await page.Locator("label.choice", new() { HasText = "Défavorable" }).ClickAsync();
        await page.FillAsync("#commentaire", "Accès trop étroit.");
        await page.FillAsync("#nom", "Capitaine Roux");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        portal.Sample.AnswersAreSlow = false;

        Assert.EndsWith("/envoyee", page.Url, StringComparison.Ordinal);
        Assert.Contains("Accès trop étroit.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Null(portal.Sample.Given);
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_with_a_reason_and_not_without()
    {
        await using var context = await WithoutScript();
        var page = await Open(context, "/exploitation");
        var form = page.Locator(".replay-form", new() { Has = page.Locator("input[value=lettre]") }).First;
        await form.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Contains("Écrivez pourquoi", await page.Locator(".replay-form .error").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(portal.Sample.Replayed);

        await form.Locator("input[type=text]").FillAsync("Boîte aux lettres créée");
        await form.GetByRole(AriaRole.Button).ClickAsync();

        Assert.Equal(new ReplayDeadLetterAct("101", "Boîte aux lettres créée"), Assert.Single(portal.Sample.Replayed));
    }

    [Fact]
    public async Task Filters_stay_in_the_address_and_the_switch_of_language_keeps_them()
    {
        await using var context = await WithoutScript();
        var page = await Open(context, "/dossiers");
        await page.SelectOptionAsync("#etat", "incomplet");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        Assert.Contains("etat=incomplet", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("table.files tbody tr").CountAsync());

        await page.ClickAsync("a.tongue");

        Assert.Contains("etat=incomplet", page.Url, StringComparison.Ordinal);
        Assert.Equal("en", await page.GetAttributeAsync("html", "lang"));
        await page.GotoAsync(portal.Address + "/");
        Assert.Equal("To do", await page.InnerTextAsync("h1"));
    }

    private Task<IBrowserContext> WithoutScript() => portal.Browser.NewContextAsync(new() { JavaScriptEnabled = false });

    private async Task<IPage> Open(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(portal.Address + path);
        return page;
    }

    private static Task Send(IPage page) => page.Locator("main form button[type=submit]").ClickAsync();
}
