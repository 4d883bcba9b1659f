using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

public sealed partial class FileSession
{
    /// <summary>
    /// Records a decision. After a silence a decision dated within the period is accepted (it was typed in late), and so is any "yes";
    /// a "no" after a tacit agreement is a withdrawal.
    /// </summary>
    public Refusal? RecordDecision(
        string key, DecisionKind kind, DateOnly on, DateOnly? notifiedOn = null, string? reference = null, string? summary = null)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Decision is { } before && before.Kind == kind && before.On == on)
            return Done;
        if (RefusalOf(procedure, kind, on) is { } reason)
            return reason;
        if (IsFuture(on, procedure.Place, out refusal))
            return refusal;
        Append(new DecisionRecorded(kind, on)
        {
            Procedure = key,
            NotifiedOn = notifiedOn,
            TribunalUntil = notifiedOn is { } notified && kind != DecisionKind.Favourable
                ? AppealPeriods.ByTheFirm(notified, procedure.Place.Zone).LastDay
                : null,
            Reference = reference,
            Summary = summary,
        }, on);
        return Done;
    }

    /// <summary>Records the outcome of a request for aid.</summary>
    public Refusal? DecideAid(string key, bool granted, decimal? amountEur, DateOnly on)
    {
        if (RecordDecision(key, granted ? DecisionKind.Favourable : DecisionKind.Refused, on) is { } refusal)
            return refusal;
        Append(new AidDecided(granted, amountEur, on) { Procedure = key }, on);
        return Done;
    }

    /// <summary>Notes that the decision went to the State's legality control.</summary>
    public Refusal? TransmitDecision(string key, DateOnly on) =>
        OnGranted(key, on, procedure => procedure.Appeals.TransmittedOn == on ? null : new DecisionTransmitted(on) { Procedure = key });

    /// <summary>Notes that the State received the decision: the "déféré" runs, two months franc (CGCT L2131-6).</summary>
    public Refusal? ReceiveLegality(string key, DateOnly on) => OnGranted(key, on, procedure => procedure.Appeals.LegalityReceivedOn == on
        ? null
        : new LegalityReceived(on, AppealPeriods.ByThePrefet(on, procedure.Place.Zone).LastDay) { Procedure = key });

    /// <summary>Notes that the panel stands on the ground: third parties have two months franc (R600-2).</summary>
    public Refusal? PostPanel(string key, DateOnly from) => OnGranted(key, from, procedure => procedure.Appeals.PanelFrom == from
        ? null
        : new PanelPosted(from, AppealPeriods.ByThirdParties(from, procedure.Place.Zone).LastDay) { Procedure = key });

    private Refusal? OnGranted(string key, DateOnly day, Func<ProcedureState, ProcedureFact?> fact)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (!procedure.Status.IsGranted())
            return new("procedure.not_granted", $"Il n'y a pas de décision favorable pour {procedure.WithArticle()}.");
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        if (fact(procedure) is { } next)
            Append(next, day);
        return Done;
    }

    private static Refusal? RefusalOf(ProcedureState procedure, DecisionKind kind, DateOnly on)
    {
        if (kind == DecisionKind.Withdrawn)
            return procedure.Status.IsGranted() ? null : new("decision.nothing", "Il n'y a pas de décision favorable à retirer.");
        if (procedure.DepositedOn is not { } deposit)
            return new("procedure.not_deposited", $"Le dossier {procedure.AfterDe()} n'est pas encore déposé.");
        if (on < deposit)
            return new("date.before_deposit", $"Le dossier n'est déposé que depuis le {deposit.InWords()}.");
        var favourable = kind is DecisionKind.Favourable or DecisionKind.FavourableWithPrescriptions;
        return procedure.Status switch
        {
            ProcedureStatus.TacitlyGranted when !favourable && on > procedure.SilenceEffect!.LastDay => new(
                "decision.tacit",
                $"Un accord tacite existe depuis le {procedure.SilenceEffect.From.InWords()} : seule une décision de retrait est possible."),
            ProcedureStatus.TacitlyGranted or ProcedureStatus.TacitlyRefused => null,
            var status when status.IsEnd() => new("decision.exists", $"La procédure est terminée : {status.InFrench()}."),
            _ => null,
        };
    }
}
