using System.ComponentModel.DataAnnotations;

namespace Integrations.Host.Portal;

/// <summary>Who runs the desk: shown on every page. Section <c>Portal</c> of the configuration.</summary>
public sealed class PortalOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Portal";

    /// <summary>The commune or group of communes that runs the desk, as it signs its letters.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Authority { get; set; } = "Votre collectivité";

    /// <summary>Time zone (IANA) of the desk: its "today" and the hours on its pages.</summary>
    [Required(AllowEmptyStrings = false)]
    public string TimeZone { get; set; } = "Europe/Paris";

    /// <summary>The zone of <see cref="TimeZone"/>.</summary>
    /// <exception cref="TimeZoneNotFoundException">The name is not known to the system.</exception>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
