namespace Integrations.Host.Portal.Language;

/// <summary>Words of the page "Exploitation".</summary>
public static class OperationsWords
{
    public static readonly Text Health = new("Santé", "Health");
    public static readonly Text Queues = new("Files d’attente", "Queues");
    public static readonly Text Queue = new("File", "Queue");
    public static readonly Text Waiting = new("En attente", "Waiting");
    public static readonly Text Oldest = new("La plus ancienne", "Oldest");
    public static readonly Text DeadLetters = new("Envois abandonnés", "Dead letters");
    public static readonly Text DeadLettersHint = new(
        "Tous les essais ont échoué. Réparez la cause, puis relancez : rien n’est envoyé deux fois.",
        "All attempts failed. Mend the cause, then replay: nothing is sent twice.");
    public static readonly Text NoDeadLetters = new("Aucun envoi abandonné.", "No dead letter.");
    public static readonly Text Workflows = new("Workflows arrêtés", "Stopped workflows");
    public static readonly Text WorkflowsHint = new(
        "En erreur : réparez la cause, puis relancez ce qui a échoué. Bloqué : il n’attend plus rien et ne peut plus avancer.",
        "Faulted: mend the cause, then retry what failed. Stalled: it waits for nothing and cannot go on.");
    public static readonly Text NoWorkflows = new("Aucun workflow arrêté.", "No stopped workflow.");
    public static readonly Text WaitsForNothing = new("Il n’attend plus rien : son dessin est à revoir.", "It waits for nothing: its drawing needs mending.");
    public static readonly Text Activity = new("Activité", "Activity");
    public static readonly Text AllActivities = new("toutes celles en erreur", "all that faulted");
    public static readonly Text Retry = new("Relancer", "Retry");
    public static readonly Text Cancel = new("Annuler le workflow", "Cancel the workflow");
    public static readonly Text Quarantine = new("Quarantaine", "Quarantine");
    public static readonly Text QuarantineHint = new(
        "Authentique, mais inutilisable tel quel. Réparez la cause, par exemple la correspondance des champs, puis relisez.",
        "Genuine, but cannot be used as it is. Mend the cause, for instance the field mapping, then read again.");
    public static readonly Text NoQuarantine = new("Rien en quarantaine.", "Nothing in quarantine.");
    public static readonly Text Outbox = new("Envois en cours", "Outbox");
    public static readonly Text NoOutbox = new("Tout est parti.", "Everything has left.");
    public static readonly Text Refused = new("Formulaires refusés à l’entrée", "Webhooks turned away");
    public static readonly Text RefusedHint = new(
        "Signature absente ou fausse, corps trop grand : compté, rien d’autre n’est gardé.",
        "Signature missing or wrong, body too large: counted, nothing else is kept.");
    public static readonly Text NoRefused = new("Aucun refus.", "None turned away.");
    public static readonly Text Reason = new("Raison", "Reason");
    public static readonly Text ReasonHint = new("Gardée dans le journal.", "Kept in the journal.");
    public static readonly Text ReasonMissing = new("Écrivez pourquoi vous relancez.", "Write why you replay.");
    public static readonly Text Replay = new("Relancer", "Replay");
    public static readonly Text Reread = new("Relire", "Read again");
    public static readonly Text Sending = new("Envoi", "Sending");
    public static readonly Text File = new("Dossier", "File");
    public static readonly Text Since = new("Depuis", "Since");
    public static readonly Text Attempts = new("Essais", "Attempts");
    public static readonly Text Error = new("Erreur", "Error");
    public static readonly Text NextAttempt = new("Prochain essai", "Next attempt");
    public static readonly Text Source = new("Source", "Source");
    public static readonly Text Count = new("Nombre", "Count");
    public static readonly Text Received = new("Reçu", "Received");

    /// <summary>Where a delivery came from, in words.</summary>
    public static Text From(string source) => source.Split(':', 2) switch
    {
        ["form", var tool] => new Text($"Formulaire {tool}", $"Form {tool}"),
        ["answer", ..] => new Text("Réponse d’un partenaire", "Answer of a partner"),
        _ => Text.Same(source),
    };
}
