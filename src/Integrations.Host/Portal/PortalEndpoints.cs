using Integrations.Host.Access;
using Integrations.Host.Hosting.Starting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.Portal;

/// <summary>The addresses of the portal.</summary>
public static class PortalEndpoints
{
    /// <summary>Maps the pages and their assets. A page that is open to the world says so itself.</summary>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/assets/{**path}", Asset).AllowAnonymous().ServedFrom(ServiceStage.Listening);
        endpoints.MapRazorPages().RequireAuthorization(Policies.Desk);
        return endpoints;
    }

    /// <summary>
    /// Answers errors with a page in plain words for those who read pages; requests under <paramref name="machinePaths"/>
    /// are answered with problem details. To be placed first.
    /// </summary>
    public static IApplicationBuilder UsePortalErrors(this IApplicationBuilder app, params string[] machinePaths)
    {
        bool IsMachine(HttpContext context) => machinePaths.Any(path => context.Request.Path.StartsWithSegments(path));

        // Both stand on the main pipeline: on a branch they would find no endpoint to execute again.
        app.UseExceptionHandler("/erreur/500");
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
        app.UseWhen(IsMachine, machines => machines.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context),
        }));
        return app.Use((context, next) =>
        {
            if (IsMachine(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
    }

    private static IResult Asset(string path, PortalAssets assets, HttpContext context)
    {
        if (assets.Find(path) is not { } asset)
            return Results.NotFound();

        // Fonts and the modules of a script are named by style sheets and scripts, without a version. A typeface does not change.
        var keeps = asset.MediaType == "font/woff2" || context.Request.Query["v"] == asset.Version;
        context.Response.Headers.CacheControl = keeps ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(asset.Content, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }
}
