using Integrations.Host.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Integrations.Host.Access;

/// <summary>Says no: to machines as a problem, never by a redirect; to people as a page.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    /// <summary>Addresses of the API and the hub of Elsa Studio.</summary>
    public static readonly PathString Elsa = "/elsa";

    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded || !context.Request.Path.StartsWithSegments(Elsa)
            ? _pages.HandleAsync(next, context, policy, authorizeResult)
            : Refusal(authorizeResult).ExecuteAsync(context);

    private static ProblemHttpResult Refusal(PolicyAuthorizationResult result) => result.Challenged
        ? Problems.Of(StatusCodes.Status401Unauthorized, "access.sign_in", "Authentification exigée", "Connectez-vous, ou présentez une clé par l'en-tête Authorization: ApiKey.")
        : Problems.Of(StatusCodes.Status403Forbidden, "access.forbidden", "Accès refusé", "Votre rôle ne permet pas cette action : demandez-la à l'administrateur du guichet.");
}
