using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks.Examples;

/// <summary>Appeals and the legality control.</summary>
internal static class AppealExamples
{
    public static IReadOnlyList<ExampleKind> Kinds { get; } =
    [
        ExampleKind.Citing("L2131-6", Legality),
        ExampleKind.Citing("R600-2", ThirdParties),
        new(inputs => inputs.Cites("R421-1") || inputs.Cites("L600-12-2"), Firm),
    ];

    private static ExampleAnswer Legality(ExampleInputs inputs)
    {
        var end = AppealPeriods.ByThePrefet(inputs.Day("received_by_prefect"), ZoneOf(inputs));
        return new ExampleAnswer().Say("raw_last_day", end.RawLastDay).Say("last_day", end.LastDay).KnowPerZone(
            "last_day", zone => AppealPeriods.ByThePrefet(inputs.Day("received_by_prefect"), zone).LastDay);
    }

    private static ExampleAnswer ThirdParties(ExampleInputs inputs)
    {
        var panel = inputs.Day("panel_first_day");
        var answer = new ExampleAnswer();
        if (inputs.Has("zone"))
            answer.Say("last_day", AppealPeriods.ByThirdParties(panel, ZoneOf(inputs)).LastDay);
        else
            answer.Say("last_day_FR", AppealPeriods.ByThirdParties(panel, HolidayZone.FR).LastDay)
                .Say("last_day_AM", AppealPeriods.ByThirdParties(panel, HolidayZone.AM).LastDay);
        return answer
            .Know("raw_last_day", AppealPeriods.ByThirdParties(panel, HolidayZone.FR).RawLastDay)
            .Know("last_day", AppealPeriods.ByThirdParties(panel, ZoneOf(inputs)).LastDay)
            .KnowPerZone("last_day", zone => AppealPeriods.ByThirdParties(panel, zone).LastDay);
    }

    private static ExampleAnswer Firm(ExampleInputs inputs)
    {
        var notified = inputs.OptionalDay("refusal_notified") ?? inputs.Day("decision_notified");
        return new ExampleAnswer()
            .Say("tribunal_last_day", AppealPeriods.ByTheFirm(notified, ZoneOf(inputs)).LastDay)
            .Say("recours_gracieux_last_day_cautious", AppealPeriods.ToTheAuthority(notified, ZoneOf(inputs)).LastDay);
    }

    internal static HolidayZone ZoneOf(ExampleInputs inputs) => inputs.Text("zone") is { } code ? HolidayZone.Parse(code) : HolidayZone.FR;

    internal static ExampleAnswer KnowPerZone(this ExampleAnswer answer, string prefix, Func<HolidayZone, DateOnly> lastDay)
    {
        foreach (var zone in HolidayZone.All)
            answer.Know($"{prefix}_{zone}", lastDay(zone));
        return answer;
    }
}
