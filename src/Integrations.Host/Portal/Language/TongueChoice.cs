using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Integrations.Host.Portal.Language;

/// <summary>Which language a request is answered in: <c>?lang=en</c>, else the cookie of an earlier choice, else French.</summary>
public static class TongueChoice
{
    private const string QueryKey = "lang";
    private const string CookieName = "langue";

    /// <summary>The language of this request.</summary>
    public static Tongue Of(HttpContext context) =>
        Read(Choice(context)) ?? Read(context.Request.Cookies[CookieName]) ?? Tongue.French;

    /// <summary>Keeps a choice made in the address for a year; a functional cookie, without anything personal in it.</summary>
    public static void Remember(HttpContext context)
    {
        if (Read(Choice(context)) is not { } tongue)
            return;

        context.Response.Cookies.Append(CookieName, Code(tongue), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
    }

    /// <summary>The address of the same page in the other language, its filters kept.</summary>
    public static string SwitchAddress(HttpContext context)
    {
        var other = Of(context) == Tongue.French ? Tongue.English : Tongue.French;
        var (path, query) = Asked(context);
        return context.Request.PathBase + path + QueryString.Create(query.Where(pair => pair.Key != QueryKey)).Add(QueryKey, Code(other));
    }

    /// <summary>"fr" or "en", as in the <c>lang</c> attribute.</summary>
    public static string Code(Tongue tongue) => tongue == Tongue.English ? "en" : "fr";

    private static string? Choice(HttpContext context) =>
        Asked(context).Query.FirstOrDefault(pair => pair.Key == QueryKey).Value;

    // An error page stands at another address than the one that was asked for.
    private static (PathString Path, IEnumerable<KeyValuePair<string, StringValues>> Query) Asked(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is { } original
            ? (original.OriginalPath, QueryHelpers.ParseQuery(original.OriginalQueryString))
            : (context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path, context.Request.Query);

    private static Tongue? Read(string? code) => code switch
    {
        "fr" => Tongue.French,
        "en" => Tongue.English,
        _ => null,
    };
}
