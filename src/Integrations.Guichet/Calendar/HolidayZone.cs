namespace Integrations.Guichet.Calendar;

/// <summary>
/// A part of France with its own public holidays. The zone of a period is that of the authority or tribunal that acts,
/// never that of the firm's head office.
/// </summary>
/// <remarks>
/// National days: Code du travail L3133-1; Alsace-Moselle: L3134-13; overseas commemoration days: L3422-2 and décret 83-1003.
/// Checked against Etalab's open data 2006-2031 and, by the tests, against two libraries for 2020-2035.
/// </remarks>
public sealed record HolidayZone
{
    private HolidayZone(string code, (int Month, int Day)? localDay = null) => (Code, LocalDay) = (code, localDay);

    /// <summary>Mainland departments other than 57, 67 and 68, and Corsica.</summary>
    public static HolidayZone FR { get; } = new("FR");

    /// <summary>Alsace-Moselle (57, 67, 68): Good Friday and 26 December on top.</summary>
    public static HolidayZone AM { get; } = new("AM", (12, 26)) { HasGoodFriday = true };

    /// <summary>Guadeloupe, 27 May.</summary>
    public static HolidayZone GP { get; } = new("GP", (5, 27));

    /// <summary>Martinique, 22 May.</summary>
    public static HolidayZone MQ { get; } = new("MQ", (5, 22));

    /// <summary>Guyane, 10 June.</summary>
    public static HolidayZone GF { get; } = new("GF", (6, 10));

    /// <summary>La Réunion, 20 December.</summary>
    public static HolidayZone RE { get; } = new("RE", (12, 20));

    /// <summary>Mayotte, 27 April.</summary>
    public static HolidayZone YT { get; } = new("YT", (4, 27));

    /// <summary>Saint-Martin, 28 May (27 May before 2018).</summary>
    public static HolidayZone MF { get; } = new("MF", (5, 28));

    /// <summary>Saint-Barthélemy, 9 October.</summary>
    public static HolidayZone BL { get; } = new("BL", (10, 9));

    /// <summary>All zones, mainland first.</summary>
    public static IReadOnlyList<HolidayZone> All { get; } = [FR, AM, GP, MQ, GF, RE, YT, MF, BL];

    /// <summary>The short code, as in the files' JSON ("FR", "AM", "GP"...).</summary>
    public string Code { get; }

    /// <summary>True where Good Friday is a holiday.</summary>
    public bool HasGoodFriday { get; private init; }

    internal (int Month, int Day)? LocalDay { get; }

    /// <summary>
    /// The zone of a commune of Alsace-Moselle that has neither a Protestant temple nor a mixed church:
    /// Good Friday is an ordinary Friday there (C. trav. L3134-13). Other zones are returned as they are.
    /// </summary>
    public HolidayZone WithoutGoodFriday() => this with { HasGoodFriday = false };

    /// <summary>The zone with this code.</summary>
    /// <exception cref="FormatException">No zone has this code.</exception>
    public static HolidayZone Parse(string code) =>
        All.FirstOrDefault(zone => zone.Code == code) ?? throw new FormatException($"Unknown holiday zone '{code}'.");

    /// <inheritdoc/>
    public override string ToString() => Code;
}
