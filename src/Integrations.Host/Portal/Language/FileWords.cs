using System.Globalization;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Language;

/// <summary>Words of the page of one file.</summary>
public static class FileWords
{
    public static readonly Text Archived = new(
        "Ce dossier est archivé : il se lit, mais rien n’y change plus.", "This file is archived: it can be read, but nothing in it changes any more.");

    public static readonly Text OnThisPage = new("Dans cette page", "On this page");
    public static readonly Text InTime = new("Délais", "Periods");
    public static readonly Text Partners = new("Partenaires", "Partners");
    public static readonly Text Holds = new("Ce qui retient la date", "What holds the date");
    public static readonly Text WorksYes = new("Travaux permis", "Works allowed");
    public static readonly Text WorksNo = new("Travaux pas encore permis", "Works not allowed yet");
    public static readonly Text CanDoToday = new("À faire aujourd’hui pour gagner du temps", "To do today to gain time");
    public static readonly Text SoonTooLate = new("Bientôt trop tard", "Soon too late");
    public static readonly Text Timeline = new("Les procédures dans le temps", "The procedures in time");
    public static readonly Text Clocks = new("Les deux horloges", "The two clocks");
    public static readonly Text ClocksHint = new(
        "L’horloge légale ne bouge que par un fait daté. La promesse est celle du guichet, en jours ouvrés.",
        "The legal clock is moved only by a dated fact. The promise is the desk’s own, in working days.");
    public static readonly Text LegalClock = new("Horloge légale", "Legal clock");
    public static readonly Text Promise = new("Notre promesse", "Our promise");
    public static readonly Text From = new("Depuis", "From");
    public static readonly Text LastDay = new("Dernier jour", "Last day");
    public static readonly Text Silence = new("Ensuite, sans réponse", "Then, without an answer");
    public static readonly Text NotStarted = new("pas commencée", "not started");
    public static readonly Text NoPromise = new("sans", "none");
    public static readonly Text Facts = new("Le projet", "The project");
    public static readonly Text Checks = new("À constater", "To confirm");
    public static readonly Text Tasks = new("Demandes aux partenaires", "Asked of partners");
    public static readonly Text NoTask = new("Rien n’a encore été demandé à un partenaire.", "Nothing was asked of a partner yet.");
    public static readonly Text Partner = new("Partenaire", "Partner");
    public static readonly Text Asked = new("Demandé", "Asked");
    public static readonly Text Answer = new("Réponse", "Answer");
    public static readonly Text DueOn = new("Attendu le", "Due on");
    public static readonly Text Messages = new("Courriers", "Letters");
    public static readonly Text NoMessage = new("Aucun courrier pour l’instant.", "No letter yet.");
    public static readonly Text Documents = new("Pièces", "Pieces");
    public static readonly Text Piece = new("Pièce", "Piece");
    public static readonly Text FileName = new("Fichier", "File name");
    public static readonly Text History = new("Historique", "History");
    public static readonly Text What = new("Fait", "Fact");
    public static readonly Text Source = new("Source", "Source");
    public static readonly Text LegalDate = new("Date légale", "Legal date");
    public static readonly Text Seal = new("Empreinte", "Seal");
    public static readonly Text Acts = new("Enregistrer un fait", "Record a fact");
    public static readonly Text ActsHint = new(
        "Un fait daté fait avancer les horloges. Rien n’est effacé : une erreur se corrige par un nouveau fait.",
        "A dated fact moves the clocks. Nothing is erased: a mistake is corrected by a new fact.");
    public static readonly Text Legend = new("Légende", "Key");
    public static readonly Text LegendComplete = new("dossier complet", "file complete");
    public static readonly Text LegendOpinionGiven = new("avis rendu", "opinion given");
    public static readonly Text LegendOpinionAwaited = new("avis attendu", "opinion awaited");
    public static readonly Text LegendEstimated = new("estimation, pas encore sûre", "estimate, not certain yet");
    public static readonly Text LegendRunning = new("délai en cours", "period running");
    public static readonly Text Confirm = new("Constater", "Confirm");

    public static Text Chain(ChainCheck chain) => chain.Intact
        ? new Text(
            $"{chain.Events} faits, chaîne vérifiée : aucun n’a été modifié.",
            $"{chain.Events} facts, chain checked: none was changed.")
        : new Text(
            $"La chaîne est rompue au fait n° {chain.BrokenAt} : prévenez l’administrateur avant d’agir.",
            $"The chain is broken at fact no. {chain.BrokenAt}: tell the administrator before acting.");

    public static Text Older(int count) => count == 1
        ? new Text("Voir le fait plus ancien", "Show the older fact")
        : new Text($"Voir les {count} faits plus anciens", $"Show the {count} older facts");

    public static Text Size(long bytes)
    {
        var kilobytes = Math.Max(1, bytes / 1024);
        return kilobytes < 1024
            ? new Text($"{kilobytes} ko", $"{kilobytes} kB")
            : new Text(
                $"{(kilobytes / 1024.0).ToString("0.#", CultureInfo.GetCultureInfo("fr-FR"))} Mo",
                $"{(kilobytes / 1024.0).ToString("0.#", CultureInfo.InvariantCulture)} MB");
    }
}
