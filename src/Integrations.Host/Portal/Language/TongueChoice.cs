namespace Integrations.Host.Portal.Language;

/// <summary>Which language a request is answered in: <c>?lang=en</c>, else the cookie of an earlier choice, else French.</summary>
public static class TongueChoice
{
    private const string QueryKey = "lang";
    private const string CookieName = "langue";

    /// <summary>The language of this request.</summary>
    public static Tongue Of(HttpContext context) =>
        Read(context.Request.Query[QueryKey]) ?? Read(context.Request.Cookies[CookieName]) ?? Tongue.French;

    /// <summary>Keeps a choice made in the address for a year; a functional cookie, without anything personal in it.</summary>
    public static void Remember(HttpContext context)
    {
        if (Read(context.Request.Query[QueryKey]) is not { } tongue)
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
        var query = context.Request.Query.Where(pair => pair.Key != QueryKey);
        return context.Request.PathBase + context.Request.Path + QueryString.Create(query).Add(QueryKey, Code(other));
    }

    /// <summary>"fr" or "en", as in the <c>lang</c> attribute.</summary>
    public static string Code(Tongue tongue) => tongue == Tongue.English ? "en" : "fr";

    private static Tongue? Read(string? code) => code switch
    {
        "fr" => Tongue.French,
        "en" => Tongue.English,
        _ => null,
    };
}
