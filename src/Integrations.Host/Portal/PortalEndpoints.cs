using Microsoft.Net.Http.Headers;

namespace Integrations.Host.Portal;

/// <summary>The addresses of the portal.</summary>
public static class PortalEndpoints
{
    /// <summary>Maps the pages and their assets.</summary>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/assets/{**path}", Asset);
        endpoints.MapRazorPages();
        return endpoints;
    }

    /// <summary>
    /// Answers errors with a page in plain words for those who read pages; requests under <paramref name="machinePaths"/>
    /// are left to problem details. To be placed before routing.
    /// </summary>
    public static IApplicationBuilder UsePortalErrors(this IApplicationBuilder app, params string[] machinePaths) =>
        app.UseWhen(
            context => !machinePaths.Any(path => context.Request.Path.StartsWithSegments(path)),
            pages => pages
                .UseExceptionHandler("/erreur/500")
                .UseStatusCodePagesWithReExecute("/erreur/{0}"));

    private static IResult Asset(string path, PortalAssets assets, HttpContext context)
    {
        if (assets.Find(path) is not { } asset)
            return Results.NotFound();

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }
}
