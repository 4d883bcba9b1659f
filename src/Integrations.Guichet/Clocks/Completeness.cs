using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>Requests for missing pieces, and whether they count.</summary>
public static class Completeness
{
    /// <summary>Last day on which a request for pieces may be notified (R*423-22, R*423-38); null where the rule knows no limit.</summary>
    public static DateOnly? LimitOf(ClockRule rule, DateOnly deposit, HolidayZone zone)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Completeness?.Evaluate(deposit, zone).LastDay;
    }

    /// <summary>What a request that leaves on this day would do. Nothing is recorded: ask before sending.</summary>
    /// <param name="rule">Rule of the procedure.</param>
    /// <param name="deposit">Legal date of the deposit.</param>
    /// <param name="sentOn">Local date of sending, of first presentation for a registered letter.</param>
    /// <param name="channel">How it goes.</param>
    /// <param name="zone">Holidays of the authority.</param>
    public static PiecesRequestEffect Assess(ClockRule rule, DateOnly deposit, DateOnly sentOn, NotificationChannel channel, HolidayZone zone)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var limit = LimitOf(rule, deposit, zone);
        var notified = Notification.ReputedOn(sentOn, channel);
        var counts = rule.WhenIncomplete switch
        {
            IncompletenessEffect.None => rule.Start is ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases,
            IncompletenessEffect.RestartsWhenAskedInTime => limit is null || notified <= limit,
            _ => true,
        };
        var due = counts ? rule.FirmAnswer?.Evaluate(notified, zone).LastDay : null;
        return new PiecesRequestEffect
        {
            Limit = limit,
            ReputedNotifiedOn = notified,
            Counts = counts,
            LastSafeSendingDay = limit is { } day ? Notification.LastSafeSendingDay(day, channel) : null,
            DueOn = due,
            ShownDueOn = due is { } strict ? zone.WorkingDayOnOrBefore(strict) : null,
            RejectionFrom = rule.WhenIncomplete == IncompletenessEffect.RestartsWhenAskedInTime ? due?.AddDays(1) : null,
        };
    }
}

/// <summary>What a request for pieces does.</summary>
public sealed record PiecesRequestEffect
{
    /// <summary>Last day on which it may be notified; null where there is no limit.</summary>
    public DateOnly? Limit { get; init; }

    /// <summary>Day on which the firm is reputed to have it.</summary>
    public required DateOnly ReputedNotifiedOn { get; init; }

    /// <summary>False: it has no effect on the clock (R*423-41).</summary>
    public required bool Counts { get; init; }

    /// <summary>Last day of sending by this channel on which it still counts.</summary>
    public DateOnly? LastSafeSendingDay { get; init; }

    /// <summary>Strict last day for the firm; null when the request has no effect or the law sets no length.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Day to show to the firm: the working day on or before the strict one.</summary>
    public DateOnly? ShownDueOn { get; init; }

    /// <summary>Day on which the tacit rejection would be born (R*423-39 b).</summary>
    public DateOnly? RejectionFrom { get; init; }

    /// <summary>The sentence to show to the agent before sending, null when all is well.</summary>
    public string? Warning => (Counts, Limit) switch
    {
        (true, _) => null,
        (false, { } limit) =>
            $"réputée reçue le {ReputedNotifiedOn.WithoutYear()}, hors délai depuis le {limit.WithoutYear()} à minuit; sans effet (R*423-41)",
        (false, null) => "sans effet sur le délai de cette procédure",
    };
}
