using Integrations.Guichet.Calendar;
using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Directory;

/// <summary>Reads and checks <c>partners.json</c>.</summary>
internal static class PartnerDirectoryReader
{
    private static readonly Dictionary<string, string> Roles = new[]
    {
        "desk", "mairie", "epci", "prefecture", "cci", "region", "sdis", "abf", "enedis", "eld", "rte", "france_travail", "opco2i",
        "dreal", "drac", "inpi",
    }.ToDictionary(role => role);

    private static readonly Dictionary<string, string> Systems = new[]
    {
        "webhook", "demarche_numerique", "conseillers_entreprises", "platau",
    }.ToDictionary(system => system);

    private static readonly Dictionary<string, HolidayZone> Zones = HolidayZone.All.ToDictionary(zone => zone.Code);

    private static readonly Dictionary<string, Func<DataNode, PartnerChannel>> Channels = new()
    {
        ["todo"] = node => new PartnerChannel.Todo(node.Text("mailbox")),
        ["mail"] = node => new PartnerChannel.Mail(node.Text("address")),
        ["machine"] = node => new PartnerChannel.Machine(node.Word("system", Systems), ReadEndpoint(node)),
    };

    internal static PartnerDirectory Read(DataNode root, TerritoryTable territory)
    {
        _ = (root.Text("version"), root.TextOrNull("note"));
        var read = root.Items("partners").Select(node => (Node: node, Entry: ReadEntry(node, territory))).ToList();
        root.RefuseUnknown();
        foreach (var (node, entry) in read.GroupBy(pair => pair.Entry.Pattern.Id).SelectMany(same => same.Skip(1)))
            node.Fault("id", $"deux partenaires portent l'identifiant « {entry.Pattern.Id} ».");
        var defaults = read.Where(pair => pair.Entry.IsDefault).Select(pair => pair.Entry.Pattern).ToList();
        if (defaults.Count != 1)
            root.Fault("partners", "il faut exactement un partenaire par défaut (« default »: true), qui reçoit les tâches sans destinataire.");
        return new([.. read.Select(pair => pair.Entry)], defaults.FirstOrDefault() ?? Nobody, territory);
    }

    // Only stands in while the faults of a file without a default entry are collected.
    private static Partner Nobody { get; } = new("?", "?", ["desk"], []);

    private static PartnerEntry ReadEntry(DataNode node, TerritoryTable territory)
    {
        var partner = new Partner(
            node.Text("id"),
            node.Text("name"),
            ReadRoles(node),
            [.. node.Items("channels").Select(ReadChannel)],
            node.Has("holidayZone") ? node.Word("holidayZone", Zones) : null);
        if (partner.Channels.Count == 0)
            node.Fault("channels", "il faut au moins un canal : todo, mail ou machine.");
        var scope = Placeholders.ScopeOf(partner.Id);
        var isDefault = node.Flag("default");
        var entry = new PartnerEntry(partner, ReadTerritory(node.Object("territory"), territory), scope, isDefault);
        if (isDefault && scope != TemplateScope.None)
            node.Fault("id", "le partenaire par défaut n'est pas un modèle : son identifiant ne porte pas d'accolades.");
        CheckPlaceholders(node, partner, scope);
        CheckAddresses(node, partner, scope);
        node.RefuseUnknown();
        return entry;
    }

    private static IReadOnlyList<string> ReadRoles(DataNode node)
    {
        var roles = node.Texts("roles");
        foreach (var unknown in roles.Where(role => !Roles.ContainsKey(role)))
            node.Fault("roles", $"le rôle « {unknown} » est inconnu ; rôles possibles : {string.Join(", ", Roles.Keys)}.");
        if (roles.Count == 0)
            node.Fault("roles", "il faut au moins un rôle.");
        return roles.Count == 0 ? ["desk"] : roles;
    }

    private static PartnerChannel ReadChannel(DataNode node)
    {
        var channel = node.Word("type", Channels)(node);
        node.RefuseUnknown();
        return channel;
    }

    private static Uri ReadEndpoint(DataNode node)
    {
        var text = node.Text("endpoint");
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http")
            return endpoint;
        node.Fault("endpoint", "une adresse http(s) complète est attendue.");
        return new Uri("about:blank");
    }

    private static PartnerTerritory ReadTerritory(DataNode node, TerritoryTable territory)
    {
        var read = new PartnerTerritory(
            ReadCodes(node, "communes", code => CommuneCode.TryParse(code, out var insee, out _) && territory.Find(insee)?.Code == insee),
            ReadCodes(node, "epci", territory.Epcis.ContainsKey),
            ReadCodes(node, "departments", territory.Departments.ContainsKey),
            ReadCodes(node, "regions", territory.Regions.ContainsKey),
            node.Flag("all"));
        if (read is { Level: 4, Everywhere: false })
            node.Fault("le territoire est vide : communes, epci, departments, regions, ou « all »: true.");
        node.RefuseUnknown();
        return read;
    }

    private static HashSet<string> ReadCodes(DataNode node, string name, Func<string, bool> isKnown)
    {
        var codes = node.Texts(name);
        foreach (var unknown in codes.Where(code => !isKnown(code)))
            node.Fault(name, $"le territoire {unknown} n'existe pas ou n'existe plus.");
        return [.. codes];
    }

    private static void CheckPlaceholders(DataNode node, Partner partner, TemplateScope scope)
    {
        var allowed = Placeholders.Allowed(scope);
        foreach (var unknown in Texts(partner).SelectMany(Placeholders.In).Distinct().Where(name => !allowed.Contains(name)))
        {
            node.Fault(allowed.Count == 0
                ? $"« {{{unknown}}} » : l'identifiant d'un modèle doit porter {{insee}}, {{epci}}, {{department}} ou {{region}}."
                : $"« {{{unknown}}} » est inconnu ici ; possibles : {string.Join(", ", allowed)}.");
        }
    }

    private static void CheckAddresses(DataNode node, Partner partner, TemplateScope scope)
    {
        var sample = Placeholders.Allowed(scope).ToDictionary(name => name, _ => "01");
        foreach (var address in new[] { partner.TodoMailbox, partner.MailAddress }.OfType<string>().Where(address => address.Length > 0))
        {
            if (!EmailAddress.TryParse(Placeholders.Fill(address, sample), out _, out var error))
                node.Fault("channels", $"« {address} » : {error.Message}");
        }
    }

    private static IEnumerable<string> Texts(Partner partner) =>
        new[] { partner.Id, partner.Name, partner.TodoMailbox, partner.MailAddress }.OfType<string>();
}
