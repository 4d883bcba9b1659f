using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Integrations.Host.Access;

/// <summary>Puts sign-in and roles into the service.</summary>
internal static class AccessServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(OpenDeskHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, OpenDeskHandler>(OpenDeskHandler.SchemeName, null);
        Policies.AddTo(services.AddAuthorizationBuilder());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        return services;
    }

    /// <summary>Finds out who calls, and whether they may. Behind errors and security headers, before antiforgery.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.UseAuthentication().UseAuthorization();
}
