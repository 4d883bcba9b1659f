using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

public sealed partial class FileSession
{
    /// <summary>The authority states that the file is complete. Completeness "and regular" is another statement.</summary>
    public Refusal? DeclareComplete(string key, string by, DateOnly? on = null)
    {
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Rule.Start is ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases)
            return new("complete.regular", $"Pour {procedure.WithArticle()}, le préfet déclare le dossier « complet et régulier ».");
        if (procedure.IsComplete)
            return Done;
        if (procedure.MissingPieces.Count > 0 && procedure.PiecesRequest is not null)
            return new("pieces.awaited", $"Des pièces sont encore attendues : {string.Join(", ", procedure.MissingPieces)}.");
        var day = on ?? procedure.Place.DateOf(context.Now);
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        Append(new FileDeclaredComplete(day, false, by) { Procedure = key }, day);
        if (procedure.Rule.Start == ClockStart.CompleteFile)
            StartClock(key, procedure.Clock.StartedOn ?? procedure.LastPieceOn ?? procedure.DepositedOn!.Value, estimated: false);
        return Done;
    }

    /// <summary>
    /// The préfet states that the file is complete and regular (ICPE E: R512-46-18; environmental authorisation: R181-17).
    /// The clock runs from there; this day is typed in, never computed.
    /// </summary>
    public Refusal? DeclareCompleteAndRegular(string key, string by, DateOnly? on = null)
    {
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Rule.Start is not (ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases))
            return new("complete.plain", $"Pour {procedure.WithArticle()}, le dossier est déclaré complet, sans plus.");
        var day = on ?? procedure.Place.DateOf(context.Now);
        if (procedure.Clock.StartedOn is { } before)
            return before == day
                ? Done
                : new Refusal("complete.declared", $"Le dossier est déjà déclaré complet et régulier, le {before.InWords()}.");
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        if (day < procedure.DepositedOn)
            return new("date.before_deposit", $"Le dossier n'est déposé que depuis le {procedure.DepositedOn.Value.InWords()}.");
        Append(new FileDeclaredComplete(day, true, by) { Procedure = key }, day);
        if (procedure.Rule.Start == ClockStart.DeclaredCompleteAndRegular)
        {
            StartClock(key, day, estimated: false);
            return Done;
        }
        var dates = EnvironmentalDates.Of(procedure.DepositedOn!.Value, day, null, null);
        AppendClock(procedure, day, dates.DecisionLastDay.Day, estimated: true);
        Append(new PhaseReached(EnvironmentalPhase.Examination, day, dates.StateContributionsDue.Day, dates.DecisionLastDay.Day, Estimated: true)
        {
            Procedure = key,
        }, day);
        return Done;
    }

    /// <summary>Notes that the consultation opened, or that the report was sent to the petitioner.</summary>
    /// <param name="key">Key of an environmental authorisation that is complete and regular.</param>
    /// <param name="phase">Consultation or decision.</param>
    /// <param name="on">Its first day.</param>
    /// <param name="coderst">True when the CODERST or CDNPS is consulted: three months to decide.</param>
    public Refusal? ReachPhase(string key, EnvironmentalPhase phase, DateOnly on, bool coderst = false)
    {
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (phase == EnvironmentalPhase.Examination
            || procedure is not { Rule.Start: ClockStart.EnvironmentalPhases, Clock.StartedOn: { } complete })
            return new("phase.order", "Cette phase ne vient qu'après un dossier complet et régulier d'autorisation environnementale.");
        if (procedure.Phases.Exists(reached => reached.Phase == phase && reached.On == on && reached.Coderst == coderst))
            return Done;
        if (IsFuture(on, procedure.Place, out refusal))
            return refusal;
        var opens = phase == EnvironmentalPhase.Consultation ? on : PhaseDay(procedure, EnvironmentalPhase.Consultation);
        var sent = phase == EnvironmentalPhase.Decision ? on : PhaseDay(procedure, EnvironmentalPhase.Decision);
        var dates = EnvironmentalDates.Of(procedure.DepositedOn!.Value, complete, opens, sent);
        var lastDay = coderst ? dates.DecisionLastDayIfCoderst : dates.DecisionLastDay;
        var endsOn = phase == EnvironmentalPhase.Consultation ? dates.ConsultationCloses.Day : lastDay.Day;
        Append(new PhaseReached(phase, on, endsOn, lastDay.Day, lastDay.Estimated) { Procedure = key, Coderst = coderst }, on);
        return Done;
    }

    /// <summary>
    /// Notes that the authority told the firm of a longer period. A notification that is late, or a second ground that does not go further,
    /// is kept without effect: the period that counts is the one that was notified in time.
    /// </summary>
    /// <param name="key">Key of the procedure.</param>
    /// <param name="article">Ground, as in the letter.</param>
    /// <param name="notifiedOn">Day on which the firm is reputed to have the letter.</param>
    /// <param name="newLastDay">For grounds whose letter gives the day itself (public inquiry, agreement of the petitioner).</param>
    public Refusal? ModifyPeriod(string key, string article, DateOnly notifiedOn, DateOnly? newLastDay = null)
    {
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (ExtensionGround.Of(article) is not { } ground)
            return new("period.ground", $"L'article « {article} » ne permet pas de modifier ce délai.");
        if (ground.Change is null && newLastDay is null)
            return new("period.last_day", $"Pour l'article {ground.Article}, indiquez le nouveau dernier jour.");
        if (procedure.Clock.Modifications.Exists(known => known.Article == ground.Article && known.NotifiedOn == notifiedOn))
            return Done;
        var inTime = ground.IsInTime(notifiedOn, procedure.CompletenessLimit, procedure.Clock.LastDay);
        var lastDay = inTime ? LastDayBy(procedure, ground, newLastDay) : procedure.Clock.LastDay;
        var counts = inTime && (procedure.Clock.LastDay is null || lastDay > procedure.Clock.LastDay);
        Append(new PeriodModified(ground.Article, notifiedOn, lastDay, counts, ReasonOf(ground, procedure, inTime, counts))
        {
            Procedure = key,
            AddedMonths = (ground.Change as PeriodChange.Adds)?.Months,
            NewPeriod = (ground.Change as PeriodChange.Replaces)?.Period,
        }, notifiedOn);
        return Done;
    }

    /// <summary>Two months more for a registration, by a reasoned order of the préfet (R512-46-18).</summary>
    public Refusal? ExtendIcpe(string key, DateOnly notifiedOn) => ModifyPeriod(key, "R512-46-18", notifiedOn);

    /// <summary>The clock stands still from this day, at most until another (CRPA L114-5).</summary>
    public Refusal? SuspendClock(string key, DateOnly from, DateOnly? until, string reason)
    {
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (!procedure.Clock.Running)
            return new("clock.not_running", "Le délai ne court pas : il ne peut pas être suspendu.");
        Append(new ClockSuspended(from, until, reason) { Procedure = key }, from);
        return Done;
    }

    /// <summary>The clock runs again from this day; the last day moves by the days of the suspension.</summary>
    public Refusal? ResumeClock(string key, DateOnly on)
    {
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Clock.Suspensions is not [.., { ResumedOn: null } open])
            return new("clock.not_suspended", "Le délai n'est pas suspendu.");
        var days = StatutoryPeriod.SuspendedDays(open.From, open.Until, on);
        Append(new ClockResumed(open.From.AddDays(days), days, procedure.Clock.LastDay!.Value.AddDays(days)) { Procedure = key }, on);
        return Done;
    }

    private void StartClock(string key, DateOnly startedOn, bool estimated)
    {
        var procedure = File.Procedure(key)!;
        var lastDay = StatutoryPeriod.LastDay(procedure.Rule.Decision!, startedOn, ChangesOf(procedure), 0, procedure.Place.Zone);
        AppendClock(procedure, startedOn, lastDay, estimated);
    }

    private void AppendClock(ProcedureState procedure, DateOnly startedOn, DateOnly lastDay, bool estimated) =>
        Append(new ClockStarted(startedOn, lastDay, procedure.Rule.Silence, lastDay.AddDays(1), estimated)
        {
            Procedure = procedure.Key,
        }, startedOn);

    // Null while the clock has not started: the change will count when it does.
    private static DateOnly? LastDayBy(ProcedureState procedure, ExtensionGround ground, DateOnly? given)
    {
        if (procedure.Clock is not { StartedOn: { } start, LastDay: { } current })
            return null;
        if (ground.Change is not { } change)
            return given > current ? given : current;
        var suspended = procedure.Clock.Suspensions
            .Where(suspension => suspension.ResumedOn is not null)
            .Sum(suspension => StatutoryPeriod.SuspendedDays(suspension.From, suspension.Until, suspension.ResumedOn!.Value));
        return StatutoryPeriod.LastDay(procedure.Rule.Decision!, start, [.. ChangesOf(procedure), change], suspended, procedure.Place.Zone);
    }

    private static IEnumerable<PeriodChange> ChangesOf(ProcedureState procedure) => procedure.Clock.Modifications
        .Where(modification => modification.Counts)
        .Select(modification => modification switch
        {
            { NewPeriod: { } period } => new PeriodChange.Replaces(period),
            { AddedMonths: { } months } => (PeriodChange)new PeriodChange.Adds(months),
            _ => null,
        })
        .OfType<PeriodChange>();

    private static string ReasonOf(ExtensionGround ground, ProcedureState procedure, bool inTime, bool counts) => (inTime, counts) switch
    {
        (false, _) when ground.NotifiedBy == ExtensionLimit.CompletenessMonth =>
            $"notifiée après le {procedure.CompletenessLimit!.Value.InWords()} : sans effet (R*423-42)",
        (false, _) => "notifiée après la fin du délai : sans effet",
        (true, false) => "ne s'ajoute pas à la modification déjà notifiée",
        _ => $"délai modifié ({ground.Article})",
    };

    private static DateOnly? PhaseDay(ProcedureState procedure, EnvironmentalPhase phase) =>
        procedure.Phases.Find(reached => reached.Phase == phase)?.On;
}
