using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integrations.Simulators.Graph;

/// <summary>Pages on which a visitor of the demonstration opens the simulated mailboxes.</summary>
internal sealed class InspectionPages(MailStore store)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private readonly Inspection _inspection = new(store);

    public void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("", Mailboxes);
        routes.MapGet("/boites/{address}", OneMailbox);
        routes.MapGet("/messages/{address}/{id}", OneMail);
        routes.MapGet("/style.css", () => Results.Text(Style, "text/css"));
    }

    private IResult Mailboxes()
    {
        var rows = new StringBuilder();
        foreach (var mailbox in store.Mailboxes.OrderBy(mailbox => mailbox.External).ThenBy(mailbox => mailbox.Name, StringComparer.Create(French, false)))
        {
            rows.Append(French, $"""
                <tr><td><a href="/_simulateur/boites/{Uri.EscapeDataString(mailbox.Address)}">{Text(mailbox.Name)}</a></td><td>{Text(mailbox.Address)}</td><td>{(mailbox.External ? "ailleurs" : "Microsoft 365 simulé")}</td><td class="nombre">{_inspection.Inbox(mailbox.Address).Count}</td><td class="nombre">{_inspection.Tasks(mailbox.Address).Count}</td></tr>

                """);
        }

        var doubles = _inspection.Doubles().Count;
        return Page("Boîtes simulées", $"""
            <p>Rien ne sort de cette machine : voici ce que chacun aurait reçu.</p>
            <table><thead><tr><th scope="col">Boîte</th><th scope="col">Adresse</th><th scope="col">Où</th><th scope="col" class="nombre">Messages</th><th scope="col" class="nombre">Tâches</th></tr></thead>
            <tbody>{rows}</tbody></table>
            <p>{(doubles == 0 ? "Aucun envoi en double." : $"{doubles} envoi(s) en double.")}</p>
            """);
    }

    private IResult OneMailbox(string address)
    {
        var content = new StringBuilder("<h2>Tâches (To Do)</h2>");
        var tasks = _inspection.Tasks(address);
        if (tasks.Count == 0)
            content.Append("<p>Aucune tâche.</p>");
        foreach (var task in tasks.Reverse())
        {
            content.Append(French, $"""
                <article><h3>{Text(task.Title)}</h3>
                <p>{(task.Status == "completed" ? "Terminée" : "À faire")}{(task.Importance == "high" ? ", importante" : "")}{(task.Due is null ? "" : $", pour le {Day(task.Due)}")}</p>
                <p class="texte">{Text(task.Body)}</p>
                {(task.Link is null ? "" : $"<p><a href=\"{Text(task.Link)}\">Ouvrir</a></p>")}</article>
                """);
        }

        content.Append("<h2>Messages</h2>");
        var mails = _inspection.Inbox(address);
        if (mails.Count == 0)
            content.Append("<p>Aucun message.</p>");
        foreach (var mail in mails.Reverse())
        {
            content.Append(French, $"""
                <article><h3><a href="/_simulateur/messages/{Uri.EscapeDataString(address)}/{Uri.EscapeDataString(mail.Id)}">{Text(mail.Subject)}</a></h3>
                <p>De {Text(mail.From)}, le {mail.ReceivedAt.ToString("d MMMM yyyy 'à' HH:mm", French)} (heure universelle)</p></article>
                """);
        }

        return Page(address, content.ToString());
    }

    /// <summary>The mail as its program would show it: its own page, its own rules, no script.</summary>
    private IResult OneMail(string address, string id, HttpContext context)
    {
        if (_inspection.Inbox(address).FirstOrDefault(mail => mail.Id == id) is not { } mail)
            return Results.NotFound();
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation";
        return Results.Text(mail.Html, "text/html; charset=utf-8");
    }

    private static IResult Page(string title, string content) => Results.Text(
        $"""
        <!DOCTYPE html>
        <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}, simulateur</title><link rel="stylesheet" href="/_simulateur/style.css"></head>
        <body><main><p><a href="/_simulateur">Toutes les boîtes</a></p><h1>{Text(title)}</h1>
        {content}
        </main></body></html>
        """,
        "text/html; charset=utf-8");

    private static string Day(string dateTime) =>
        DateTime.Parse(dateTime, CultureInfo.InvariantCulture).ToString("dddd d MMMM yyyy", French);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; font: 18px/1.5 'Atkinson Hyperlegible', Verdana, sans-serif; background: Canvas; color: CanvasText; }
        main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8888; }
        .nombre { text-align: right; font-variant-numeric: tabular-nums; }
        article { border-top: 1px solid #8888; padding: .5rem 0; }
        h3 { margin: .3rem 0; font-size: 1rem; }
        .texte { white-space: pre-line; }
        """;
}
