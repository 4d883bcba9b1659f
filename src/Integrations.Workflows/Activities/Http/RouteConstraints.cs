using System.Globalization;

namespace Integrations.Workflows.Activities;

/// <summary>The constraints of path parameters, by their names in ASP.NET.</summary>
internal static class RouteConstraints
{
    private static readonly Dictionary<string, Func<string, bool>> Tests = new(StringComparer.OrdinalIgnoreCase)
    {
        ["int"] = text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        ["long"] = text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        ["decimal"] = text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        ["double"] = text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ["bool"] = text => bool.TryParse(text, out _),
        ["guid"] = text => Guid.TryParse(text, out _),
        ["datetime"] = text => DateTime.TryParse(text, CultureInfo.InvariantCulture, out _),
        ["alpha"] = text => text.All(char.IsAsciiLetter),
    };

    public static string Names { get; } = string.Join(", ", Tests.Keys);

    public static bool Knows(string name) => Tests.ContainsKey(name);

    public static bool Holds(string name, string text) => Tests[name](text);
}
