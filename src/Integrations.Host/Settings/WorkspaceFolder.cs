namespace Integrations.Host.Settings;

/// <summary>The folder that administrators own: definitions, templates, mappings, partners and rules.</summary>
/// <param name="Root">Absolute path of <c>workflows</c>.</param>
internal sealed record WorkspaceFolder(string Root)
{
    /// <summary>Elsa definitions.</summary>
    public string Definitions => Root;

    /// <summary>Notices.</summary>
    public string Templates => Path.Combine(Root, "templates");

    /// <summary>Mappings of forms.</summary>
    public string Forms => Path.Combine(Root, "forms");

    /// <summary>Dated rules.</summary>
    public string Rules => Path.Combine(Root, "rules");

    /// <summary>Directory of partners.</summary>
    public string Partners => Path.Combine(Root, "partners.json");

    /// <summary>Invented files for the demonstration and the tests.</summary>
    public string Samples => Path.Combine(Root, "samples");

    /// <summary>
    /// The folder named by configuration, else <c>workflows</c> beside the program (published) or in a folder above the current one (a clone).
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is none; the message says what to do.</exception>
    public static WorkspaceFolder Find(string? configured = null)
    {
        if (configured is not null)
            return Directory.Exists(configured)
                ? new(Path.GetFullPath(configured))
                : throw new DirectoryNotFoundException($"Le dossier « {configured} » (réglage Workflows:Folder) n'existe pas.");
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "workflows");
                if (File.Exists(Path.Combine(candidate, "installation-file.json"))) return new(candidate);
            }

        throw new DirectoryNotFoundException("Aucun dossier « workflows » ici ou au-dessus. Indiquez-le par le réglage Workflows:Folder.");
    }
}
