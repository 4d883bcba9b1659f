using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Timeline;

/// <summary>The words inside the drawing.</summary>
internal static class TimelineWords
{
    public static readonly Text NotDeposited = new("pas encore déposé", "not deposited yet");

    public static Text Today(DateOnly today) => new Text("aujourd’hui, ", "today, ") + Dates.DayAndMonth(today);

    public static Text Label(int procedures, DateOnly today)
    {
        var date = Dates.Medium(today);
        return new Text(
            $"Frise de {procedures} procédures, au {date.French}. Le tableau qui suit donne les mêmes dates.",
            $"Timeline of {procedures} procedures, on {date.English}. The table below gives the same dates.");
    }

    /// <summary>What stands under the end of a bar: the decision, or the last day and what silence then means.</summary>
    public static Text? Finish(TimelineRow row)
    {
        if (row.Ended is { } ended)
            return ended.Word + new Text(" le ", " on ") + Dates.DayAndMonth(ended.On);
        if (row.Until is not { } until)
            return null;

        var day = Dates.DayAndMonth(until);
        var last = row.Estimated ? new Text("estimé au ", "estimated ") + day : new Text("jusqu’au ", "until ") + day;
        return row.Silence is { } silence ? last + new Text(", puis ", ", then ") + silence : last;
    }
}
