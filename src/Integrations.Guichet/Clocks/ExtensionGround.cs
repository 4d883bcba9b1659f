using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>A ground on which an authority may lengthen its period, as the law limits it.</summary>
/// <param name="Article">"R*423-24".</param>
/// <param name="Change">What it may do; null when the letter itself gives the last day.</param>
/// <param name="NotifiedBy">Until when the firm must have been told.</param>
public sealed record ExtensionGround(string Article, PeriodChange? Change, ExtensionLimit NotifiedBy)
{
    private static readonly ExtensionGround[] Known =
    [
        new("R*423-24", new PeriodChange.Adds(1), ExtensionLimit.CompletenessMonth),
        new("R*423-25", new PeriodChange.Adds(2), ExtensionLimit.CompletenessMonth),
        new("R*423-27", new PeriodChange.Replaces(new Period.Months(5)), ExtensionLimit.CompletenessMonth),
        new("R*423-28", new PeriodChange.Replaces(new Period.Months(5)), ExtensionLimit.CompletenessMonth),
        new("R*423-32", null, ExtensionLimit.LastDay),
        new("R512-46-18", new PeriodChange.Adds(2), ExtensionLimit.LastDay),
        new("R181-41", null, ExtensionLimit.LastDay),
        new("R523-18", new PeriodChange.Replaces(new Period.Months(2)), ExtensionLimit.LastDay),
    ];

    /// <summary>The ground of this article, however it is written ("R.423-24", "r*423-24 b"); null when the product does not know it.</summary>
    public static ExtensionGround? Of(string article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var plain = Plain(article);
        return Known.FirstOrDefault(ground =>
            plain.StartsWith(Plain(ground.Article), StringComparison.Ordinal)
            && (plain.Length == Plain(ground.Article).Length || !char.IsAsciiDigit(plain[Plain(ground.Article).Length])));
    }

    /// <summary>True when a notification on this day counts.</summary>
    /// <param name="notifiedOn">Day on which the firm is reputed to have the letter.</param>
    /// <param name="completenessLimit">End of the completeness month, where there is one.</param>
    /// <param name="lastDay">Last day of the period that runs.</param>
    public bool IsInTime(DateOnly notifiedOn, DateOnly? completenessLimit, DateOnly? lastDay) => NotifiedBy switch
    {
        ExtensionLimit.CompletenessMonth => completenessLimit is not { } limit || notifiedOn <= limit,
        _ => lastDay is not { } day || notifiedOn <= day,
    };

    private static string Plain(string article) =>
        string.Concat(article.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')).ToUpperInvariant();
}

/// <summary>Until when a longer period must be notified.</summary>
public enum ExtensionLimit
{
    /// <summary>Within the month that follows the deposit (R*423-42): later it does not exist.</summary>
    CompletenessMonth,

    /// <summary>Before the end of the period that runs.</summary>
    LastDay,
}
