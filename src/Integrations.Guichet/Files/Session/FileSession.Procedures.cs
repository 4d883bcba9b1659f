using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>A procedure to open.</summary>
/// <param name="Key">"PC", or "PC:13108" when several communes have one.</param>
/// <param name="Code">"PC".</param>
/// <param name="Label">French name.</param>
public sealed record ProcedureOpening(string Key, string Code, string Label)
{
    /// <summary>Its rule; null: the product's rule for the code.</summary>
    public ClockRule? Rule { get; init; }

    /// <summary>INSEE code of the commune; null: that of the file.</summary>
    public string? Commune { get; init; }

    /// <summary>Directory id of the authority that decides.</summary>
    public string? AuthorityId { get; init; }

    /// <summary>Its name, as shown.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Its role; null: the usual one for the code.</summary>
    public string? AuthorityRole { get; init; }
}

public sealed partial class FileSession
{
    /// <summary>Opens a procedure of the plan: its rule, place and authority are those planned.</summary>
    /// <param name="key">Key of a line of the plan.</param>
    /// <param name="authorityId">Directory id of the authority, once it is known.</param>
    /// <param name="authorityName">Its name in the directory; null: the planned one.</param>
    public Refusal? OpenPlanned(string key, string? authorityId = null, string? authorityName = null)
    {
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.Procedure(key) is not null)
            return Done;
        if (File.Plan.Find(line => line.Key == key) is not { } planned)
            return new("procedure.not_planned", $"La procédure {key} ne figure pas au plan de ce dossier.");
        Append(new ProcedureOpened(planned.Code, planned.Label, planned.Rule, planned.Place)
        {
            Procedure = key,
            AuthorityId = authorityId,
            AuthorityName = authorityName ?? planned.AuthorityName,
            AuthorityRole = planned.AuthorityRole,
            Commune = planned.Communes is [var only] ? only : null,
        });
        return Done;
    }

    /// <summary>Opens a procedure that is not in the plan; its rule stays with the file.</summary>
    public Refusal? OpenProcedure(ProcedureOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.Procedure(opening.Key) is { } existing)
            return existing.Code == opening.Code ? Done : new Refusal("procedure.exists", $"La procédure {opening.Key} est déjà ouverte.");
        var place = opening.Commune is { } commune ? context.PlaceOf(commune) : Here;
        if (place is null)
            return new("territory.unsupported", $"La commune {opening.Commune} relève d'un territoire où ces procédures ne s'appliquent pas.");
        Append(new ProcedureOpened(opening.Code, opening.Label, opening.Rule ?? ClockRules.Of(opening.Code), place)
        {
            Procedure = opening.Key,
            AuthorityId = opening.AuthorityId,
            AuthorityName = opening.AuthorityName,
            AuthorityRole = opening.AuthorityRole,
            Commune = opening.Commune,
        });
        return Done;
    }

    /// <summary>Notes the deposit at the authority; the clock starts when the rule says so.</summary>
    /// <param name="key">Key of the procedure.</param>
    /// <param name="on">Reception on paper, or sending of the electronic acknowledgement; null: today at the authority.</param>
    /// <param name="reference">Number given by the authority.</param>
    /// <param name="missingPieces">
    /// Pieces known to be missing: the clock does not start before the month is over or they come. Null: those of the plan.
    /// </param>
    public Refusal? Deposit(string key, DateOnly? on = null, string? reference = null, IReadOnlyList<string>? missingPieces = null)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        var day = on ?? procedure.Place.DateOf(context.Now);
        if (procedure.DepositedOn is { } before)
            return before == day ? Done : new Refusal("procedure.deposited", $"Le dossier {procedure.AfterDe()} est déjà déposé, le {before.InWords()}.");
        if (procedure.Status == ProcedureStatus.NotNeeded)
            return new("procedure.ended", $"La procédure {key} est sans objet.");
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        var limit = Completeness.LimitOf(procedure.Rule, day, procedure.Place.Zone);
        var missing = missingPieces ?? [.. (File.Plan.Find(line => line.Key == key)?.MissingPieces ?? []).Except(File.Pieces.Received)];
        Append(new ProcedureDeposited(day, limit, missing) { Procedure = key, Reference = reference }, day);
        if (procedure.Rule.Start == ClockStart.Reception)
            StartClock(key, day, estimated: false);
        else if (procedure.Rule.Start == ClockStart.CompleteFile && missing.Count == 0)
            StartClock(key, day, estimated: limit is not null);
        return Done;
    }

    /// <summary>The procedure is not needed after all.</summary>
    public Refusal? DropProcedure(string key, string reason)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Status.IsEnd())
            return procedure.Status == ProcedureStatus.NotNeeded ? Done : new Refusal("procedure.ended", $"La procédure {key} est terminée.");
        Append(new ProcedureDropped(reason) { Procedure = key });
        return Done;
    }

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
            return before == day ? Done : new Refusal("complete.declared", $"Le dossier est déjà déclaré complet et régulier, le {before.InWords()}.");
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
        Append(new PhaseReached(EnvironmentalPhase.Examination, day, dates.StateContributionsDue.Day, dates.DecisionLastDay.Day, true) { Procedure = key }, day);
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
        if (procedure.Rule.Start != ClockStart.EnvironmentalPhases || procedure.Clock.StartedOn is not { } complete || phase == EnvironmentalPhase.Examination)
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
        var lastDay = LastDayWith(procedure, inTime ? ground.Change : null) is { } computed && newLastDay is { } given && inTime && given > computed
            ? given
            : LastDayWith(procedure, inTime ? ground.Change : null);
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
        Append(new ClockStarted(startedOn, lastDay, procedure.Rule.Silence, lastDay.AddDays(1), estimated) { Procedure = procedure.Key }, startedOn);

    private static DateOnly? LastDayWith(ProcedureState procedure, PeriodChange? change)
    {
        if (procedure.Clock.StartedOn is not { } start)
            return null;
        if (procedure.Rule.Start == ClockStart.EnvironmentalPhases || change is null)
            return procedure.Clock.LastDay;
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
