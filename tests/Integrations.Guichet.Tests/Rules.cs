using Integrations.Guichet.Planning;

namespace Integrations.Guichet.Tests;

/// <summary>The rules that the product ships.</summary>
internal static class Rules
{
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "workflows", "rules");

    public static GuichetRules Current { get; } = GuichetRules.Load(Directory);
}
