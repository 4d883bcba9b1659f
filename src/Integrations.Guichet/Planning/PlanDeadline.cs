using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Planning;

/// <summary>A deadline as it can be told on the day of deposit. The clock of the file itself moves by events only.</summary>
public abstract record PlanDeadline
{
    private PlanDeadline()
    {
    }

    /// <summary>A permit or declaration: the clock starts on deposit if the file is complete.</summary>
    /// <param name="Start">Day of deposit.</param>
    /// <param name="Months">Length.</param>
    /// <param name="Reason">Why this length.</param>
    /// <param name="CompletenessLimit">Last day to ask for missing pieces.</param>
    /// <param name="End">End of the period; null while pieces are missing.</param>
    public sealed record Permit(DateOnly Start, int Months, string Reason, DateOnly? CompletenessLimit, PeriodEnd? End) : PlanDeadline;

    /// <summary>A registration, on the hypothesis that the file is complete and regular on reception.</summary>
    /// <param name="Start">Day of deposit.</param>
    /// <param name="End">End of the period; null while pieces are missing.</param>
    /// <param name="ExtendedLastDay">Last day if the préfet extends.</param>
    public sealed record Registration(DateOnly Start, PeriodEnd? End, DateOnly? ExtendedLastDay) : PlanDeadline;

    /// <summary>An environmental authorisation; every date after the deposit rests on the first two hypotheses.</summary>
    /// <param name="Deposit">Day of deposit.</param>
    /// <param name="Phases">Dates of the phases; null while pieces are missing.</param>
    public sealed record Authorisation(DateOnly Deposit, PhaseDates? Phases) : PlanDeadline;

    /// <summary>First day after the period: by then there is an answer or a silence. Null while pieces are missing.</summary>
    public DateOnly? AnsweredBy => this switch
    {
        Permit permit => permit.End?.EffectFrom,
        Registration registration => registration.End?.EffectFrom,
        Authorisation authorisation => authorisation.Phases?.Decision.EffectFrom,
        _ => null,
    };

    /// <summary>Computes the deadline of a procedure deposited on a day.</summary>
    internal static PlanDeadline? Of(ClockTerms terms, DecisionPeriod decision, DateOnly deposit, bool complete, HolidayZone zone) =>
        terms.Shown switch
        {
            PlanDeadlineKind.Permit => new Permit(
                deposit, decision.Period.Count, decision.Reason,
                terms.Completeness?.Evaluate(deposit, zone).LastDay,
                complete ? decision.Period.Evaluate(deposit, zone) : null),
            PlanDeadlineKind.Registration => new Registration(
                deposit,
                complete ? decision.Period.Evaluate(deposit, zone) : null,
                complete ? LengthenedLastDay(terms, decision, deposit, zone) : null),
            PlanDeadlineKind.Authorisation => new Authorisation(
                deposit, complete ? PhaseDates.From(terms.Phases!, decision, deposit, zone) : null),
            _ => null,
        };

    // Months are added together: the last day moves from the start, not from an end already clamped to a short month.
    private static DateOnly? LengthenedLastDay(ClockTerms terms, DecisionPeriod decision, DateOnly deposit, HolidayZone zone) =>
        (decision.Period, terms.ShownExtension) switch
        {
            (_, null) => null,
            (Period.Months months, Period.Months more) => deposit.AddMonths(months.Count + more.Count),
            (var period, var more) => more.Evaluate(period.Evaluate(deposit, zone).LastDay, zone).LastDay,
        };
}

/// <summary>Dates of an environmental authorisation.</summary>
/// <param name="CompleteAndRegular">Hypothesis.</param>
/// <param name="ConsultationOpens">Hypothesis.</param>
/// <param name="StateContributionsDue">Last day for the services of the State.</param>
/// <param name="ConsultationCloses">Last day of the public consultation.</param>
/// <param name="ReportSent">Hypothesis: the report leaves on its last day.</param>
/// <param name="Decision">End of the period to decide.</param>
public sealed record PhaseDates(
    DateOnly CompleteAndRegular,
    DateOnly ConsultationOpens,
    DateOnly StateContributionsDue,
    DateOnly ConsultationCloses,
    DateOnly ReportSent,
    PeriodEnd Decision)
{
    internal static PhaseDates From(PhaseTerms terms, DecisionPeriod decision, DateOnly deposit, HolidayZone zone)
    {
        DateOnly After(DateOnly start, Period period) => period.Evaluate(start, zone).LastDay;
        var complete = After(deposit, terms.CompleteAndRegular);
        var opens = After(complete, terms.ConsultationOpens);
        var closes = After(opens, terms.Consultation);
        var report = After(closes, terms.Report);
        return new(complete, opens, After(complete, terms.StateContributions), closes, report, decision.Period.Evaluate(report, zone));
    }
}
