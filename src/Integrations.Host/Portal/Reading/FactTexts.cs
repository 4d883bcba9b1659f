using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Reading;

/// <summary>Each fact of a file's history in one sentence.</summary>
public static class FactTexts
{
    /// <summary>The sentence. A fact of a later version of the domain is shown by its name.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="file">The file, for the names of its procedures and partners.</param>
    public static Text Of(FileFact fact, InstallationFile file)
    {
        var text = fact switch
        {
            ProcedureFact procedureFact => OfProcedure(procedureFact, file),
            TaskFact taskFact => OfTask(taskFact, file),
            _ => OfFile(fact),
        };
        return text ?? Text.Same(fact.GetType().Name);
    }

    private static Text? OfFile(FileFact fact) => fact switch
    {
        CaseReceived => new("Dossier reçu.", "File received."),
        AcknowledgementSent { Kind: AcknowledgementKind.Recording } => new("Accusé d’enregistrement envoyé.", "Acknowledgement of recording sent."),
        AcknowledgementSent => new("Accusé de réception envoyé.", "Acknowledgement of reception sent."),
        IdentityChecked { Confirmed: true } f => new($"Identité vérifiée : {f.Detail}", $"Identity checked: {f.Detail}"),
        IdentityChecked f => new($"Identité à vérifier : {f.Detail}", $"Identity to be checked: {f.Detail}"),
        DuplicateFound f => new($"Ressemble au dossier {f.OtherNumber} : {f.Reason}", $"Looks like file {f.OtherNumber}: {f.Reason}"),
        ProceduresPlanned f => new(
            $"Procédures prévues : {string.Join(", ", f.Lines.Select(line => line.Label))} (règles {f.RuleSet}).", $"Procedures planned: {string.Join(", ", f.Lines.Select(line => line.Label))} (rules {f.RuleSet})."),
        RefereeAssigned f => new($"Référent : {f.Name}.", $"Case worker: {f.Name}."),
        AlertRaised f => new($"Alerte : {f.Text}", $"Alert: {f.Text}"),
        HumanCheckOpened f => new($"À constater par une personne : {f.Title}.", $"To be confirmed by a person: {f.Title}."),
        HumanCheckClosed { Confirmed: true } f => new($"Constat confirmé. {f.Note}".Trim(), $"Check confirmed. {f.Note}".Trim()),
        HumanCheckClosed f => new($"Constat écarté. {f.Note}".Trim(), $"Check set aside. {f.Note}".Trim()),
        MessageSent f => new($"Courrier envoyé : {f.Subject}", $"Letter sent: {f.Subject}"),
        MessageReceived f => new($"Courrier reçu : {f.Subject}", $"Letter received: {f.Subject}"),
        NoteAdded f => new($"Note : {f.Text}", $"Note: {f.Text}"),
        SkillsPlanOpened f => new($"Plan de compétences ouvert : {f.Lines.Sum(line => line.Needed)} postes.", $"Skills plan opened: {f.Lines.Sum(line => line.Needed)} jobs."),
        SkillsPlanUpdated f => new($"Plan de compétences revu : {f.Lines.Sum(line => line.Needed)} postes.", $"Skills plan revised: {f.Lines.Sum(line => line.Needed)} jobs."),
        JobsFilled f => new($"{f.Count} poste(s) {f.Rome} pourvu(s).", $"{f.Count} job(s) {f.Rome} filled."),
        WorksStarted => new("Travaux commencés.", "Works started."),
        WorksCompleted => new("Travaux achevés.", "Works completed."),
        OperationStarted => new("Exploitation commencée.", "Operation started."),
        CaseClosed f => new($"Dossier clos : {f.Reason}", $"File closed: {f.Reason}"),
        CaseAbandoned f => new($"Dossier abandonné : {f.Reason}", $"File given up: {f.Reason}"),
        ArchivePlanned f => new($"À archiver le {Dates.Medium(f.On).French}.", $"To be archived on {Dates.Medium(f.On).English}."),
        CaseArchived => new("Dossier archivé.", "File archived."),
        RuleSetChanged f => new($"Règles {f.To} parues ; les dates du dossier ne bougent pas.", $"Rules {f.To} published; the dates of the file do not move."),
        ArchiveExported => new("Dossier exporté aux archives.", "File exported to the archive."),
        DataErased f => new($"Données de contact effacées : {f.Reason}", $"Contact data erased: {f.Reason}"),
        _ => null,
    };

