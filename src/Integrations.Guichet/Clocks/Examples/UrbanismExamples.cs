using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks.Examples;

/// <summary>Permits, declarations and certificates of the code de l'urbanisme.</summary>
internal static class UrbanismExamples
{
    private static readonly HolidayZone Zone = HolidayZone.FR;

    public static IReadOnlyList<ExampleKind> Kinds { get; } =
    [
        ExampleKind.Citing("R*410-12", Certificate),
        ExampleKind.Citing("R*410-10", Certificate),
        new(inputs => inputs.Names("increase_notified") || inputs.Names("extra_months"), Increase),
        new(inputs => inputs.Names("request_notified") || inputs.Names("request_sent"), Incomplete),
        ExampleKind.Citing("R*423-28", OtherPeriod),
        ExampleKind.Citing("R*423-27", OtherPeriod),
        ExampleKind.Citing("R*423-23 a", Declaration),
        new(inputs => inputs.Cites("R*423-19") || inputs.Cites("R*423-23") || inputs.Cites("L424-2") || inputs.Cites("R*423-22"), Complete),
    ];

    private static ExampleAnswer Complete(ExampleInputs inputs)
    {
        var (rule, deposit) = (RuleOf(inputs), Start(inputs));
        var limit = Completeness.LimitOf(rule, deposit, Zone);
        return LastDay(new ExampleAnswer().Say("completeness_limit", limit), rule, deposit, "tacit_permit_from");
    }

    private static ExampleAnswer OtherPeriod(ExampleInputs inputs) =>
        WithoutLimit(RuleOf(inputs, months: 5), Start(inputs), "silence_effect_from");

    private static ExampleAnswer Declaration(ExampleInputs inputs) =>
        WithoutLimit(RuleOf(inputs, "DP", 1), Start(inputs), "non_opposition_from");

    private static ExampleAnswer WithoutLimit(ClockRule rule, DateOnly deposit, string effectKey)
    {
        var limit = Completeness.LimitOf(rule, deposit, Zone);
        return LastDay(new ExampleAnswer().Know("completeness_limit", limit), rule, deposit, effectKey);
    }

    private static ExampleAnswer Certificate(ExampleInputs inputs) =>
        LastDay(new ExampleAnswer(), RuleOf(inputs, "CU_B", 2), Start(inputs), "tacit_certificate_from");

    private static ExampleAnswer Increase(ExampleInputs inputs)
    {
        var (rule, deposit) = (RuleOf(inputs), Start(inputs));
        var limit = Completeness.LimitOf(rule, deposit, Zone);
        var ground = inputs.Cites("R*423-25") && !inputs.Cites("R*423-24") ? ExtensionGround.Of("R*423-25")! : ExtensionGround.Of("R*423-24")!;
        var inTime = inputs.OptionalDay("increase_notified") is { } notified && ground.IsInTime(notified, limit, null);
        var months = inputs.Count("extra_months", ground.Change is PeriodChange.Adds adds ? adds.Months : 0);
        PeriodChange[] changes = inTime ? [new PeriodChange.Adds(months)] : [];
        var lastDay = StatutoryPeriod.LastDay(rule.Decision!, deposit, changes, 0, Zone);
        var answer = new ExampleAnswer().Say("increase_notice_limit", limit).Know("completeness_limit", limit).Know("increase_in_time", inTime);
        var agreement = new Period.Months(2).Evaluate(deposit, Zone).LastDay;
        answer = inputs.Cites("R*423-67")
            ? answer.Say("abf_reputed_agreement_after", agreement)
            : answer.Know("abf_reputed_agreement_after", agreement);
        return Ends(answer, lastDay, "silence_effect_from");
    }

    private static ExampleAnswer Incomplete(ExampleInputs inputs)
    {
        var declaration = inputs.Cites("R*423-23 a");
        var rule = declaration ? RuleOf(inputs, "DP", 1) : RuleOf(inputs);
        var effectKey = declaration ? "non_opposition_from" : "tacit_permit_from";
        var deposit = Start(inputs);
        var electronic = inputs.OptionalDay("request_sent");
        var request = electronic is { } sent
            ? Completeness.Assess(rule, deposit, sent, NotificationChannel.Electronic, Zone)
            : Completeness.Assess(rule, deposit, inputs.Day("request_notified"), NotificationChannel.RegisteredLetter, Zone);
        var pieces = inputs.OptionalDay("pieces_received");
        var inTimePieces = pieces is { } received && request.DueOn is { } due && received <= due ? pieces : null;
        DateOnly? start = request.Counts ? inTimePieces : deposit;
        DateOnly? lastDay = start is { } day ? rule.Decision!.Evaluate(day, Zone).LastDay : null;
        var rejected = request.Counts && inputs.Names("pieces_received") && inTimePieces is null;

        var answer = new ExampleAnswer();
        if (!rejected)
            answer.Say("completeness_limit", request.Limit);
        if (electronic is not null)
            answer.Say("reputed_notified", request.ReputedNotifiedOn);
        if (electronic is not null || !request.Counts || !inputs.Names("pieces_received"))
            answer.Say("request_in_time", request.Counts);
        if (electronic is not null)
            answer.Say("last_safe_sending_day", request.LastSafeSendingDay);
        if (request.Counts)
            answer.Say("pieces_due", request.DueOn);
        if (rejected)
            answer.Say("tacit_rejection_from", request.RejectionFrom);
        if (lastDay is not null)
            answer.Say("last_day", lastDay);
        if (lastDay is not null && electronic is null)
            answer.Say(effectKey, lastDay?.AddDays(1));
        return answer
            .Know("completeness_limit", request.Limit).Know("request_in_time", request.Counts).Know("reputed_notified", request.ReputedNotifiedOn)
            .Know("last_safe_sending_day", request.LastSafeSendingDay).Know("pieces_due", request.DueOn)
            .Know("pieces_due_shown", request.ShownDueOn).Know("tacit_rejection_from", rejected ? request.RejectionFrom : null)
            .Know("last_day", lastDay).Know(effectKey, lastDay?.AddDays(1)).Know("silence_effect_from", lastDay?.AddDays(1));
    }

    private static ExampleAnswer LastDay(ExampleAnswer answer, ClockRule rule, DateOnly start, string effectKey) =>
        Ends(answer, rule.Decision!.Evaluate(start, Zone).LastDay, effectKey);

    private static ExampleAnswer Ends(ExampleAnswer answer, DateOnly lastDay, string effectKey)
    {
        answer.Say("last_day", lastDay).Say(effectKey, lastDay.AddDays(1));
        foreach (var key in new[] { "tacit_permit_from", "silence_effect_from", "non_opposition_from", "tacit_certificate_from" })
            answer.Know(key, lastDay.AddDays(1));
        return answer;
    }

    private static DateOnly Start(ExampleInputs inputs) =>
        inputs.OptionalDay("are_sent") ?? inputs.OptionalDay("aee_sent") ?? inputs.OptionalDay("complete") ?? inputs.Day("deposit");

    private static ClockRule RuleOf(ExampleInputs inputs, string code = "PC", int months = 3) =>
        ClockRules.Of(code) with { Decision = new Period.Months(inputs.Count("months", months)) };
}
