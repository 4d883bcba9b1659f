using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks.Examples;

/// <summary>ICPE, environmental authorisation, water, "cas par cas".</summary>
internal static class EnvironmentExamples
{
    private static readonly HolidayZone Zone = HolidayZone.FR;

    public static IReadOnlyList<ExampleKind> Kinds { get; } =
    [
        ExampleKind.Citing("R512-46-18", Registration),
        new(inputs => inputs.Cites("L181-9") || inputs.Cites("L181-10-1") || inputs.Cites("R181-41") || inputs.Cites("D181-17-1"), Authorisation),
        new(inputs => inputs.Cites("R214-35") || inputs.Cites("L214-3"), Water),
        new(inputs => inputs.Cites("R122-3-1"), CaseByCase),
    ];

    private static ExampleAnswer Registration(ExampleInputs inputs)
    {
        var start = inputs.Day("complete_and_regular");
        var period = new Period.Months(inputs.Count("months", 5));
        var lastDay = period.Evaluate(start, Zone).LastDay;
        var answer = new ExampleAnswer().Say("last_day", lastDay).Say("implicit_refusal_from", lastDay.AddDays(1));
        if (!inputs.Has("extension_months"))
            return answer;
        var extended = StatutoryPeriod.LastDay(period, start, [new PeriodChange.Adds(inputs.Count("extension_months", 2))], 0, Zone);
        return answer.Say("extended_last_day", extended).Say("extended_implicit_refusal_from", extended.AddDays(1));
    }

    private static ExampleAnswer Authorisation(ExampleInputs inputs)
    {
        var complete = inputs.OptionalDay("complete_and_regular");
        var opens = inputs.OptionalDay("consultation_opens");
        var sent = inputs.OptionalDay("report_sent");
        var deposit = inputs.OptionalDay("deposit") ?? complete ?? inputs.Day("complete_and_regular");
        var dates = EnvironmentalDates.Of(deposit, complete, opens, sent, inputs.Count("consultation_months", 3));
        var answer = new ExampleAnswer();
        if (complete is not null)
            answer.Say("state_contributions_due", dates.StateContributionsDue.Day);
        if (opens is not null)
            answer.Say("consultation_closes", dates.ConsultationCloses.Day).Say("report_due", dates.ReportDue.Day);
        if (sent is not null || opens is not null)
            answer.Say("decision_last_day", dates.DecisionLastDay.Day)
                .Say("implicit_refusal_from", dates.ImplicitRefusalFrom.Day)
                .Say("decision_last_day_if_coderst", dates.DecisionLastDayIfCoderst.Day);
        return answer
            .Know("state_contributions_due", dates.StateContributionsDue.Day).Know("consultation_closes", dates.ConsultationCloses.Day)
            .Know("report_due", dates.ReportDue.Day).Know("decision_last_day", dates.DecisionLastDay.Day)
            .Know("implicit_refusal_from", dates.ImplicitRefusalFrom.Day).Know("decision_last_day_if_coderst", dates.DecisionLastDayIfCoderst.Day);
    }

    private static ExampleAnswer Water(ExampleInputs inputs)
    {
        var start = inputs.OptionalDay("pieces_received") ?? inputs.Day("complete");
        var lastDay = new Period.Months(inputs.Count("months", 2)).Evaluate(start, Zone).LastDay;
        return new ExampleAnswer().Say("last_day", lastDay)
            .Say("works_possible_from", lastDay.AddDays(1))
            .Know("non_opposition_from", lastDay.AddDays(1));
    }

    private static ExampleAnswer CaseByCase(ExampleInputs inputs)
    {
        var lastDay = new Period.CalendarDays(inputs.Count("days", 35)).Evaluate(inputs.Day("complete"), Zone).LastDay;
        return new ExampleAnswer().Say("last_day", lastDay).Say("impact_study_required_from", lastDay.AddDays(1));
    }
}
