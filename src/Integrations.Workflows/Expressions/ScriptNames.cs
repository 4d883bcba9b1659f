namespace Integrations.Workflows.Expressions;

/// <summary>Names by which scripts reach variables and outputs, as Elsa makes them: the variable "total" is read by getTotal().</summary>
internal static class ScriptNames
{
    /// <summary>The name with a capital; null when it has other signs than letters and digits: Elsa makes no accessor then.</summary>
    public static string? Accessor(string name)
    {
        if (name.Length == 0 || !char.IsLetter(name[0]) || !name.All(char.IsLetterOrDigit)) return null;
        return char.IsAsciiLetterLower(name[0]) ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }
}
