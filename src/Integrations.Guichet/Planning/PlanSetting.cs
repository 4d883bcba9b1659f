using Integrations.Guichet.Calendar;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>Where a project lies and which authorities that gives.</summary>
internal sealed class PlanSetting
{
    private PlanSetting(IReadOnlyList<Commune> communes, Commune? lead, IReadOnlyList<string> chambers, IReadOnlyList<Finding> findings)
    {
        Communes = communes;
        Lead = lead?.Department;
        Place = lead?.Place ?? LegalPlace.Mainland;
        Chambers = chambers;
        Findings = findings;
    }

    internal IReadOnlyList<Commune> Communes { get; }

    internal Department? Lead { get; }

    internal LegalPlace Place { get; }

    internal IReadOnlyList<string> Chambers { get; }

    internal IReadOnlyList<Finding> Findings { get; }

    internal IReadOnlyList<Department> Departments => [.. Communes.Select(commune => commune.Department).Distinct()];

    internal IReadOnlyList<Region> Regions => [.. Communes.Select(commune => commune.Region).Distinct()];

    internal static PlanSetting Of(InstallationRequest request, TerritoryTable territory, ChamberTable chambers)
    {
        var located = request.Sites
            .Select((site, index) => (Site: site, Index: index, Commune: Locate(site, territory)))
            .ToList();
        var known = located.Where(part => part.Commune is not null).Select(part => (part.Site, Commune: part.Commune!)).ToList();
        var communes = known.Select(part => part.Commune).Distinct().ToList();
        var findings = located.Where(part => part.Commune is null).Select(part => Finding.Warn(
            $"sites[{part.Index}].communeInsee", "plan.commune_unknown", "La commune n'est pas connue : ses autorités restent à trouver par un agent."));
        var withoutChamber = communes.Where(commune => chambers.Find(commune) is null).Select(commune => Finding.Warn(
            "sites", "plan.chamber_unknown", $"Aucune CCI n'est connue pour {commune.Name} : compléter rules/cci.json."));
        return new(
            communes,
            LargerPart(known),
            [.. communes.Select(chambers.Find).OfType<string>().Distinct()],
            [.. findings, .. withoutChamber]);
    }

    /// <summary>One list for the whole project, or one per commune.</summary>
    internal IEnumerable<IReadOnlyList<Commune>> SitesOf(ProcedureRule rule) =>
        rule.PerCommune && Communes.Count > 1 ? Communes.Select(commune => new[] { commune }) : [Communes];

    internal LegalPlace PlaceOf(IReadOnlyList<Commune> communes) => communes.Count == 1 ? communes[0].Place : Place;

    private static Commune? Locate(Site site, TerritoryTable territory) =>
        CommuneCode.TryParse(site.CommuneInsee, out var code, out _) ? territory.Find(code) : null;

    // The first site leads when areas are equal or unknown.
    private static Commune? LargerPart(IReadOnlyList<(Site Site, Commune Commune)> parts) => parts
        .GroupBy(part => part.Commune.Department)
        .OrderByDescending(department => department.Sum(part => part.Site.Parcels.Sum(parcel => parcel.AreaM2 ?? 0)))
        .FirstOrDefault()
        ?.MaxBy(part => part.Site.Parcels.Sum(parcel => parcel.AreaM2 ?? 0))
        .Commune;
}
