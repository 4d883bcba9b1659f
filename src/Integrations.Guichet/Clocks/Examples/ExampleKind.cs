using System.Globalization;
using System.Text.Json.Nodes;

namespace Integrations.Guichet.Clocks.Examples;

/// <summary>One kind of worked example: how to know it, and how to compute its dates.</summary>
internal sealed record ExampleKind(Func<ExampleInputs, bool> Matches, Func<ExampleInputs, ExampleAnswer> Compute)
{
    /// <summary>A kind known by one of its articles.</summary>
    public static ExampleKind Citing(string article, Func<ExampleInputs, ExampleAnswer> compute) => new(inputs => inputs.Cites(article), compute);
}

/// <summary>Rule and inputs of an example.</summary>
internal sealed record ExampleInputs(string Id, string Rule, JsonObject Values)
{
    private readonly string plainRule = Plain(Rule);

    /// <summary>True when the rule names this article, with or without its dots, stars and spaces.</summary>
    public bool Cites(string article)
    {
        var plain = Plain(article);
        for (var at = plainRule.IndexOf(plain, StringComparison.Ordinal); at >= 0; at = plainRule.IndexOf(plain, at + 1, StringComparison.Ordinal))
            if (at + plain.Length == plainRule.Length || !char.IsAsciiDigit(plainRule[at + plain.Length]))
                return true;
        return false;
    }

    public bool Has(string name) => Values[name] is not null;

    public bool Names(string name) => Values.ContainsKey(name);

    public DateOnly Day(string name) => OptionalDay(name) ?? throw new FormatException($"Exemple {Id} : il manque la date « {name} ».");

    /// <summary>The date; the last one when there are several (pieces that come in parcels).</summary>
    public DateOnly? OptionalDay(string name) => Values[name] switch
    {
        null => null,
        JsonArray days => days.Max(day => Parse(name, day)),
        var day => Parse(name, day),
    };

    public int Count(string name, int otherwise) => Values[name] is { } value
        ? value is JsonValue number && number.TryGetValue<int>(out var count) && count >= 0
            ? count
            : throw new FormatException($"Exemple {Id} : « {name} » n'est pas un nombre entier.")
        : otherwise;

    public string? Text(string name) => Values[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private DateOnly? Parse(string name, JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text)
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"Exemple {Id} : « {name} » n'est pas une date (aaaa-mm-jj).");

    private static string Plain(string text) =>
        string.Concat(text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || letter == ',')).ToUpperInvariant();
}

/// <summary>All that a rule says about an example, in the order of its kind; each entry may be a date, a count, a yes or no, or nothing.</summary>
internal sealed class ExampleAnswer
{
    private readonly List<(string Key, JsonNode? Value, bool Usual)> entries = [];

    /// <summary>Adds something that this kind of example always says.</summary>
    public ExampleAnswer Say(string key, DateOnly? day) => Add(key, Node(day), usual: true);

    /// <inheritdoc cref="Say(string, DateOnly?)"/>
    public ExampleAnswer Say(string key, bool value) => Add(key, value, usual: true);

    /// <inheritdoc cref="Say(string, DateOnly?)"/>
    public ExampleAnswer Say(string key, int value) => Add(key, value, usual: true);

    /// <summary>Adds something that is said only when it is asked for.</summary>
    public ExampleAnswer Know(string key, DateOnly? day) => Add(key, Node(day), usual: false);

    /// <inheritdoc cref="Know(string, DateOnly?)"/>
    public ExampleAnswer Know(string key, bool value) => Add(key, value, usual: false);

    /// <summary>The answer with the keys that are asked for, or with the usual ones when nothing or something unknown is asked for.</summary>
    public JsonObject For(JsonObject? asked)
    {
        var known = entries.ToDictionary(entry => entry.Key, entry => entry.Value);
        return asked is { Count: > 0 } && asked.All(entry => known.ContainsKey(entry.Key))
            ? new JsonObject(asked.Select(entry => KeyValuePair.Create(entry.Key, known[entry.Key]?.DeepClone())))
            : new JsonObject(entries.Where(entry => entry.Usual).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
    }

    private ExampleAnswer Add(string key, JsonNode? value, bool usual)
    {
        if (entries.TrueForAll(entry => entry.Key != key))
            entries.Add((key, value, usual));
        return this;
    }

    private static JsonValue? Node(DateOnly? day) =>
        day is { } date ? JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;
}
