using Integrations.Host.Access;
using Integrations.Host.Studio;

namespace Integrations.Host.Hosting;

/// <summary>The security headers of every answer. No page asks another site for anything, and none may be put into a frame.</summary>
internal static class SecurityPolicy
{
    /// <summary>Adds the headers: pages need no script; below <see cref="StudioEndpoints.Path"/> stands a program in WebAssembly.</summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="ways">A form of ours may end at the provider that signs people out.</param>
    public static IApplicationBuilder UseSecurityHeadersOfPages(this IApplicationBuilder app, SignInWays ways)
    {
        static bool IsStudio(HttpContext context) => context.Request.Path.StartsWithSegments(StudioEndpoints.Path);
        app.UseWhen(IsStudio, studio => studio.UseSecurityHeaders(Headers(ways, AllowStudio)));
        return app.UseWhen(context => !IsStudio(context), pages => pages.UseSecurityHeaders(Headers(ways, AllowPages)));
    }

    private static HeaderPolicyCollection Headers(SignInWays ways, Action<CspBuilder> allow) => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddStrictTransportSecurityMaxAgeIncludeSubDomains()
        .RemoveServerHeader()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddImgSrc().Self().Data();
            var forms = csp.AddFormAction().Self();
            foreach (var provider in ways.Providers) forms.From(provider.Origin.GetLeftPart(UriPartial.Authority));
            csp.AddFrameAncestors().None();
            allow(csp);
        })
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddGeolocation().None();
            policy.AddMicrophone().None();
        });

    private static void AllowPages(CspBuilder csp)
    {
        csp.AddStyleSrc().Self();
        csp.AddFontSrc().Self();
        csp.AddBaseUri().None();
    }

    /// <summary>
    /// Blazor compiles WebAssembly and names its base address. Studio and Monaco write style attributes; Monaco's workers are blobs, and its
    /// signs a font inside its style sheet. The editor and the list of instances each bring an inline script, their keyboard shortcuts: these
    /// two are known by their hashes.
    /// </summary>
    private static void AllowStudio(CspBuilder csp)
    {
        csp.AddScriptSrc().Self().WasmUnsafeEval()
            .WithHash256("snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=")
            .WithHash256("vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts=");
        csp.AddStyleSrc().Self().UnsafeInline();
        csp.AddFontSrc().Self().Data();
        csp.AddConnectSrc().Self();
        csp.AddWorkerSrc().Self().Blob();
        csp.AddBaseUri().Self();
    }
}
