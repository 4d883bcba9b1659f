using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integrations.Simulators.Graph;

/// <summary>The part of $filter that mailboxes know. Anything else is refused, never ignored.</summary>
internal static partial class ODataFilter
{
    public static ItemFilter Parse(string? filter, bool linkedResources)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return new ItemFilter(null, _ => true);
        var clauses = And().Split(HideLambdas(filter, out var lambdas)).Select(clause => ParseClause(Show(clause.Trim(), lambdas), linkedResources)).ToList();
        return new ItemFilter(clauses.Select(clause => clause.Key).FirstOrDefault(key => key is not null), item => clauses.TrueForAll(clause => clause.Holds(item)));
    }

    private static ItemFilter ParseClause(string clause, bool linkedResources)
    {
        if (LinkedResource().Match(clause) is { Success: true } link)
        {
            if (!linkedResources)
                throw Invalid(clause);
            var key = Unquoted(link.Groups["value"].Value);
            return new ItemFilter(key, item => Any(item["linkedResources"], resource => (string?)resource["externalId"] == key));
        }

        if (ExtendedProperty().Match(clause) is { Success: true } property)
        {
            var id = Unquoted(property.Groups["id"].Value);
            var value = Unquoted(property.Groups["value"].Value);
            if (!EntityType.ExtendedPropertyId().IsMatch(id))
                throw Invalid(clause);
            return new ItemFilter(
                value,
                item => Any(
                    item["singleValueExtendedProperties"],
                    extended => string.Equals((string?)extended["id"], id, StringComparison.OrdinalIgnoreCase) && (string?)extended["value"] == value));
        }

        if (TextComparison().Match(clause) is { Success: true } text)
        {
            var (name, value, equal) = (text.Groups["name"].Value, Unquoted(text.Groups["value"].Value), text.Groups["operator"].Value == "eq");
            return new ItemFilter(null, item => string.Equals((string?)item[name], value, StringComparison.OrdinalIgnoreCase) == equal);
        }

        if (FlagComparison().Match(clause) is { Success: true } flag)
        {
            var (name, value) = (flag.Groups["name"].Value, flag.Groups["value"].Value == "true");
            return new ItemFilter(null, item => (bool?)item[name] == value);
        }

        throw Invalid(clause);
    }

    private static bool Any(JsonNode? list, Func<JsonNode, bool> holds) => list is JsonArray items && items.Any(item => item is not null && holds(item));

    /// <summary>An "and" inside a lambda or a text does not separate clauses.</summary>
    private static string HideLambdas(string filter, out List<string> lambdas)
    {
        var hidden = new List<string>();
        var text = Lambda().Replace(filter, match =>
        {
            hidden.Add(match.Value);
            return $"\u0001{hidden.Count - 1}\u0001";
        });
        lambdas = hidden;
        return text;
    }

    private static string Show(string clause, List<string> lambdas) =>
        Hidden().Replace(clause, match => lambdas[int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)]);

    private static string Unquoted(string text) => text.Replace("''", "'", StringComparison.Ordinal);

    private static GraphErrorException Invalid(string clause) => new(GraphError.BadRequest($"Invalid filter clause: '{clause}' is not supported."));

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"\w+/any\((?:[^'()]|'(?:[^']|'')*')*\)|'(?:[^']|'')*'", RegexOptions.IgnoreCase)]
    private static partial Regex Lambda();

    [GeneratedRegex("\u0001(\\d+)\u0001")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"^linkedResources/any\((\w+):\1/externalId eq '(?<value>(?:[^']|'')*)'\)$", RegexOptions.IgnoreCase)]
    private static partial Regex LinkedResource();

    [GeneratedRegex(@"^singleValueExtendedProperties/any\((\w+):\1/id eq '(?<id>(?:[^']|'')*)' and \1/value eq '(?<value>(?:[^']|'')*)'\)$", RegexOptions.IgnoreCase)]
    private static partial Regex ExtendedProperty();

    [GeneratedRegex(@"^(?<name>displayName|status|importance|title|subject|internetMessageId|conversationId) (?<operator>eq|ne) '(?<value>(?:[^']|'')*)'$")]
    private static partial Regex TextComparison();

    [GeneratedRegex(@"^(?<name>isDraft|isRead) eq (?<value>true|false)$")]
    private static partial Regex FlagComparison();
}

/// <summary>What a filter asks for.</summary>
/// <param name="Key">Only items that bear this key (<see cref="MailStore.KeysOf"/>) can hold; null: any can.</param>
/// <param name="Holds">Whether an item is asked for.</param>
internal sealed record ItemFilter(string? Key, Func<JsonObject, bool> Holds);