    private static Text? OfProcedure(ProcedureFact fact, InstallationFile file)
    {
        var procedure = file.Procedure(fact.Procedure);
        var name = procedure?.Name() ?? Text.Same(fact.Procedure);
        Text? what = fact switch
        {
            ProcedureOpened f => new($"procédure ouverte ({f.AuthorityName ?? DomainTexts.Role(f.AuthorityRole ?? "").French})", "procedure opened"),
            ProcedureDeposited { Reference: { } reference } => new($"déposé sous le n° {reference}", $"deposited as no. {reference}"),
            ProcedureDeposited => new("déposé", "deposited"),
            ProcedureDropped f => new($"sans objet, {f.Reason}", $"not needed, {f.Reason}"),
            PiecesRequested f => new(
                $"pièces demandées, réputées reçues le {Dates.Medium(f.ReputedNotifiedOn).French} : {PieceNames.Listed(f.Pieces).French}",
                $"pieces requested, reputed received on {Dates.Medium(f.ReputedNotifiedOn).English}: {PieceNames.Listed(f.Pieces).English}"),
            CourtesyRequestSent f => new($"demande de courtoisie, {f.Reason}", $"courtesy request, {f.Reason}"),
            PiecesReceived f => new($"pièces reçues : {PieceNames.Listed(f.Pieces).French}", $"pieces received: {PieceNames.Listed(f.Pieces).English}"),
            FileDeclaredComplete { Regular: true } f => new($"déclaré complet et régulier par {f.By}", $"declared complete and regular by {f.By}"),
            FileDeclaredComplete f => new($"complet ({f.By})", $"complete ({f.By})"),
            FileReputedComplete => new("réputé complet, aucune pièce demandée à temps", "reputed complete, no piece was asked in time"),
            ClockStarted f => new(
                $"délai du {Dates.Medium(f.StartedOn).French} au {Dates.Medium(f.LastDay).French}{(f.Estimated ? " (estimation)" : "")}",
                $"period from {Dates.Medium(f.StartedOn).English} to {Dates.Medium(f.LastDay).English}{(f.Estimated ? " (estimate)" : "")}"),
            PeriodModified { Counts: true, LastDay: { } day } f => new(
                $"délai modifié ({f.Article}), dernier jour le {Dates.Medium(day).French}", $"period modified ({f.Article}), last day {Dates.Medium(day).English}"),
            PeriodModified { Counts: true } f => new($"délai modifié ({f.Article})", $"period modified ({f.Article})"),
            PeriodModified f => new($"modification sans effet ({f.Article}) : {f.Reason}", $"modification without effect ({f.Article}): {f.Reason}"),
            ClockSuspended f => new($"délai suspendu, {f.Reason}", $"period suspended, {f.Reason}"),
            ClockResumed f => new(
                $"délai repris, dernier jour le {Dates.Medium(f.LastDay).French}", $"period resumed, last day {Dates.Medium(f.LastDay).English}"),
            PhaseReached f => Phase(f),
            SilenceEffect f => new(
                $"silence : {DomainTexts.Of(f.Meaning).French} depuis le {Dates.Medium(f.From).French}",
                $"silence: {DomainTexts.Of(f.Meaning).English} since {Dates.Medium(f.From).English}"),
            DecisionRecorded f => DomainTexts.Of(f.Kind) + new Text(" le ", " on ") + Dates.Medium(f.On),
            DecisionTransmitted => new("transmis au contrôle de légalité", "sent to the control of legality"),
            LegalityReceived f => new(
                $"reçu en préfecture, déféré possible jusqu’au {Dates.Medium(f.Until).French}", $"received by the prefecture, referral until {Dates.Medium(f.Until).English}"),
            PanelPosted f => new(
                $"panneau affiché, recours des tiers jusqu’au {Dates.Medium(f.Until).French}", $"panel posted, third-party appeals until {Dates.Medium(f.Until).English}"),
            AppealPurged => new("purgé de tout recours", "free of appeals"),
            AidDecided { Granted: true } => new("aide accordée", "aid granted"),
            AidDecided => new("aide refusée", "aid refused"),
            ServicePromised f => new(
                $"promesse du guichet : {Dates.Medium(f.DueOn).French}", $"promise of the desk: {Dates.Medium(f.DueOn).English}"),
            ServicePaused f => new($"promesse en pause, {f.Reason}", $"promise paused, {f.Reason}"),
            ServiceResumed f => new($"promesse reprise : {Dates.Medium(f.DueOn).French}", $"promise resumed: {Dates.Medium(f.DueOn).English}"),
            _ => null,
        };
        return what is null ? null : name + new Text(" : ", ": ") + what + Text.Same(".");
    }

    private static Text Phase(PhaseReached fact)
    {
        var end = Dates.Medium(fact.EndsOn);
        return fact.Phase switch
        {
            EnvironmentalPhase.Examination => new($"examen des services, jusqu’au {end.French}", $"examination by the services, until {end.English}"),
            EnvironmentalPhase.Consultation => new($"consultation du public, jusqu’au {end.French}", $"public consultation, until {end.English}"),
            _ => new($"rapport remis, décision au plus tard le {end.French}", $"report handed over, decision by {end.English}"),
        };
    }

    private static Text? OfTask(TaskFact fact, InstallationFile file)
    {
        var partner = file.TaskOf(fact.TaskId)?.PartnerName ?? (fact as PartnerTaskSent)?.PartnerName ?? fact.TaskId;
        Text? what = fact switch
        {
            PartnerTaskSent f => new($"demande envoyée : {f.Question}", $"request sent: {f.Question}"),
            PartnerTaskSeen { ByPerson: true } => new("demande lue.", "request read."),
            PartnerTaskSeen => new("demande livrée.", "request delivered."),
            PartnerTaskAnswered f => Answer(f.Answer, new("réponse", "answer")),
            PartnerTaskAnsweredLate f => Answer(f.Answer, new("réponse tardive, pour information", "late answer, for information")),
            PartnerTaskReminded => new("relance envoyée.", "reminder sent."),
            PartnerTaskEscalated f => new($"demande portée à {f.To}, {f.Reason}", $"request taken up to {f.To}, {f.Reason}"),
            PartnerTaskCancelled f => new($"demande annulée, {f.Reason}", $"request cancelled, {f.Reason}"),
            OpinionDeemed f => new(
                $"sans réponse, {DomainTexts.Of(f.Meaning).French} depuis le {Dates.Medium(f.From).French}.",
                $"no answer, {DomainTexts.Of(f.Meaning).English} since {Dates.Medium(f.From).English}."),
            _ => null,
        };
        return what is null ? null : Text.Same(partner) + new Text(" : ", ": ") + what;
    }

    private static Text Answer(PartnerAnswer answer, Text lead)
    {
        var comment = answer.Comment is { Length: > 0 } words ? $", « {words} »" : "";
        var kind = DomainTexts.Of(answer.Kind);
        return new Text($"{lead.French} {kind.French.ToLowerInvariant()}{comment}.", $"{lead.English} {kind.English.ToLowerInvariant()}{comment}.");
    }
}
