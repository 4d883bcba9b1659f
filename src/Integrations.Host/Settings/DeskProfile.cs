using System.ComponentModel.DataAnnotations;

namespace Integrations.Host.Settings;

/// <summary>Who runs the desk: signs the letters and answers the phone. Section <c>Desk</c>.</summary>
public sealed class DeskProfile
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Desk";

    /// <summary>Name at the foot of every letter.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Réglez Desk:Name : le nom du guichet, au bas de chaque lettre.")]
    public string Name { get; set; } = "Guichet unique de l'industrie";

    /// <summary>Phone as shown to people.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Réglez Desk:Phone : le téléphone que l'entreprise appelle.")]
    public string Phone { get; set; } = "";

    /// <summary>The desk's own mailbox: letters leave from it.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Réglez Desk:Email : la boîte du guichet, d'où partent les lettres.")]
    [EmailAddress(ErrorMessage = "Desk:Email n'est pas une adresse électronique.")]
    public string Email { get; set; } = "";

    /// <summary>When someone answers; null when it is not said.</summary>
    public string? Hours { get; set; }

    /// <summary>Who answers for a file unless somebody else is named.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Réglez Desk:Referee : qui suit un dossier si personne n'est nommé.")]
    public string Referee { get; set; } = "Guichet unique";

    /// <summary>The desk's promise: working days for a partner's advice or information.</summary>
    [Range(1, 60, ErrorMessage = "Desk:AdviceWorkingDays va de 1 à 60 jours ouvrés.")]
    public int AdviceWorkingDays { get; set; } = 5;
}
