using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Guichet.Calendar;

/// <summary>Where an authority or tribunal sits, as far as dates are concerned: its clock and its holidays.</summary>
/// <param name="TimeZone">The local time that turns an instant of receipt into a legal date.</param>
/// <param name="Zone">The local holidays.</param>
[JsonConverter(typeof(LegalPlaceConverter))]
public sealed record LegalPlace(TimeZoneInfo TimeZone, HolidayZone Zone)
{
    /// <summary>Mainland France outside Alsace-Moselle.</summary>
    public static LegalPlace Mainland { get; } = OfDepartement("75");

    /// <summary>The place of an authority of this department or overseas collectivity.</summary>
    /// <param name="departement">INSEE code: "49", "2A", "974", "978".</param>
    /// <exception cref="ArgumentException">A territory where these rules do not apply (975, 984, 986, 987, 988, 989).</exception>
    public static LegalPlace OfDepartement(string departement)
    {
        ArgumentException.ThrowIfNullOrEmpty(departement);
        return departement switch
        {
            "57" or "67" or "68" => In("Europe/Paris", HolidayZone.AM),
            "971" => In("America/Guadeloupe", HolidayZone.GP),
            "972" => In("America/Martinique", HolidayZone.MQ),
            "973" => In("America/Cayenne", HolidayZone.GF),
            "974" => In("Indian/Reunion", HolidayZone.RE),
            "976" => In("Indian/Mayotte", HolidayZone.YT),
            "977" => In("America/St_Barthelemy", HolidayZone.BL),
            "978" => In("America/Marigot", HolidayZone.MF),
            { Length: 2 } => In("Europe/Paris", HolidayZone.FR),
            _ => throw new ArgumentException($"The rules of this desk do not apply in territory '{departement}'.", nameof(departement)),
        };
    }

    /// <summary>The place of an authority of this commune.</summary>
    /// <param name="insee">INSEE code of the commune: "49099", "2B037", "97407".</param>
    /// <exception cref="ArgumentException">A territory where these rules do not apply.</exception>
    public static LegalPlace OfCommune(string insee)
    {
        ArgumentException.ThrowIfNullOrEmpty(insee);
        return OfDepartement(DepartementOf(insee));
    }

    /// <summary>False for a territory where these rules do not apply, or a text that is no code of a commune.</summary>
    public static bool TryOfCommune(string? insee, out LegalPlace place)
    {
        var code = insee is { Length: 5 } ? DepartementOf(insee) : "";
        place = code is { Length: 2 } or "971" or "972" or "973" or "974" or "976" or "977" or "978" ? OfDepartement(code) : Mainland;
        return code.Length == 2 || place != Mainland;
    }

    /// <summary>The place written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">Not a place.</exception>
    public static LegalPlace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ') switch
        {
            [var timeZone, var zone] => In(timeZone, HolidayZone.Parse(zone)),
            [var timeZone, var zone, WithoutGoodFriday] => In(timeZone, HolidayZone.Parse(zone).WithoutGoodFriday()),
            _ => throw new FormatException($"'{text}' is not a legal place."),
        };
    }

    /// <summary>The local date of an instant: the legal date of what happened then.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZone).DateTime);

    /// <summary>The UTC instant of a local time of day. A time skipped by daylight saving is taken as the first one after the gap.</summary>
    public DateTimeOffset InstantOf(DateOnly day, TimeOnly timeOfDay)
    {
        var local = day.ToDateTime(timeOfDay);
        while (TimeZone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>IANA time zone and holiday zone, as stored in events: "Europe/Paris AM".</summary>
    public override string ToString() =>
        Zone.Code == HolidayZone.AM.Code && !Zone.HasGoodFriday ? $"{TimeZone.Id} {Zone} {WithoutGoodFriday}" : $"{TimeZone.Id} {Zone}";

    private static string DepartementOf(string insee) => insee[..(insee is ['9', '7' or '8', ..] ? 3 : 2)];

    private const string WithoutGoodFriday = "sans-vendredi-saint";

    private static LegalPlace In(string timeZone, HolidayZone zone) => new(TimeZoneInfo.FindSystemTimeZoneById(timeZone), zone);
}

/// <summary>Writes a <see cref="LegalPlace"/> as one string.</summary>
public sealed class LegalPlaceConverter : JsonConverter<LegalPlace>
{
    /// <inheritdoc/>
    public override LegalPlace Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LegalPlace.Parse(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LegalPlace value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
