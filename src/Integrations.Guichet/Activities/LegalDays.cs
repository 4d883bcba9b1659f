using System.Globalization;
using Integrations.Guichet.Calendar;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Legal days as a designer gives them to an activity.</summary>
internal static class LegalDays
{
    /// <summary>The day, written yyyy-mm-dd; the authority's today when nothing is given.</summary>
    /// <exception cref="ActivityFaultException">It is no day.</exception>
    public static DateOnly OrToday(this ActivityContext context, string? text, LegalPlace place) => Of(context, text) ?? place.DateOf(context.Now);

    /// <summary>The day, written yyyy-mm-dd; null when nothing is given.</summary>
    /// <exception cref="ActivityFaultException">It is no day.</exception>
    public static DateOnly? Of(ActivityContext context, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        context.Fault($"« {text} » n'est pas un jour : écrivez-le aaaa-mm-jj, par exemple 2027-02-10.");
        return null;
    }
}
