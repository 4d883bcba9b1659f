namespace Integrations.Guichet.Calendar;

/// <summary>Dates as one writes them to a person in French. Independent of the machine's culture data.</summary>
public static class FrenchDate
{
    private static readonly string[] Months =
    [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ];

    private static readonly string[] Weekdays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    /// <summary>"28 février 2027", "1er mars 2027".</summary>
    public static string InWords(this DateOnly day) => $"{day.WithoutYear()} {day.Year}";

    /// <summary>"dimanche 28 février 2027".</summary>
    public static string InWordsWithWeekday(this DateOnly day) => $"{Weekdays[(int)day.DayOfWeek]} {day.InWords()}";

    /// <summary>"28 février", "1er mars".</summary>
    public static string WithoutYear(this DateOnly day) => $"{(day.Day == 1 ? "1er" : $"{day.Day}")} {Months[day.Month - 1]}";
}
