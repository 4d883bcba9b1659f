using System.Net;
using Integrations.Host.Access.Sessions;
using Integrations.Host.Api;
using Integrations.Host.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Integrations.Host.Access.Providers;

/// <summary>What is the same for every provider: our addresses, the person that comes of its claims, and what a failure looks like.</summary>
internal static class ProviderSignIn
{
    /// <summary>Where ASP.NET keeps, in the state of a sign-in, what the name of its cookie ends with (<c>RemoteAuthenticationHandler</c>).</summary>
    private const string Correlation = ".xsrf";

    /// <summary>Sets a scheme that its provider has added.</summary>
    public static void Configure(OpenIdConnectOptions options, IdentityProvider provider, ServiceSettings service, WallClock wall, FailureLimit failures)
    {
        options.TimeProvider = wall.Time;
        options.SignInScheme = Session.SchemeName;
        options.MapInboundClaims = false;
        // Microsoft.Identity.Web brings a reader of tokens of its own, which the line above does not reach.
        if (options.TokenHandler is JsonWebTokenHandler reader) reader.MapInboundClaims = false;
        options.CallbackPath = SignInPaths.CallbackOf(provider.Scheme);
        options.SignedOutCallbackPath = SignInPaths.SignedOutCallbackOf(provider.Scheme);
        options.SignedOutRedirectUri = SignInPaths.SignOut;
        options.RemoteSignOutPath = $"{SignInPaths.SignOut}/{provider.Scheme}/distante";
        options.SaveTokens = true;

        var redirect = options.Events.OnRedirectToIdentityProvider;
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            await redirect(context);
            // The address that is registered there, whatever stands between the browser and us.
            context.ProtocolMessage.RedirectUri = new Uri(service.PublicUrl, options.CallbackPath).ToString();
        };
        var signOut = options.Events.OnRedirectToIdentityProviderForSignOut;
        options.Events.OnRedirectToIdentityProviderForSignOut = async context =>
        {
            await signOut(context);
            context.ProtocolMessage.PostLogoutRedirectUri = new Uri(service.PublicUrl, options.SignedOutCallbackPath).ToString();
        };
        options.Events.OnMessageReceived = context =>
        {
            if (AttemptOf(context) is { } attempt) context.HttpContext.Features.Set(attempt);
            if (!failures.IsReached(context.HttpContext, NameOfAttempt(context.HttpContext))) return Task.CompletedTask;
            context.Response.StatusCode = (int)HttpStatusCode.TooManyRequests;
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context =>
        {
            if (provider.MemberOf(context.Principal!) is not { } member)
            {
                context.Response.Redirect(SignInPaths.Failed(SignInFailure.Invalid, context.ReturnUri));
                context.HandleResponse();
                return Task.CompletedTask;
            }

            context.Principal = member.ToPrincipal(provider.Scheme);
            // Only what its sign-out asks for: the session needs no other token, and a cookie is small.
            var proof = context.Properties!.GetTokenValue(OpenIdConnectParameterNames.IdToken);
            context.Properties!.StoreTokens(proof is null ? [] : [new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = proof }]);
            return Task.CompletedTask;
        };
        options.Events.OnAccessDenied = context =>
        {
            context.Response.Redirect(SignInPaths.Failed(SignInFailure.Denied, context.ReturnUrl));
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            failures.Count(context.HttpContext, NameOfAttempt(context.HttpContext));
            context.Response.Redirect(SignInPaths.Failed(SignInFailure.Invalid, context.Properties?.RedirectUri));
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>
    /// The sign-in that this very browser began here: its state is of our making and its cookie is there. It is held up by its own failures
    /// alone, since answers that nobody asked for can be sent by anybody.
    /// </summary>
    private static Attempt? AttemptOf(MessageReceivedContext context) =>
        context.Properties?.Items.TryGetValue(Correlation, out var id) == true && id is { Length: > 0 }
        && context.Request.Cookies.ContainsKey(context.Options.CorrelationCookie.Name + id)
            ? new Attempt(id)
            : null;

    private static string NameOfAttempt(HttpContext context) => context.Features.Get<Attempt>()?.Id ?? "";

    private sealed record Attempt(string Id);
}
