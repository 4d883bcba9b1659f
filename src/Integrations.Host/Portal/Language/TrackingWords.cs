namespace Integrations.Host.Portal.Language;

/// <summary>Words of the firm's page.</summary>
public static class TrackingWords
{
    public static readonly Text Title = new("Suivi de votre projet", "Your project");
    public static readonly Text DateThatCounts = new("La date qui compte", "The date that counts");
    public static readonly Text Yours = new("Ce que vous devez faire", "What you must do");
    public static readonly Text NothingYours = new(
        "Rien pour l’instant. Nous vous écrirons dès qu’il faudra agir.",
        "Nothing for now. We will write to you as soon as you must act.");
    public static readonly Text Others = new("Ce que font les autres", "What others are doing");
    public static readonly Text NothingOthers = new("Personne n’a de demande en cours.", "Nobody has an open request.");
    public static readonly Text Steps = new("Où en est chaque démarche", "Where each procedure stands");
    public static readonly Text Works = new("Pouvez-vous commencer les travaux ?", "May you start works?");
    public static readonly Text Yes = new("Oui", "Yes");
    public static readonly Text NotYet = new("Pas encore", "Not yet");
    public static readonly Text Help = new("Qui vous aide", "Who helps you");
    public static readonly Text Letters = new("Tous vos courriers", "All your letters");
    public static readonly Text NoLetters = new("Aucun courrier pour l’instant.", "No letter yet.");
    public static readonly Text Call = new("Appeler", "Call");
    public static readonly Text Write = new("Écrire", "Write");
    public static readonly Text PrivateLink = new(
        "Ce lien est personnel : il donne accès à votre dossier.", "This link is personal: it opens your file.");
}
