namespace Integrations.Guichet.Clocks;

/// <summary>
/// The dates of an environmental authorisation deposited from 22 October 2024 (C. env. L181-9, L181-10-1, D181-17-1, R181-41).
/// A date that rests on an event that has not happened is an estimate.
/// </summary>
public sealed record EnvironmentalDates
{
    // No length in law: a usual hypothesis, only ever shown as an estimate.
    private const int MonthsToComplete = 2;
    private const int MonthsToOpen = 1;

    /// <summary>"Complete and regular".</summary>
    public required LegalDay CompleteAndRegular { get; init; }

    /// <summary>Last day of the State services' contributions: 45 days (D181-17-1).</summary>
    public required LegalDay StateContributionsDue { get; init; }

    /// <summary>First day of the public consultation.</summary>
    public required LegalDay ConsultationOpens { get; init; }

    /// <summary>Its last day: three months.</summary>
    public required LegalDay ConsultationCloses { get; init; }

    /// <summary>Last day of the report: three weeks after the closing.</summary>
    public required LegalDay ReportDue { get; init; }

    /// <summary>Last day of the decision: two months after the report was sent.</summary>
    public required LegalDay DecisionLastDay { get; init; }

    /// <summary>The same when the CODERST or CDNPS is consulted: three months.</summary>
    public required LegalDay DecisionLastDayIfCoderst { get; init; }

    /// <summary>Day on which the implicit refusal is born.</summary>
    public LegalDay ImplicitRefusalFrom => DecisionLastDay with { Day = DecisionLastDay.Day.AddDays(1) };

    /// <summary>The dates as known from the events that have happened.</summary>
    /// <param name="deposit">Deposit of the file.</param>
    /// <param name="completeAndRegular">Statement of the préfet; null: not yet.</param>
    /// <param name="consultationOpens">First day of the consultation; null: not yet.</param>
    /// <param name="reportSent">Day on which the report was sent to the petitioner; null: not yet.</param>
    /// <param name="consultationMonths">Length of the consultation.</param>
    public static EnvironmentalDates Of(
        DateOnly deposit, DateOnly? completeAndRegular, DateOnly? consultationOpens, DateOnly? reportSent, int consultationMonths = 3)
    {
        var complete = LegalDay.Of(completeAndRegular, deposit.AddMonths(MonthsToComplete));
        var opens = LegalDay.Of(consultationOpens, complete.Day.AddMonths(MonthsToOpen));
        var closes = opens.Plus(day => day.AddMonths(consultationMonths));
        var due = closes.Plus(day => day.AddDays(21));
        var sent = LegalDay.Of(reportSent, due.Day);
        return new EnvironmentalDates
        {
            CompleteAndRegular = complete,
            StateContributionsDue = complete.Plus(day => day.AddDays(45)),
            ConsultationOpens = opens,
            ConsultationCloses = closes,
            ReportDue = due,
            DecisionLastDay = sent.Plus(day => day.AddMonths(2)),
            DecisionLastDayIfCoderst = sent.Plus(day => day.AddMonths(3)),
        };
    }
}

/// <summary>A date and whether it is certain.</summary>
/// <param name="Day">The day.</param>
/// <param name="Estimated">True when it rests on something that has not happened.</param>
public readonly record struct LegalDay(DateOnly Day, bool Estimated)
{
    internal static LegalDay Of(DateOnly? happened, DateOnly estimate) => new(happened ?? estimate, happened is null);

    internal LegalDay Plus(Func<DateOnly, DateOnly> period) => new(period(Day), Estimated);
}
