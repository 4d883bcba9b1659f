using System.Collections.Frozen;
using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Directory;

/// <summary>
/// Who is asked for what and where, from <c>workflows/partners.json</c>. The most specific entry wins: commune, EPCI,
/// department, region, everywhere. When a role has nobody, the default entry (the desk) answers, so that no task is lost.
/// </summary>
public sealed class PartnerDirectory
{
    private readonly IReadOnlyList<PartnerEntry> entries;
    private readonly FrozenDictionary<string, IReadOnlyList<PartnerEntry>> byRole;
    private readonly Partner fallback;
    private readonly TerritoryTable territory;

    internal PartnerDirectory(IReadOnlyList<PartnerEntry> entries, Partner fallback, TerritoryTable territory)
    {
        this.entries = entries;
        this.fallback = fallback;
        this.territory = territory;
        byRole = entries
            .SelectMany(entry => entry.Pattern.Roles, (entry, role) => (entry, role))
            .GroupBy(pair => pair.role)
            .ToFrozenDictionary(
                role => role.Key,
                role => (IReadOnlyList<PartnerEntry>)[.. role.Select(pair => pair.entry).OrderBy(entry => entry.Territory.Level)]);
    }

    /// <summary>Reads the directory.</summary>
    /// <exception cref="DataFileException">Lists every fault of the file.</exception>
    public static PartnerDirectory Read(string file, ReadOnlyMemory<byte> utf8Json, TerritoryTable territory) =>
        DataFile.Read(file, utf8Json, root => PartnerDirectoryReader.Read(root, territory));

    /// <summary>The partner who plays a role for a commune; the default one when nobody does.</summary>
    public Partner Find(string role, Commune commune) => Look(role, commune).Partner;

    /// <summary>The same by INSEE code; without a known commune, who plays the role everywhere.</summary>
    public Partner Find(string role, string? insee) => Look(role, Locate(insee)).Partner;

    /// <summary>The partner, with a finding when it is only the default one.</summary>
    public PartnerMatch Look(string role, Commune? commune)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        var partner = byRole.GetValueOrDefault(role, [])
            .Where(entry => entry.Territory.Serves(commune))
            .Select(entry => entry.For(commune, territory))
            .FirstOrDefault(found => found is not null);
        return partner is not null
            ? new(partner, null)
            : new(fallback, Finding.Warn(
                "partners", "partner.default",
                $"L'annuaire n'a personne pour le rôle « {role} »{(commune is null ? "" : $" à {commune.Name}")} : {fallback.Name} reçoit la tâche. Ajouter une entrée à partners.json."));
    }

    /// <summary>The partner with this id, also one made from a template (<c>mairie-49099</c>); null when there is none.</summary>
    public Partner? Get(string id) => entries.Select(entry => entry.WithId(id, territory)).FirstOrDefault(partner => partner is not null);

    private Commune? Locate(string? insee) => CommuneCode.TryParse(insee, out var code, out _) ? territory.Find(code) : null;
}

/// <summary>Who was found.</summary>
/// <param name="Partner">Never null.</param>
/// <param name="Finding">Why it is only the default partner; null for a real match.</param>
public sealed record PartnerMatch(Partner Partner, Finding? Finding);
