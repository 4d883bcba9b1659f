using Integrations.Host.Portal.Language;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>Labels of declarations: the French one falls back to the English one, and that to the name of the field in words.</summary>
internal static class Words
{
    public static string Label(string french, string english, string name, Tongue tongue)
    {
        var label = tongue == Tongue.French && french.Length > 0 ? french : english;
        return label.Length > 0 ? label : InWords(name);
    }

    /// <summary>"CorrelationId" is "Correlation Id".</summary>
    private static string InWords(string name) =>
        string.Concat(name.Select((sign, place) => place > 0 && char.IsUpper(sign) && !char.IsUpper(name[place - 1]) ? $" {sign}" : sign.ToString()));
}
