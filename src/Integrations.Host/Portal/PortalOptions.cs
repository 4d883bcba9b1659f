using System.ComponentModel.DataAnnotations;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

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

    /// <summary>Name of the desk, as those who call it know it.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DeskName { get; set; } = "Guichet industrie";

    /// <summary>Its telephone number, E.164; empty when it has none.</summary>
    [RegularExpression(@"^(\+\d{8,15})?$", ErrorMessage = "Portal:Phone: écrivez le numéro au format international, par exemple +33450962740.")]
    public string Phone { get; set; } = "";

    /// <summary>Its mail address.</summary>
    [EmailAddress(ErrorMessage = "Portal:Email: cette adresse n’est pas valable.")]
    public string Email { get; set; } = "guichet@example.fr";

    /// <summary>When someone answers, in French.</summary>
    public string Hours { get; set; } = "Du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h.";

    /// <summary>The same in English.</summary>
    public string HoursInEnglish { get; set; } = "Monday to Friday, 9 to 12 and 2 to 5.";

    /// <summary>Who answers those who need help.</summary>
    public HelpContact Help => new(DeskName, Phone, Email, new Text(Hours, HoursInEnglish));

    /// <summary>The zone of <see cref="TimeZone"/>.</summary>
    /// <exception cref="TimeZoneNotFoundException">The name is not known to the system.</exception>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
