namespace Integrations.Host.Portal.Language;

/// <summary>Words around the designer of workflows.</summary>
public static class StudioWords
{
    public static readonly Text Enter = new("Concevoir les workflows", "Design workflows");
    public static readonly Text Leave = new("Revenir au guichet", "Back to the desk");
    public static readonly Text Product = new("Atelier", "Workshop");
    public static readonly Text Definitions = new("Workflows", "Workflows");
    public static readonly Text Instances = new("Exécutions", "Instances");
    public static readonly Text Editor = new("Modifier un workflow", "Edit a workflow");
    public static readonly Text Viewer = new("Suivre une exécution", "Watch an instance");

    public static readonly Text Loading = new("L’atelier se prépare", "The workshop is getting ready");
    public static readonly Text LoadingFirst = new(
        "La première fois, votre navigateur reçoit environ 12 Mo ; ensuite, il les garde.", "The first time, your browser receives some 12 MB; it keeps them afterwards.");
    public static readonly Text Opening = new("Ouverture en cours…", "Opening…");

    public static readonly Text Refused = new("Vous n’avez pas accès à l’atelier", "You have no access to the workshop");
    public static readonly Text RefusedWhy = new(
        "Votre compte ne permet pas de voir les workflows, ou votre session est terminée. Connectez-vous à nouveau, ou demandez ce droit à l’administrateur du guichet.",
        "Your account may not see workflows, or your session has ended. Sign in again, or ask the administrator of the desk for this right.");
    public static readonly Text Unreachable = new("Le service des workflows ne répond pas", "The workflow service does not answer");
    public static readonly Text UnreachableWhy = new(
        "Rien n’est perdu : les dossiers continuent d’avancer dès que le service répond. Vérifiez votre connexion, puis réessayez.",
        "Nothing is lost: files go on as soon as the service answers. Check your connection, then try again.");
    public static readonly Text Broken = new("L’atelier n’a pas pu démarrer", "The workshop could not start");
    public static readonly Text BrokenWhy = new(
        "Votre navigateur n’a pas pu charger l’éditeur. Réessayez ; si cela continue, utilisez une version récente de Firefox, Chrome, Edge ou Safari.",
        "Your browser could not load the editor. Try again; if it goes on, use a recent version of Firefox, Chrome, Edge or Safari.");
    public static readonly Text Missing = new("L’atelier n’est pas installé", "The workshop is not installed");
    public static readonly Text MissingWhy = new(
        "Ce service a été construit sans l’éditeur de workflows. Installez Node.js sur la machine qui construit le service, puis reconstruisez-le.",
        "This service was built without the workflow editor. Install Node.js where the service is built, then build it again.");
    public static readonly Text NeedsScript = new(
        "L’atelier a besoin de JavaScript. Activez-le pour ce site, puis rechargez la page.", "The workshop needs JavaScript. Allow it for this site, then reload the page.");
    public static readonly Text Retry = new("Réessayer", "Try again");
    public static readonly Text Fault = new(
        "Une action n’a pas abouti. Ce que vous avez enregistré est conservé.", "An action failed. What you saved is kept.");
    public static readonly Text Reload = new("Recharger la page", "Reload the page");
    public static readonly Text Dismiss = new("Fermer ce message", "Close this message");

    public static readonly Text RunWith = new("Lancer avec des données", "Run with data");
    public static readonly Text Run = new("Lancer", "Run");
    public static readonly Text Cancel = new("Annuler", "Cancel");
    public static readonly Text RunFile = new("Numéro du dossier", "Number of the file");
    public static readonly Text RunFileHelp = new("Vide : l’exécution n’appartient à aucun dossier.", "Empty: the run belongs to no file.");
    public static readonly Text RunJson = new("« {0} » attend du JSON, par exemple [1, 2] ou {\"cle\": \"valeur\"}.", "“{0}” wants JSON, for example [1, 2] or {\"key\": \"value\"}.");
    public static readonly Text RunRefused = new("Votre rôle ne permet pas de lancer un workflow.", "Your role may not run a workflow.");
    public static readonly Text RunFailed = new("Le workflow n’a pas pu être lancé. Réessayez.", "The workflow could not be started. Try again.");
    public static readonly Text RunCannot = new(
        "Le workflow ne peut pas être lancé maintenant : publiez d’abord sa dernière version, ou attendez la fin de l’exécution en cours s’il n’en accepte qu’une.",
        "The workflow cannot be started now: publish its newest version first, or wait for the running instance if it accepts only one.");
}
