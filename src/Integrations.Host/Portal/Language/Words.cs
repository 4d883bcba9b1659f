namespace Integrations.Host.Portal.Language;

/// <summary>Words of the frame and of more than one page.</summary>
public static class Words
{
    public static readonly Text Product = new("Guichet industrie", "Industry desk");
    public static readonly Text Skip = new("Aller au contenu", "Skip to content");
    public static readonly Text MainNavigation = new("Rubriques", "Sections");
    public static readonly Text Todo = new("À faire", "To do");
    public static readonly Text Files = new("Dossiers", "Files");
    public static readonly Text Operations = new("Exploitation", "Operations");
    public static readonly Text SwitchLanguage = new("English", "Français");
    public static readonly Text Footer = new(
        "Un seul dossier, toutes les administrations.", "One file, all the administrations.");

    public static readonly Text Estimated = new("estimation", "estimate");
    public static readonly Text None = new("aucun", "none");
    public static readonly Text Search = new("Rechercher", "Search");
    public static readonly Text Firm = new("Entreprise", "Firm");
    public static readonly Text State = new("État", "State");
    public static readonly Text Commune = new("Commune", "Commune");
    public static readonly Text Procedure = new("Procédure", "Procedure");
    public static readonly Text ByWhen = new("Au plus tard le ", "By ");
    public static readonly Text Send = new("Envoyer", "Send");
    public static readonly Text Record = new("Enregistrer", "Record");
    public static readonly Text Required = new("obligatoire", "required");
    public static readonly Text ProblemTitle = new("À corriger", "Please correct");
    public static readonly Text LawOneClickAway = new("Textes", "Articles");
    public static readonly Text PrintPage = new("Imprimer", "Print");

    public static readonly Text Done = new("C’est enregistré.", "It is recorded.");
}
