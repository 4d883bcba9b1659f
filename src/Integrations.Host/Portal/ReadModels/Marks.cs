using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.ReadModels;

/// <summary>How a state is to be felt. Each tone has its own shape, word and colour: never colour alone.</summary>
public enum Tone
{
    /// <summary>Nothing to notice.</summary>
    Neutral,

    /// <summary>Under way, someone is at work.</summary>
    Active,

    /// <summary>Well ended.</summary>
    Good,

    /// <summary>Needs a look soon.</summary>
    Attention,

    /// <summary>Late, refused or broken.</summary>
    Danger,
}

/// <summary>A state with its stable code (filters, tests) and its words.</summary>
public sealed record Mark(string Code, Text Label, Tone Tone);

/// <summary>One line of a description: what it is, and its value as it is to be read.</summary>
public sealed record Fact(Text Label, Text Value);

/// <summary>How near a date is, from the reader's chair.</summary>
public enum Urgency
{
    /// <summary>The day has passed.</summary>
    Late,

    /// <summary>Today or within seven days.</summary>
    ThisWeek,

    /// <summary>Within thirty-one days.</summary>
    ThisMonth,

    /// <summary>Further away, or without a date.</summary>
    Later,
}

/// <summary>Reads the urgency of a date.</summary>
public static class Urgencies
{
    /// <summary>The urgency of <paramref name="date"/> seen from <paramref name="today"/>, both local legal dates.</summary>
    public static Urgency Of(DateOnly? date, DateOnly today) => (date?.DayNumber - today.DayNumber) switch
    {
        null => Urgency.Later,
        < 0 => Urgency.Late,
        <= 7 => Urgency.ThisWeek,
        <= 31 => Urgency.ThisMonth,
        _ => Urgency.Later,
    };

    /// <summary>The tone of a date that someone must meet.</summary>
    public static Tone Tone(this Urgency urgency) => urgency switch
    {
        Urgency.Late => ReadModels.Tone.Danger,
        Urgency.ThisWeek => ReadModels.Tone.Attention,
        _ => ReadModels.Tone.Neutral,
    };
}
