using System.Text.RegularExpressions;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>Signed addresses in a text.</summary>
internal static partial class SignedAddresses
{
    /// <summary>The text with every signed address replaced by a word.</summary>
    public static string Hide(string text) => Pattern().Replace(text, "[lien personnel]");

    [GeneratedRegex(@"https?://\S+/(?:suivi|reponse)/\S+")]
    private static partial Regex Pattern();
}
