using Integrations.Host.Api;
using Microsoft.AspNetCore.Authorization;

namespace Integrations.Host.HttpWorkflows;

/// <summary>Whether a caller may use an address. Where the host knows nobody, nobody may use one that asks for it.</summary>
internal static class HttpAccess
{
    /// <summary>The refusal; null: the caller may.</summary>
    public static async Task<IResult?> RefusalAsync(HttpContext context, HttpTarget target)
    {
        if (!target.Authorize && target.Policy is null) return null;
        if (context.User.Identity is not { IsAuthenticated: true })
            return Problems.Of(StatusCodes.Status401Unauthorized, "workflow.sign_in", "Authentification exigée", "Cette adresse n'est servie qu'à un appelant authentifié.");
        return target.Policy is not { } policy || await HoldsAsync(context, policy)
            ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "workflow.forbidden", "Accès refusé", "La règle d'accès de cette adresse n'est pas remplie.");
    }

    /// <summary>A policy that the host does not know holds for nobody.</summary>
    private static async Task<bool> HoldsAsync(HttpContext context, string name)
    {
        if (context.RequestServices.GetService<IAuthorizationPolicyProvider>() is not { } policies || await policies.GetPolicyAsync(name) is not { } policy) return false;
        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        return (await authorization.AuthorizeAsync(context.User, context, policy)).Succeeded;
    }
}
