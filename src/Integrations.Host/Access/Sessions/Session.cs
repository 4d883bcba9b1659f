using System.Globalization;
using Integrations.Host.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Integrations.Host.Access.Sessions;

/// <summary>The session of a person who signed in: an encrypted cookie that ends when it is not used, and at the latest after a day's work.</summary>
internal static class Session
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "session";

    /// <summary>How long a session lives without use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    /// <summary>How long a session lives at all: a role that was taken away at the provider is gone by then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string Since = "since";

    /// <summary>Sets the cookie.</summary>
    public static void Configure(CookieAuthenticationOptions options, SignInWays ways, WallClock wall)
    {
        // A browser takes a cookie of this prefix only over TLS, for this very host and all its paths. A developer's machine has no TLS.
        var guarded = !ways.Local;
        options.Cookie.Name = guarded ? "__Host-session" : "session";
        options.Cookie.SecurePolicy = guarded ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.SlidingExpiration = true;
        options.ExpireTimeSpan = Idle;
        options.TimeProvider = wall.Time;
        options.LoginPath = SignInPaths.SignIn;
        options.ReturnUrlParameter = SignInPaths.ReturnParameter;
        options.Events = new CookieAuthenticationEvents
        {
            OnSigningIn = context =>
            {
                context.Properties.Items[Since] = wall.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            },
            OnValidatePrincipal = async context =>
            {
                if (context.Properties.Items.TryGetValue(Since, out var since)
                    && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var start) && wall.Time.GetUtcNow() - start < Longest)
                    return;
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(SchemeName);
            },
            OnRedirectToLogin = context =>
            {
                if (ways.Any) context.Response.Redirect(context.RedirectUri);
                else context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
            // Without a body: the page of errors says it in words.
            OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
        };
    }
}
