using System.ComponentModel.DataAnnotations;

namespace Integrations.Host.Settings;

/// <summary>Where the service keeps its data and how others reach it. Section <c>Service</c>.</summary>
public sealed class ServiceSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Service";

    /// <summary>Folder of the database; made when it is missing.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Réglez Service:DataFolder : le dossier de la base.")]
    public string DataFolder { get; set; } = "var/data";

    /// <summary>Address of this service as firms and partners reach it; the links in letters begin with it.</summary>
    [Required(ErrorMessage = "Réglez Service:PublicUrl : l'adresse du service, telle que les autres l'atteignent.")]
    public Uri PublicUrl { get; set; } = new("http://localhost:5080/");

    /// <summary>The SQLite file.</summary>
    public string DatabaseFile
    {
        get
        {
            Directory.CreateDirectory(DataFolder);
            return Path.Combine(DataFolder, "guichet.db");
        }
    }
}
