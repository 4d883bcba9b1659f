using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal;

/// <summary>What the pages need.</summary>
public static class PortalServices
{
    /// <summary>
    /// Adds the pages. The caller also registers an <see cref="ReadModels.IPortalSource"/>, a <see cref="Acts.DeskActs"/>,
    /// a <see cref="Acts.PartnerAnswers"/>, an <see cref="Acts.OperatorActs"/> and a <see cref="TimeProvider"/>.
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
            options.FormFieldName = "garde";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddRazorPages(options => options.RootDirectory = "/Portal/Pages");
        return services;
    }
}
