using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Acts;

/// <summary>Words of the acts' forms.</summary>
public static class ActWords
{
    public static readonly Text DateMissing = new("Indiquez une date.", "Give a date.");
    public static readonly Text ChoiceMissing = new("Choisissez dans la liste.", "Choose from the list.");
    public static readonly Text ManyMissing = new("Cochez au moins une ligne.", "Tick at least one line.");
    public static readonly Text WordsMissing = new("Ce champ ne peut pas rester vide.", "This field cannot stay empty.");

    public static readonly Text Choose = new("Choisir…", "Choose…");
    public static readonly Text Back = new("Retour au dossier", "Back to the file");
    public static readonly Text BeforeSending = new("Avant d’envoyer", "Before sending");
    public static readonly Text Insist = new("Envoyer quand même, par courtoisie", "Send anyway, as a courtesy");
    public static readonly Text InsistOther = new("Enregistrer quand même", "Record anyway");
    public static readonly Text GiveUp = new("Ne pas envoyer", "Do not send");
    public static readonly Text NotDone = new("Ce n’est pas enregistré", "It is not recorded");

    public static readonly Text Deposit = new("Enregistrer un dépôt", "Record a deposit");
    public static readonly Text DepositEffect = new(
        "Le délai légal part de la réception du dossier complet.", "The legal period runs from reception of the complete file.");
    public static readonly Text DepositedOn = new("Déposé le", "Deposited on");
    public static readonly Text DepositedOnHint = new(
        "Jour de réception, ou de l’accusé de réception électronique.", "Day of reception, or of the electronic acknowledgement.");
    public static readonly Text Reference = new("Numéro donné par l’administration", "Number given by the authority");

    public static readonly Text RequestPieces = new("Demander des pièces", "Request pieces");
    public static readonly Text RequestPiecesEffect = new(
        "Envoyée à temps, la demande arrête l’horloge jusqu’à la dernière pièce. Trop tard, elle est sans effet : vous serez averti avant l’envoi.",
        "Sent in time, the request stops the clock until the last piece. Too late, it has no effect: you will be warned before it leaves.");
    public static readonly Text SentOn = new("Envoyée le", "Sent on");
    public static readonly Text Pieces = new("Pièces", "Pieces");
    public static readonly Text Channel = new("Par quel moyen", "By which means");

    public static readonly Text PiecesReceived = new("Enregistrer des pièces reçues", "Record pieces received");
    public static readonly Text PiecesReceivedEffect = new(
        "Le délai entier part du jour où la dernière pièce est reçue.", "The whole period runs from the day the last piece is received.");
    public static readonly Text ReceivedOn = new("Reçu le", "Received on");

    public static readonly Text Complete = new("Déclarer le dossier complet", "Declare the file complete");
    public static readonly Text CompleteEffect = new(
        "Pour l’environnement, c’est une décision du préfet : complet et régulier.",
        "For the environment it is the préfet’s decision: complete and regular.");
    public static readonly Text CompleteOn = new("Complet le", "Complete on");
    public static readonly Text CompleteBy = new("Déclaré par", "Declared by");

    public static readonly Text PeriodModified = new("Enregistrer un délai modifié", "Record a modified period");
    public static readonly Text PeriodModifiedEffect = new(
        "Seul le délai notifié à l’entreprise existe.", "Only the period notified to the firm exists.");
    public static readonly Text Article = new("Article", "Article");
    public static readonly Text ArticleHint = new("Par exemple R*423-24.", "For instance R*423-24.");
    public static readonly Text NewLastDay = new("Nouveau dernier jour", "New last day");
    public static readonly Text NewLastDayHint = new(
        "Seulement si la lettre le donne ; sinon il est calculé d’après l’article.",
        "Only if the letter gives it; otherwise it follows from the article.");
    public static readonly Text NotifiedOn = new("Notifié le", "Notified on");
    public static readonly Text NotifiedOnHint = new(
        "Pour un permis, dans le mois du dépôt.", "For a permit, within a month of the deposit.");

    public static readonly Text Decision = new("Enregistrer une décision", "Record a decision");
    public static readonly Text DecisionEffect = new(
        "Arrête l’horloge et prévient l’entreprise.", "Stops the clock and tells the firm.");
    public static readonly Text DecisionTaken = new("Décision", "Decision");
    public static readonly Text DecidedOn = new("Décidé le", "Decided on");
    public static readonly Text DecisionReference = new("Référence de l’arrêté", "Reference of the decision");

    public static readonly Text Panel = new("Enregistrer l’affichage du panneau", "Record the posting of the panel");
    public static readonly Text PanelEffect = new(
        "Le recours des tiers court à partir de l’affichage sur le terrain.", "Third parties may appeal from the posting on the site.");
    public static readonly Text PostedOn = new("Affiché le", "Posted on");

    public static readonly Text Legality = new("Enregistrer la réception en préfecture", "Record reception by the prefecture");
    public static readonly Text LegalityEffect = new(
        "Le préfet a deux mois pour saisir le tribunal.", "The préfet has two months to go to the tribunal.");

    public static readonly Text CloseCheck = new("Constater l’effet d’un silence", "Confirm the effect of a silence");
    public static readonly Text CloseCheckEffect = new(
        "Un silence n’est annoncé à l’entreprise qu’après ce contrôle humain.",
        "A silence is told to the firm only after this human check.");
    public static readonly Text Check = new("À constater", "To confirm");
    public static readonly Text CheckResult = new("Votre constat", "What you saw");
    public static readonly Text CheckConfirmed = new("L’effet est confirmé", "The effect is confirmed");
    public static readonly Text CheckNotConfirmed = new("Il n’a pas lieu", "It does not take place");
    public static readonly Text CheckNote = new("Ce que vous avez vérifié", "What you checked");

    public static readonly Text Message = new("Écrire à l’entreprise", "Write to the firm");
    public static readonly Text MessageEffect = new(
        "Le courrier part par l’adresse du guichet et reste dans le dossier.", "The letter leaves from the desk’s address and stays in the file.");
    public static readonly Text Subject = new("Objet", "Subject");
    public static readonly Text Body = new("Texte", "Text");
    public static readonly Text BodyHint = new(
        "Dites ce que l’entreprise doit faire, et pour quand.", "Say what the firm must do, and by when.");

    public static Text By(NotificationChannel channel) => channel switch
    {
        NotificationChannel.Electronic => new Text("Voie électronique (réputée reçue le lendemain)", "Electronic (reputed received the day after)"),
        NotificationChannel.RegisteredLetter => new Text("Lettre recommandée (jour de première présentation)", "Registered letter (day of first presentation)"),
        NotificationChannel.HandDelivery => new Text("Remise en main propre", "Handed over"),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };

    public static Text Decided(DecisionKind kind) => kind switch
    {
        DecisionKind.Favourable => new Text("Accord", "Granted"),
        DecisionKind.FavourableWithPrescriptions => new Text("Accord avec prescriptions", "Granted with prescriptions"),
        DecisionKind.Refused => new Text("Refus", "Refused"),
        DecisionKind.RejectedForMissingPieces => new Text("Rejet pour pièces manquantes", "Rejected for missing pieces"),
        DecisionKind.Withdrawn => new Text("Retrait", "Withdrawn"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Text TooLong(int longest) => new(
        $"Pas plus de {longest} caractères.", $"No more than {longest} characters.");
}
