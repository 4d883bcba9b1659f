using Integrations.Host.Access;
using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Integrations.Host.Portal;

/// <summary>What the pages need.</summary>
public static class PortalServices
{
    /// <summary>
    /// Adds the pages. The caller also registers where they read, an <see cref="ReadModels.IPortalSource"/> (over a store:
    /// <see cref="Store.StorePortalSource"/>), and where acts go: <see cref="Acts.DeskActs"/>, <see cref="Acts.PartnerAnswers"/>
    /// and <see cref="Acts.OperatorActs"/>, and how people sign in
    /// (<c>AddAccess</c>).
    /// </summary>
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddOptions<PortalOptions>()
            .BindConfiguration(PortalOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _),
                "Portal:TimeZone: ce fuseau horaire n’existe pas (exemple: Europe/Paris).")
            .ValidateOnStart();
        services.AddHttpContextAccessor();
        services.AddSingleton<PortalAssets>();
        services.AddSingleton<Voice>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "garde";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "garde";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddRazorPages(options => options.RootDirectory = "/Portal/Pages");
        // Where nobody signs in without a password, the page for it has no address at all.
        services.AddOptions<RazorPagesOptions>().Configure<SignInWays>((options, ways) =>
        {
            if (!ways.Local) options.Conventions.AddPageRouteModelConvention("/ConnexionLocale", page => page.Selectors.Clear());
        });
        return services;
    }
}
