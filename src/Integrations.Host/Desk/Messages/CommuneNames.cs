using System.Globalization;
using System.Text;
using Integrations.Guichet.Territory;

namespace Integrations.Host.Desk.Messages;

/// <summary>Finds communes by the name that a person typed: case, accents, hyphens and "St" do not matter.</summary>
internal static class CommuneNames
{
    /// <summary>INSEE codes of the communes with this name; only those of the postal code when one is given.</summary>
    public static IReadOnlyList<string> Find(TerritoryTable territory, string name, string? postalCode)
    {
        var wanted = Plain(name);
        return
        [
            .. territory.Communes
                .Where(commune => Plain(commune.Name) == wanted)
                .Where(commune => postalCode is null || commune.PostalCodes.Any(code => code.ToString() == postalCode))
                .Select(commune => commune.Code.ToString()),
        ];
    }

    private static string Plain(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(letter)) letters.Append(char.ToLowerInvariant(letter));
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) letters.Append(' ');
        var words = letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word switch { "st" => "saint", "ste" => "sainte", _ => word });
        return string.Join(' ', words);
    }
}
