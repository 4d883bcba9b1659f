namespace Integrations.Runtime.Stores.Postgres;

/// <summary>The conditions of a list: those whose value is given, with their values in order.</summary>
internal sealed class Conditions
{
    private readonly List<string> texts = [];
    private readonly List<object> values = [];

    public object[] Values => [.. values];

    /// <summary>"WHERE ...", or nothing.</summary>
    public string Where => texts.Count == 0 ? "" : " WHERE " + string.Join(" AND ", texts);

    /// <summary>Adds a condition, unless its value is null.</summary>
    /// <param name="text">Where it says $?, the value stands.</param>
    /// <param name="value">The value.</param>
    public Conditions Given(string text, object? value)
    {
        if (value is null) return this;
        values.Add(value);
        texts.Add(text.Replace("$?", $"${values.Count}", StringComparison.Ordinal));
        return this;
    }

    /// <summary>Adds conditions that have no value.</summary>
    public Conditions And(params string[] conditions)
    {
        texts.AddRange(conditions);
        return this;
    }

    /// <summary>The numbers of members, for a comparison with ANY.</summary>
    public static int[]? Numbers<T>(IReadOnlyCollection<T>? members)
        where T : struct, Enum =>
        members is null ? null : [.. members.Select(member => Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture))];
}
