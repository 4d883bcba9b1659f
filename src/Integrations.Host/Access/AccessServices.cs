using Integrations.Host.Access.Keys;
using Integrations.Host.Access.Providers;
using Integrations.Host.Access.Sessions;
using Integrations.Host.Api;
using Integrations.Host.HttpWorkflows;
using Integrations.Host.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Access;

/// <summary>Puts sign-in, keys and roles into the service.</summary>
internal static class AccessServices
{
    private const string CallerScheme = "caller";

    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="ways">How people sign in.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, SignInWays ways)
    {
        services.AddSingleton(ways);
        services.TryAddSingleton(new WallClock(TimeProvider.System));
        services.AddSingleton<FailureLimit>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        Policies.AddTo(services.AddAuthorizationBuilder());

        var authentication = services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CallerScheme;
                options.DefaultSignInScheme = Session.SchemeName;
                options.DefaultSignOutScheme = Session.SchemeName;
            })
            .AddPolicyScheme(CallerScheme, null, options => options.ForwardDefaultSelector = context => SchemeOf(context, ways))
            .AddCookie(Session.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddOptions<CookieAuthenticationOptions>(Session.SchemeName).Configure<WallClock>((options, wall) => Session.Configure(options, ways, wall));
        if (ways.Demonstration) authentication.AddScheme<AuthenticationSchemeOptions, DemonstrationHandler>(DemonstrationHandler.SchemeName, null);
        foreach (var provider in ways.Providers)
        {
            provider.AddTo(authentication);
            services.AddOptions<OpenIdConnectOptions>(provider.Scheme).Configure<ServiceSettings, WallClock, FailureLimit>(
                (options, service, wall, failures) => ProviderSignIn.Configure(options, provider, service, wall, failures));
        }

        return services;
    }

    /// <summary>Finds out who calls, and whether they may. Behind errors and security headers, before antiforgery.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.UseAuthentication().UseAuthorization().UseMiddleware<SameOrigin>();

    /// <summary>Maps the addresses that send people to their provider. The pages of signing in and out are pages of the portal.</summary>
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        foreach (var provider in routes.ServiceProvider.GetRequiredService<SignInWays>().Providers)
            routes.MapGet($"{SignInPaths.SignIn}/{provider.Scheme}", (HttpContext context, ILogger<IdentityProvider> log) => GoToAsync(provider, context, log)).AllowAnonymous();
    }

    private static string SchemeOf(HttpContext context, SignInWays ways)
    {
        var toStudio = context.Request.Path.StartsWithSegments(AccessRefusals.Elsa);
        var toWorkflow = context.Request.Path.StartsWithSegments(context.RequestServices.GetRequiredService<IOptions<HttpWorkflowSettings>>().Value.BasePath);
        if ((toStudio || toWorkflow) && ApiKeyHandler.IsPresented(context.Request)) return ApiKeyHandler.SchemeName;
        // An address of a workflow that asks who calls means it, also in a demonstration.
        return ways.Demonstration && !toWorkflow ? DemonstrationHandler.SchemeName : Session.SchemeName;
    }

    private static async Task<IResult> GoToAsync(IdentityProvider provider, HttpContext context, ILogger<IdentityProvider> log)
    {
        var returnTo = SignInPaths.Safe(context.Request.Query[SignInPaths.ReturnParameter]);
        try
        {
            await context.ChallengeAsync(provider.Scheme, new AuthenticationProperties { RedirectUri = returnTo });
            return TypedResults.Empty;
        }
        catch (InvalidOperationException unreachable)
        {
            // The description of the provider could not be read.
            log.LogError(unreachable, "The identity provider {Provider} cannot be reached", provider.Scheme);
            return TypedResults.LocalRedirect(SignInPaths.Failed(SignInFailure.Unreachable, returnTo));
        }
    }
}
