using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Guichet.Calendar;

/// <summary>A length of time as the law counts it. Five kinds, and no other.</summary>
[JsonConverter(typeof(PeriodConverter))]
public abstract record Period
{
    private Period(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    /// <summary>How many months or days.</summary>
    public int Count { get; }

    /// <summary>The end of the period that starts by an event of this day.</summary>
    /// <param name="start">Local date of the authority on which the event took place.</param>
    /// <param name="zone">Holidays of the authority or tribunal that acts.</param>
    public abstract PeriodEnd Evaluate(DateOnly start, HolidayZone zone);

    /// <summary>The period written in French words by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">Not one of the five kinds.</exception>
    public static Period Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', 2);
        if (words is not [var number, var unit] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw new FormatException($"'{text}' is not a period.");
        return unit switch
        {
            "mois" => new Months(count),
            "mois francs" => new FrancMonths(count),
            "jours" => new CalendarDays(count),
            "jours ouvrés" => new WorkingDays(count),
            "jours ouvrables" => new BusinessDays(count),
            _ => throw new FormatException($"'{text}' is not a period."),
        };
    }

    /// <summary>In French words: "3 mois", "2 mois francs", "45 jours", "10 jours ouvrés", "6 jours ouvrables".</summary>
    public sealed override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} {Unit}");

    private string Unit => this switch
    {
        Months => "mois",
        FrancMonths => "mois francs",
        CalendarDays => "jours",
        WorkingDays => "jours ouvrés",
        _ => "jours ouvrables",
    };

    /// <summary>
    /// Months "de quantième à quantième", not franc, clamped to the last day of the month and never carried over
    /// (CE 17 Sept 2010; CE 14 Nov 2025 n° 496754): instruction periods and opinions.
    /// </summary>
    public sealed record Months(int Count) : Period(Count)
    {
        /// <inheritdoc/>
        public override PeriodEnd Evaluate(DateOnly start, HolidayZone zone) => PeriodEnd.On(start.AddMonths(Count));
    }

    /// <summary>
    /// Franc months: neither the first nor the last day counts, and the end is carried over to a working day
    /// (CE 5 June 2009 n° 312682): appeals to the tribunal, "déféré préfectoral".
    /// </summary>
    public sealed record FrancMonths(int Count) : Period(Count)
    {
        /// <inheritdoc/>
        public override PeriodEnd Evaluate(DateOnly start, HolidayZone zone)
        {
            var raw = start.AddMonths(Count).AddDays(1);
            return new PeriodEnd(raw, zone.WorkingDayOnOrAfter(raw));
        }
    }

    /// <summary>Calendar days, not carried over: the 45 days of D181-17-1, the three weeks of the report.</summary>
    public sealed record CalendarDays(int Count) : Period(Count)
    {
        /// <inheritdoc/>
        public override PeriodEnd Evaluate(DateOnly start, HolidayZone zone) => PeriodEnd.On(start.AddDays(Count));
    }

    /// <summary>"Jours ouvrés", Monday to Friday: acknowledgements of the CRPA, the grid's answer, the desk's promise.</summary>
    public sealed record WorkingDays(int Count) : Period(Count)
    {
        /// <inheritdoc/>
        public override PeriodEnd Evaluate(DateOnly start, HolidayZone zone) => PeriodEnd.On(zone.AddWorkingDays(start, Count));
    }

    /// <summary>"Jours ouvrables", Monday to Saturday: labour matters, rare here.</summary>
    public sealed record BusinessDays(int Count) : Period(Count)
    {
        /// <inheritdoc/>
        public override PeriodEnd Evaluate(DateOnly start, HolidayZone zone) => PeriodEnd.On(zone.AddBusinessDays(start, Count));
    }
}

/// <summary>How a period ends.</summary>
/// <param name="RawLastDay">The last day before any carry-over.</param>
/// <param name="LastDay">The last day on which the act may still be done, until 24:00 local time.</param>
public readonly record struct PeriodEnd(DateOnly RawLastDay, DateOnly LastDay)
{
    /// <summary>The day, from 00:00 local time, on which silence has its effect.</summary>
    public DateOnly EffectFrom => LastDay.AddDays(1);

    /// <summary>An end that is not carried over.</summary>
    public static PeriodEnd On(DateOnly day) => new(day, day);
}

/// <summary>Writes a <see cref="Period"/> in French words, one string.</summary>
public sealed class PeriodConverter : JsonConverter<Period>
{
    /// <inheritdoc/>
    public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Period.Parse(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
