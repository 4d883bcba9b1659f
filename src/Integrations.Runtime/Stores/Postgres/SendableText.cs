using System.Buffers;
using System.Text;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>
/// Text that PostgreSQL can keep. What it cannot is refused before anything is sent: half way through a batch the connection would be lost
/// for all who share it.
/// </summary>
internal static class SendableText
{
    /// <summary>Gives the text back.</summary>
    /// <exception cref="ArgumentException">It contains a character U+0000 or half a surrogate pair, which no text of PostgreSQL can hold.</exception>
    public static string Of(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A text contains the character U+0000, which PostgreSQL cannot keep.", nameof(text));
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0) break;
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done)
                throw new ArgumentException("A text contains half a surrogate pair, which PostgreSQL cannot keep.", nameof(text));
            rest = rest[(at + length)..];
        }

        return text;
    }
}
