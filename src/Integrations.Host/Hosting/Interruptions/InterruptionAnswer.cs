using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Integrations.Host.Portal;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Hosting.Interruptions;

/// <summary>
/// Says 503 and when to come again: to machines as a problem, to people as a page. Without the frame of the other pages, which asks the store
/// who reads it. A form that was sent stands in the page, to be sent again as it was typed.
/// </summary>
internal sealed class InterruptionAnswer(PortalAssets assets)
{
    /// <summary>Answers.</summary>
    public async Task WriteAsync(HttpContext context, Interruption interruption)
    {
        var response = context.Response;
        response.Headers.RetryAfter = interruption.ComeAgain.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        response.ContentLength = null;
        if (!context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
        {
            await interruption.Problem.ExecuteAsync(context);
            return;
        }

        var typed = await TypedForm.FindAsync(context.Request);
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(Page(interruption, typed, HttpMethods.IsGet(context.Request.Method), TongueChoice.Of(context)), context.RequestAborted);
    }

    private string Page(Interruption interruption, TypedForm? typed, bool reloads, Tongue tongue)
    {
        string Say(Text text) => tongue == Tongue.French ? Typography.French(text.French) : text.English;
        var refresh = reloads ? $"""<meta http-equiv="refresh" content="{interruption.ComeAgain.TotalSeconds:0}">""" : "";
        // Who only looks has asked for nothing that could be undone.
        var advice = reloads && interruption != Interruption.Starting ? InterruptionWords.ReadAdvice : interruption.Advice;
        var after = reloads ? InterruptionWords.Reloads : typed is null ? InterruptionWords.GoBack : InterruptionWords.Kept;
        return $"""
            <!doctype html>
            <html lang="{TongueChoice.Code(tongue)}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              {refresh}
              <title>{Say(interruption.Title)} · {Say(Words.Product)}</title>
              <link rel="stylesheet" href="{assets.AddressOf("tokens.css")}">
              <link rel="stylesheet" href="{assets.AddressOf("portal.css")}">
            </head>
            <body class="visitor">
              <main id="contenu"><div class="narrow error-page">
                <h1>{Say(interruption.Title)}</h1>
                <p class="lead">{Say(advice)} {Say(after)}</p>
                {(typed is null ? "" : Form(typed, Say(InterruptionWords.TryAgain), interruption == Interruption.Unsure ? Say(InterruptionWords.Look) : null))}
              </div></main>
            </body>
            </html>
            """;
    }

    private static string Form(TypedForm typed, string again, string? look)
    {
        var html = HtmlEncoder.Default;
        var fields = new StringBuilder();
        foreach (var (name, value) in typed.Fields)
            fields.Append(CultureInfo.InvariantCulture, $"""<input type="hidden" name="{html.Encode(name)}" value="{html.Encode(value)}">""");
        var address = html.Encode(typed.Address);
        // Beside this page, which holds what was typed.
        var link = look is null ? "" : $"""<a class="button" href="{address}" target="_blank" rel="noopener">{look}</a>""";
        return $"""<form method="post" action="{address}">{fields}<p class="buttons">{link}<button type="submit" class="button button-main">{again}</button></p></form>""";
    }
}
