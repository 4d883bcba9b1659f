using Integrations.Host.Access.Keys;
using Integrations.Host.Api;
using Integrations.Host.Settings;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.Access;

/// <summary>
/// Elsa Studio sends no antiforgery token: what it changes with a person's cookie is done only for pages of this site. Browsers say where
/// a request comes from (Sec-Fetch-Site, Origin); a caller that says neither is no browser and carries nobody's cookie by accident.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next, ServiceSettings service)
{
    /// <summary>Below it the hubs stand: browsers open WebSockets there.</summary>
    public static readonly PathString Hubs = AccessRefusals.Elsa + "/hubs";

    /// <summary>Lets the request through, or answers 403.</summary>
    public Task InvokeAsync(HttpContext context) =>
        NeedsCheck(context) && IsForeign(context.Request)
            ? Problems.Of(StatusCodes.Status403Forbidden, "access.cross_site", "Demande d'un autre site", "Cette action n'est acceptée que depuis les pages du guichet.").ExecuteAsync(context)
            : next(context);

    private static bool NeedsCheck(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(AccessRefusals.Elsa) || context.User.Identity?.AuthenticationType == ApiKeyHandler.SchemeName) return false;
        // A WebSocket begins by GET, and no browser keeps pages of other sites from opening one.
        return request.Path.StartsWithSegments(Hubs) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
    }

    private bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site]) return site != "same-origin";
        if (request.Headers[HeaderNames.Origin] is not [{ Length: > 0 } origin]) return false;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from) || (from.Authority != request.Host.Value && from.Authority != service.PublicUrl.Authority);
    }
}
