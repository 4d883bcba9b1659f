using System.Globalization;

namespace Integrations.Host.Portal.Language;

/// <summary>
/// Dates as people read them: in letters, "1er" on the first of a French month, and the distance from today in words.
/// All dates are local legal dates of the authority concerned.
/// </summary>
public static class Dates
{
    private static readonly CultureInfo FrenchCulture = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"vendredi 26 mars 2027", "Friday 26 March 2027".</summary>
    public static Text Long(DateOnly date) => new(
        $"{date.ToString("dddd", FrenchCulture)} {FrenchDay(date)} {date.ToString("MMMM yyyy", FrenchCulture)}",
        date.ToString("dddd d MMMM yyyy", EnglishCulture));

    /// <summary>"26 mars 2027", "26 March 2027".</summary>
    public static Text Medium(DateOnly date) => new(
        $"{FrenchDay(date)} {date.ToString("MMMM yyyy", FrenchCulture)}",
        date.ToString("d MMMM yyyy", EnglishCulture));

    /// <summary>"26 mars", "26 Mar": for a timetable, where the year is known.</summary>
    public static Text DayAndMonth(DateOnly date) => new(
        $"{FrenchDay(date)} {date.ToString("MMM", FrenchCulture)}",
        date.ToString("d MMM", EnglishCulture));

    /// <summary>"26/03/2027" in both languages, for columns that are scanned; the order is the one of French forms.</summary>
    public static string Short(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"mars 2027", "March 2027".</summary>
    public static Text MonthAndYear(DateOnly date) => new(
        date.ToString("MMMM yyyy", FrenchCulture), date.ToString("MMMM yyyy", EnglishCulture));

    /// <summary>"mars", "Mar": the marks of a time axis.</summary>
    public static Text Month(DateOnly date) => new(date.ToString("MMM", FrenchCulture), date.ToString("MMM", EnglishCulture));

    /// <summary>"24 novembre 2026 à 09:01", in the time zone of <paramref name="zone"/>.</summary>
    public static Text Moment(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var day = Medium(DateOnly.FromDateTime(local.DateTime));
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return new Text($"{day.French} à {time}", $"{day.English} at {time}");
    }

    /// <summary>"aujourd'hui", "dans 12 jours", "depuis 3 jours".</summary>
    public static Text Distance(DateOnly date, DateOnly today) => (date.DayNumber - today.DayNumber) switch
    {
        0 => new Text("aujourd’hui", "today"),
        1 => new Text("demain", "tomorrow"),
        -1 => new Text("depuis hier", "since yesterday"),
        > 1 and var days => new Text($"dans {days} jours", $"in {days} days"),
        var days => new Text($"depuis {-days} jours", $"for {-days} days"),
    };

    /// <summary>"3 s", "12 min", "2 h", "4 j": how old the oldest element of a queue is.</summary>
    public static Text Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => Text.Same($"{(int)age.TotalSeconds} s"),
        { TotalMinutes: < 60 } => Text.Same($"{(int)age.TotalMinutes} min"),
        { TotalHours: < 24 } => Text.Same($"{(int)age.TotalHours} h"),
        _ => new Text($"{(int)age.TotalDays} j", $"{(int)age.TotalDays} d"),
    };

    private static string FrenchDay(DateOnly date) => date.Day == 1 ? "1er" : date.Day.ToString(FrenchCulture);
}
