namespace Integrations.Guichet.Identifiers;

/// <summary>Arithmetic on texts of ASCII digits, shared by the numbers of INSEE and of the tax office.</summary>
internal static class Digits
{
    /// <summary>The text without the spaces, dots, dashes and no-break spaces that people type in long numbers.</summary>
    internal static string WithoutSeparators(string? text) =>
        text is null ? "" : string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-')));

    internal static bool AreAll(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Luhn: every second digit from the right is doubled and reduced, the sum is a multiple of ten.</summary>
    internal static bool PassLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    internal static int Sum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        foreach (var digit in digits)
            sum += digit - '0';
        return sum;
    }
}
