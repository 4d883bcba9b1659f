namespace Integrations.Host.Portal.Language;

/// <summary>Telephone numbers as the French read them.</summary>
public static class Phones
{
    /// <summary>The number without what is only there for the eye, for a link that dials.</summary>
    public static string Dialled(string number) => string.Concat(number.Where(letter => char.IsAsciiDigit(letter) || letter == '+'));

    /// <summary>"+33450962740" as "04 50 96 27 40", with spaces that do not break; another country's number as it is.</summary>
    public static string Readable(string e164)
    {
        if (!e164.StartsWith("+33", StringComparison.Ordinal) || e164.Length != 12)
            return e164;

        var national = $"0{e164[3..]}";
        return string.Join('\u00a0', national.Chunk(2).Select(pair => new string(pair)));
    }
}
