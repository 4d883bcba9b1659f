using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.Studio;

/// <summary>The designer under <c>/studio</c>: the files of its package, and the addresses that Studio itself writes into the browser.</summary>
internal static class StudioEndpoints
{
    /// <summary>Where the designer stands; the base address of its page.</summary>
    public const string Path = "/studio";

    /// <summary>Setting that names the folder of the package; without it, <c>studio</c> beside the program.</summary>
    public const string FolderSetting = "Studio:Folder";

    /// <summary>Addresses of the page. The definitions come first.</summary>
    private static readonly string[] Pages =
    [
        "studio/workflows/definitions", "studio/workflows/definitions/{id}/edit", "studio/workflows/instances", "studio/workflows/instances/{id}/view",
    ];

    /// <summary>Adds the designer.</summary>
    public static IServiceCollection AddStudio(this IServiceCollection services)
    {
        services.AddSingleton(provider => StudioFiles.In(
            provider.GetRequiredService<IConfiguration>()[FolderSetting] ?? System.IO.Path.Combine(AppContext.BaseDirectory, "studio")));
        services.Configure<RazorPagesOptions>(options =>
        {
            foreach (var page in Pages) options.Conventions.AddPageRoute("/Atelier", page);
        });
        return services;
    }

    /// <summary>Maps the files. They hold nothing of the town hall, so that they are open to everyone and to caches.</summary>
    public static IEndpointRouteBuilder MapStudio(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods($"{Path}/{{**path}}", [HttpMethods.Get, HttpMethods.Head], Serve).AllowAnonymous();
        return endpoints;
    }

    private static IResult Serve(string? path, StudioFiles files, HttpContext context)
    {
        if (path is null || files.Find(path) is not { } file) return Results.NotFound();
        var encoded = file.BestOf(context.Request.GetTypedHeaders().AcceptEncoding);
        var headers = context.Response.Headers;
        // What keeps its name is asked for again each time, and answered with 304 while the package is the same.
        headers.CacheControl = file.IsFingerprinted ? "public, max-age=31536000, immutable" : "no-cache";
        if (file.Encodings.Count > 0) headers.Vary = HeaderNames.AcceptEncoding;
        if (encoded is not null) headers.ContentEncoding = encoded.Encoding;
        return Results.File(encoded?.PhysicalPath ?? file.PhysicalPath, file.MediaType, entityTag: new EntityTagHeaderValue($"\"{files.Version}-{encoded?.Encoding ?? "identity"}\""));
    }
}
