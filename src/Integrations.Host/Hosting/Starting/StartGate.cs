using System.Globalization;
using Integrations.Host.Api;
using Integrations.Host.Portal;
using Integrations.Host.Portal.Language;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Hosting.Starting;

/// <summary>
/// Holds back what comes before the service can serve it: for a start that goes on as usual, until it is there; for a store that does not
/// answer, not at all. Senders are told to come again, and form tools do.
/// </summary>
internal sealed class StartGate(RequestDelegate next, RuntimeStart start, PortalAssets assets)
{
    /// <summary>A usual start takes a few seconds. Form tools wait for an answer for ten at least.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(30);

    /// <summary>Lets the request through when it can be served.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!start.Begun.IsCompletedSuccessfully && Needed(context) is { } state && !await start.WaitForAsync(state, Patience, context.RequestAborted))
            await RefuseAsync(context);
        else
            await next(context);
    }

    private Task? Needed(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ServedFrom>()?.Stage switch
    {
        ServiceStage.Listening => null,
        ServiceStage.Keeping => start.Keeps,
        _ => start.Begun,
    };

    private async Task RefuseAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.RetryAfter = ComeAgain.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        if (!context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)))
        {
            await Problems.Starting().ExecuteAsync(context);
            return;
        }

        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(Page(TongueChoice.Of(context)), context.RequestAborted);
    }

    /// <summary>Without the frame of the other pages, which asks the store who reads it.</summary>
    private string Page(Tongue tongue)
    {
        string Say(Text text) => tongue == Tongue.French ? Typography.French(text.French) : text.English;
        return $"""
            <!doctype html>
            <html lang="{TongueChoice.Code(tongue)}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta http-equiv="refresh" content="{ComeAgain.TotalSeconds:0}">
              <title>{Say(StartWords.Title)} · {Say(Words.Product)}</title>
              <link rel="stylesheet" href="{assets.AddressOf("tokens.css")}">
              <link rel="stylesheet" href="{assets.AddressOf("portal.css")}">
            </head>
            <body class="visitor">
              <main id="contenu"><div class="narrow error-page">
                <h1>{Say(StartWords.Title)}</h1>
                <p class="lead">{Say(StartWords.Advice)}</p>
              </div></main>
            </body>
            </html>
            """;
    }
}
