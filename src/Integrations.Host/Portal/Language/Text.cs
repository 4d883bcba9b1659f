namespace Integrations.Host.Portal.Language;

/// <summary>The languages of the portal's pages. French is the language of the procedure, English a courtesy.</summary>
public enum Tongue
{
    /// <summary>French, the default.</summary>
    French,

    /// <summary>English, by the switch at the top of each page.</summary>
    English,
}

/// <summary>One sentence or label in both languages, side by side so that neither can be forgotten.</summary>
/// <param name="French">What a French reader sees; plain words, active voice.</param>
/// <param name="English">What an English reader sees.</param>
public sealed record Text(string French, string English)
{
    /// <summary>A proper name or a word that is the same in both languages.</summary>
    public static Text Same(string text) => new(text, text);

    /// <summary>The text in the language asked for.</summary>
    public string In(Tongue tongue) => tongue == Tongue.English ? English : French;

    /// <summary>This text followed by another, without a separator.</summary>
    public static Text operator +(Text left, Text right) => new(left.French + right.French, left.English + right.English);
}
