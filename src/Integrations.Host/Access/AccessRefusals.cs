using Integrations.Host.Access.Keys;
using Integrations.Host.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.Access;

/// <summary>Says no: to machines as a problem, never by a redirect; to people as a page. An address that is nobody's does not ask who one is.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    /// <summary>Below it lie the API and the hub of Elsa Studio.</summary>
    public const string Elsa = "/elsa";

    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (context.Request.Path.StartsWithSegments(Elsa)) return Refusal(context, authorizeResult).ExecuteAsync(context);
        if (context.GetEndpoint() is not null) return _pages.HandleAsync(next, context, policy, authorizeResult);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static ProblemHttpResult Refusal(HttpContext context, PolicyAuthorizationResult result)
    {
        if (!result.Challenged)
            return Problems.Of(StatusCodes.Status403Forbidden, "access.forbidden", "Accès refusé", "Votre rôle ne permet pas cette action : demandez-la à l'administrateur du guichet.");
        context.Response.Headers[HeaderNames.WWWAuthenticate] = ApiKeyHandler.SchemeName;
        return context.Features.Get<KeyRefusal>() is { } refusal
            ? Problems.Of(refusal.Status, refusal.Code, refusal.Title, refusal.Detail)
            : Problems.Of(StatusCodes.Status401Unauthorized, "access.sign_in", "Authentification exigée", "Connectez-vous, ou présentez une clé par l'en-tête Authorization: ApiKey.");
    }
}
