namespace Integrations.Guichet.Calendar;

/// <summary>The French public holidays of a zone.</summary>
public static class Holidays
{
    /// <summary>First year for which Saint-Martin keeps 28 May; it was 27 May before.</summary>
    private const int SaintMartinChange = 2018;

    /// <summary>The holidays of a calendar year in the zone, in order, with their French names.</summary>
    public static IReadOnlyList<(DateOnly Day, string Name)> Of(int year, HolidayZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var easter = EasterSunday(year);
        var days = new List<(DateOnly Day, string Name)>
        {
            (new(year, 1, 1), "Jour de l'an"),
            (easter.AddDays(1), "Lundi de Pâques"),
            (new(year, 5, 1), "Fête du travail"),
            (new(year, 5, 8), "Victoire de 1945"),
            (easter.AddDays(39), "Ascension"),
            (easter.AddDays(50), "Lundi de Pentecôte"),
            (new(year, 7, 14), "Fête nationale"),
            (new(year, 8, 15), "Assomption"),
            (new(year, 11, 1), "Toussaint"),
            (new(year, 11, 11), "Armistice de 1918"),
            (new(year, 12, 25), "Noël"),
        };
        if (zone.HasGoodFriday)
            days.Add((easter.AddDays(-2), "Vendredi saint"));
        if (LocalDayOf(year, zone) is { } local)
            days.Add((local, LocalName(zone)));
        return [.. days.OrderBy(holiday => holiday.Day)];
    }

    /// <summary>True when the day is a public holiday in the zone. Sundays as such are not holidays.</summary>
    public static bool IsHoliday(this HolidayZone zone, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
            return true;
        var sinceEaster = day.DayNumber - EasterSunday(day.Year).DayNumber;
        return sinceEaster is 1 or 39 or 50
            || (sinceEaster == -2 && zone.HasGoodFriday)
            || LocalDayOf(day.Year, zone) == day;
    }

    /// <summary>Easter Sunday of a Gregorian year, by the algorithm of Meeus, Jones and Butcher.</summary>
    public static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, inCentury) = Math.DivRem(year, 100);
        var (leapCenturies, centuryRest) = Math.DivRem(century, 4);
        var moonCorrection = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - leapCenturies - moonCorrection + 15) % 30;
        var (leapYears, yearRest) = Math.DivRem(inCentury, 4);
        var weekday = (32 + (2 * centuryRest) + (2 * leapYears) - epact - yearRest) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(epact + weekday - (7 * late) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }

    private static DateOnly? LocalDayOf(int year, HolidayZone zone) => zone.LocalDay switch
    {
        null => null,
        _ when zone == HolidayZone.MF && year < SaintMartinChange => new DateOnly(year, 5, 27),
        var (month, day) => new DateOnly(year, month, day),
    };

    private static string LocalName(HolidayZone zone) =>
        zone.Code == HolidayZone.AM.Code ? "Saint-Étienne" : "Abolition de l'esclavage";
}
