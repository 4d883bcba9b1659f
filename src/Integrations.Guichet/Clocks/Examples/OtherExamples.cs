using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks.Examples;

/// <summary>Aid, archaeology, the grid and the desk's promise.</summary>
internal static class OtherExamples
{
    public static IReadOnlyList<ExampleKind> Kinds { get; } =
    [
        new(inputs => inputs.Cites("L231-4") || (inputs.Cites("L114-5") && inputs.Names("received")), Aid),
        ExampleKind.Citing("R523-18", Archaeology),
        new(inputs => inputs.Names("working_days") && inputs.Names("task_sent"), Promise),
        new(inputs => inputs.Names("working_days") && inputs.Names("complete"), Grid),
    ];

    private static ExampleAnswer Aid(ExampleInputs inputs)
    {
        var period = new Period.Months(inputs.Count("months", 2));
        var received = inputs.Day("received");
        var raw = period.Evaluate(received, HolidayZone.FR).LastDay;
        var given = inputs.OptionalDay("pieces_received") ?? inputs.OptionalDay("pieces_due");
        if (inputs.OptionalDay("incomplete_notified") is not { } notified || given is not { } resumed)
            return new ExampleAnswer().Say("last_day", raw).Say("implicit_rejection_from", raw.AddDays(1)).Know("raw_last_day", raw);
        var suspended = StatutoryPeriod.SuspendedDays(notified, inputs.OptionalDay("pieces_due"), resumed);
        var lastDay = StatutoryPeriod.LastDay(period, received, [], suspended, HolidayZone.FR);
        return new ExampleAnswer().Say("raw_last_day", raw).Say("suspended_days", suspended)
            .Say("last_day", lastDay).Say("implicit_rejection_from", lastDay.AddDays(1));
    }

    private static ExampleAnswer Archaeology(ExampleInputs inputs)
    {
        var received = inputs.Day("received_by_prefet_de_region");
        var lastDay = ClockRules.Of("ARCHEO").Decision!.Evaluate(received, HolidayZone.FR).LastDay;
        return new ExampleAnswer().Say("last_day", lastDay)
            .Say("last_day_with_impact_study", new Period.Months(2).Evaluate(received, HolidayZone.FR).LastDay)
            .Say("waiver_from", lastDay.AddDays(1));
    }

    private static ExampleAnswer Grid(ExampleInputs inputs) => Working(inputs, "complete", "last_day", HolidayZone.AM);

    private static ExampleAnswer Promise(ExampleInputs inputs) => Working(inputs, "task_sent", "due", HolidayZone.GP);

    private static ExampleAnswer Working(ExampleInputs inputs, string start, string prefix, HolidayZone second)
    {
        var period = new Period.WorkingDays(inputs.Count("working_days", 0));
        var answer = new ExampleAnswer();
        if (inputs.Has("zone"))
            answer.Say(prefix, period.Evaluate(inputs.Day(start), AppealExamples.ZoneOf(inputs)).LastDay);
        else
            answer.Say($"{prefix}_{HolidayZone.FR}", period.Evaluate(inputs.Day(start), HolidayZone.FR).LastDay)
                .Say($"{prefix}_{second}", period.Evaluate(inputs.Day(start), second).LastDay);
        return answer.KnowPerZone(prefix, zone => period.Evaluate(inputs.Day(start), zone).LastDay);
    }
}
