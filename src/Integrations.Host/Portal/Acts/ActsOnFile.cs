using System.Globalization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Acts;

/// <summary>Does the acts that only record a fact, on a session of the file; the caller commits the session's events.</summary>
public static class ActsOnFile
{
    /// <summary>
    /// Does the act. A request for pieces that would have no effect is warned about first; it then leaves as a courtesy, once its
    /// author hands back the confirmation of that very warning (R*423-41).
    /// </summary>
    public static ActResult Do(FileSession session, FactAct act, string? confirmation)
    {
        if (act is RequestPiecesAct request && WarningOf(session, request) is { } warning && warning.Confirmation != confirmation)
            return warning;

        return Record(session, act) is { } refusal
            ? new ActResult.Refused(refusal.Code, Text.Same(refusal.Message))
            : new ActResult.Ok(AfterIt(session.File, act));
    }

    private static ActResult.Warn? WarningOf(FileSession session, RequestPiecesAct act) =>
        session.PreviewRequestPieces(act.Procedure, act.SentOn, act.Channel) is { Counts: false, Warning: { } warning } effect
            ? new ActResult.Warn(
                new Text(
                    $"Cette demande sera {warning}. Le délai continue de courir.",
                    $"This request will be reputed received on {Dates.Medium(effect.ReputedNotifiedOn).English}, too late to have an effect. The period goes on."),
                string.Create(CultureInfo.InvariantCulture, $"{act.Procedure}:{effect.ReputedNotifiedOn:yyyy-MM-dd}"))
            : null;

    private static Refusal? Record(FileSession session, FactAct act) => act switch
    {
        RecordDepositAct deposit => session.Deposit(deposit.Procedure, deposit.DepositedOn, deposit.Reference),
        RequestPiecesAct request => session.RequestPieces(
            request.Procedure, request.Pieces, request.Channel, request.SentOn, DueOn(session.File, request), request.Courtesy),
        PiecesReceivedAct received => session.ReceivePieces(received.Procedure, received.Pieces, received.ReceivedOn),
        DeclareCompleteAct complete => IsRegular(session.File, complete.Procedure)
            ? session.DeclareCompleteAndRegular(complete.Procedure, complete.By, complete.On)
            : session.DeclareComplete(complete.Procedure, complete.By, complete.On),
        PeriodModifiedAct modified => session.ModifyPeriod(modified.Procedure, modified.Article, modified.NotifiedOn, modified.NewLastDay),
        RecordDecisionAct decision => session.RecordDecision(
            decision.Procedure, decision.Decision, decision.DecidedOn, reference: decision.Reference),
        PanelPostedAct posted => session.PostPanel(posted.Procedure, posted.PostedOn),
        LegalityReceivedAct received => session.ReceiveLegality(received.Procedure, received.ReceivedOn),
        CloseCheckAct check => session.CloseCheck(check.Check, check.Confirmed, check.Note),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "This act is not known."),
    };

    /// <summary>Where the law gives the firm no period, the letter gives two months.</summary>
    private static DateOnly? DueOn(InstallationFile file, RequestPiecesAct request) =>
        file.Procedure(request.Procedure) is { Rule.FirmAnswer: null } procedure
            ? new Period.Months(2).Evaluate(request.SentOn, procedure.Place.Zone).LastDay
            : null;

    private static bool IsRegular(InstallationFile file, string procedure) =>
        file.Procedure(procedure)?.Rule.Start is ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases;

    private static Text AfterIt(InstallationFile file, FactAct act) => file.Procedure(ProcedureOf(act)) switch
    {
        { Status: var status, Appeals: { ThirdPartyUntil: { } until } } when status.IsGranted() => new Text(
            $"Recours des tiers jusqu’au {Dates.Medium(until).French}.", $"Third-party appeals until {Dates.Medium(until).English}."),
        { Status: var status, Clock: { Running: true, LastDay: { } lastDay } } when !status.IsEnd() => new Text(
            $"Dernier jour pour répondre : {Dates.Medium(lastDay).French}.", $"Last day to answer: {Dates.Medium(lastDay).English}."),
        { Status: ProcedureStatus.Incomplete, PiecesRequest.ShownDueOn: { } due } => new Text(
            $"L’entreprise a jusqu’au {Dates.Medium(due).French}.", $"The firm has until {Dates.Medium(due).English}."),
        _ => new Text("Le dossier est à jour.", "The file is up to date."),
    };

    private static string? ProcedureOf(FactAct act) => act switch
    {
        RecordDepositAct { Procedure: var key } => key,
        RequestPiecesAct { Procedure: var key } => key,
        PiecesReceivedAct { Procedure: var key } => key,
        DeclareCompleteAct { Procedure: var key } => key,
        PeriodModifiedAct { Procedure: var key } => key,
        RecordDecisionAct { Procedure: var key } => key,
        PanelPostedAct { Procedure: var key } => key,
        LegalityReceivedAct { Procedure: var key } => key,
        _ => null,
    };
}
