using System.Text.RegularExpressions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Directory;

/// <summary>
/// One entry of the directory: a partner, or a template that makes one for each commune, EPCI, department or region by the
/// placeholders of its id, name and addresses.
/// </summary>
/// <param name="Pattern">The partner, perhaps with placeholders.</param>
/// <param name="Territory">Where it acts.</param>
/// <param name="Scope">The placeholder of its id, which says what it is made for; None for a plain partner.</param>
/// <param name="IsDefault">True for the entry that answers when nobody does.</param>
internal sealed record PartnerEntry(Partner Pattern, PartnerTerritory Territory, TemplateScope Scope, bool IsDefault)
{
    /// <summary>The partner for a commune; null when the template needs a territory that the commune does not have.</summary>
    internal Partner? For(Commune? commune, TerritoryTable territory) =>
        Scope == TemplateScope.None ? Pattern
        : commune is null ? null
        : Fill(Placeholders.Of(Scope, Placeholders.CodeOf(Scope, commune), territory));

    /// <summary>The partner that has this id; null when it is not of this entry.</summary>
    internal Partner? WithId(string id, TerritoryTable territory)
    {
        if (Scope == TemplateScope.None)
            return Pattern.Id == id ? Pattern : null;
        var placeholder = $"{{{Placeholders.KeyOf(Scope)}}}";
        var at = Pattern.Id.IndexOf(placeholder, StringComparison.Ordinal);
        var (head, tail) = (Pattern.Id[..at], Pattern.Id[(at + placeholder.Length)..]);
        return id.Length > head.Length + tail.Length && id.StartsWith(head, StringComparison.Ordinal) && id.EndsWith(tail, StringComparison.Ordinal)
            ? Fill(Placeholders.Of(Scope, id[head.Length..^tail.Length], territory))
            : null;
    }

    private Partner? Fill(IReadOnlyDictionary<string, string>? values) => values is null ? null : Pattern with
    {
        Id = Placeholders.Fill(Pattern.Id, values),
        Name = Placeholders.Fill(Pattern.Name, values),
        Channels = [.. Pattern.Channels.Select(channel => Fill(channel, values))],
    };

    private static PartnerChannel Fill(PartnerChannel channel, IReadOnlyDictionary<string, string> values) => channel switch
    {
        PartnerChannel.Todo todo => new PartnerChannel.Todo(Placeholders.Fill(todo.Mailbox, values)),
        PartnerChannel.Mail mail => new PartnerChannel.Mail(Placeholders.Fill(mail.Address, values)),
        _ => channel,
    };
}

/// <summary>Where a partner acts.</summary>
internal sealed record PartnerTerritory(
    IReadOnlySet<string> Communes, IReadOnlySet<string> Epcis, IReadOnlySet<string> Departments, IReadOnlySet<string> Regions, bool Everywhere)
{
    /// <summary>Zero for the most specific.</summary>
    internal int Level =>
        Communes.Count > 0 ? 0
        : Epcis.Count > 0 ? 1
        : Departments.Count > 0 ? 2
        : Regions.Count > 0 ? 3
        : 4;

    internal bool Serves(Commune? commune) => Everywhere || (commune is not null
        && (Communes.Contains(commune.Code.Value)
            || Epcis.Contains(commune.Epci?.Siren ?? "")
            || Departments.Contains(commune.Department.Code)
            || Regions.Contains(commune.Region.Code)));
}

/// <summary>What a template makes one partner for.</summary>
internal enum TemplateScope
{
    None,
    Commune,
    Epci,
    Department,
    Region,
}

/// <summary>The words in braces of a template.</summary>
internal static partial class Placeholders
{
    private static readonly Dictionary<TemplateScope, string> Keys = new()
    {
        [TemplateScope.Commune] = "insee",
        [TemplateScope.Epci] = "epci",
        [TemplateScope.Department] = "department",
        [TemplateScope.Region] = "region",
    };

    internal static string KeyOf(TemplateScope scope) => Keys[scope];

    /// <summary>The scope that an id asks for by its placeholder.</summary>
    internal static TemplateScope ScopeOf(string id) => Keys.FirstOrDefault(pair => id.Contains($"{{{pair.Value}}}", StringComparison.Ordinal)).Key;

    /// <summary>Placeholders that a template of this scope may use.</summary>
    internal static IReadOnlyList<string> Allowed(TemplateScope scope) => scope switch
    {
        TemplateScope.Commune => ["insee", "commune", "department", "departmentName", "region", "regionName"],
        TemplateScope.Epci => ["epci", "epciName"],
        TemplateScope.Department => ["department", "departmentName", "region", "regionName"],
        TemplateScope.Region => ["region", "regionName"],
        _ => [],
    };

    internal static IEnumerable<string> In(string text) => Braces().Matches(text).Select(match => match.Groups[1].Value);

    internal static string? CodeOf(TemplateScope scope, Commune commune) => scope switch
    {
        TemplateScope.Commune => commune.Code.Value,
        TemplateScope.Epci => commune.Epci?.Siren,
        TemplateScope.Department => commune.Department.Code,
        TemplateScope.Region => commune.Region.Code,
        _ => null,
    };

    /// <summary>Values of the placeholders for a territory; null when there is no such territory.</summary>
    internal static IReadOnlyDictionary<string, string>? Of(TemplateScope scope, string? code, TerritoryTable territory) => scope switch
    {
        _ when code is null => null,
        TemplateScope.Commune when Identifiers.CommuneCode.TryParse(code, out var insee, out _) && territory.Find(insee) is { } commune
            && commune.Code == insee =>
            new Dictionary<string, string>(OfDepartment(commune.Department)) { ["insee"] = commune.Code.Value, ["commune"] = commune.Name },
        TemplateScope.Epci when territory.Epcis.TryGetValue(code, out var epci) =>
            new Dictionary<string, string> { ["epci"] = epci.Siren, ["epciName"] = epci.Name },
        TemplateScope.Department when territory.Departments.TryGetValue(code, out var department) => OfDepartment(department),
        TemplateScope.Region when territory.Regions.TryGetValue(code, out var region) => OfRegion(region),
        _ => null,
    };

    internal static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Braces().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    private static Dictionary<string, string> OfDepartment(Department department) =>
        new(OfRegion(department.Region)) { ["department"] = department.Code, ["departmentName"] = department.Name };

    private static Dictionary<string, string> OfRegion(Region region) => new() { ["region"] = region.Code, ["regionName"] = region.Name };

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}
