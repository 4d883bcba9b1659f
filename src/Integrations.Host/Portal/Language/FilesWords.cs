namespace Integrations.Host.Portal.Language;

/// <summary>Words of the list of files.</summary>
public static class FilesWords
{
    public static readonly Text SearchLabel = new("Entreprise, SIRET ou numéro", "Firm, SIRET or number");
    public static readonly Text AnyState = new("Tous les états", "Any state");
    public static readonly Text AnyCommune = new("Toutes les communes", "Any commune");
    public static readonly Text AnyProcedure = new("Toutes les procédures", "Any procedure");
    public static readonly Text Holding = new("Retenu par", "Held by");
    public static readonly Text NextDate = new("Prochaine date légale", "Next legal date");
    public static readonly Text Holder = new("Chez", "With");
    public static readonly Text Age = new("Jours", "Days");
    public static readonly Text Clear = new("Tout afficher", "Show all");
    public static readonly Text Empty = new("Aucun dossier ne correspond.", "No file matches.");
    public static readonly Text EmptyHint = new("Élargissez la recherche.", "Widen the search.");
    public static readonly Text None = new("Aucun dossier pour l’instant.", "No file yet.");
    public static readonly Text NoneHint = new(
        "Un dossier s’ouvre quand une entreprise envoie le formulaire. Pour essayer, envoyez un dossier d’exemple par la ligne de commande : send-sample 3.",
        "A file opens when a firm sends the form. To try, send a sample file from the command line: send-sample 3.");

    public static Text Archived(int count) => count switch
    {
        1 => new Text("Voir le dossier archivé", "See the archived file"),
        _ => new Text($"Voir les {count} dossiers archivés", $"See the {count} archived files"),
    };

    public static Text Count(int count) => count switch
    {
        1 => new Text("1 dossier", "1 file"),
        _ => new Text($"{count} dossiers", $"{count} files"),
    };
}
