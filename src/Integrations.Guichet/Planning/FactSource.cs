using Integrations.Guichet.Environment;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>The readings of a file behind its facts.</summary>
internal sealed class FactSource(InstallationRequest request, IReadOnlyList<Commune> communes, GuichetRules rules)
{
    private const string Wetland = "3.3.1.0";

    internal InstallationRequest Request => request;

    internal Project Project { get; } = request.Project ?? new();

    internal Works Works { get; } = request.Works ?? new();

    internal RegimeAssessment Icpe { get; } = RegimeAssessment.Of(request.Environment?.Icpe ?? [], rules.Icpe);

    internal RegimeAssessment Iota { get; } = RegimeAssessment.Of(WaterLines(request), rules.Iota);

    /// <summary>Square metres of floor or of footprint, the larger: each counts alone in R*421-14 and R*421-9.</summary>
    internal decimal NewAreaM2 => Math.Max(Works.NewFloorAreaM2 ?? 0, Works.NewFootprintM2 ?? 0);

    /// <summary>What the firm says, else whether it describes any works.</summary>
    internal bool WorksArePlanned => Works.Planned
        ?? (NewAreaM2 > 0 || Works.ChangeOfDestination == true || Works.FacadeChange == true || Works.StructureTouched == true);

    /// <summary>All parts of the project lie in urban zones of a local plan (their names start with U).</summary>
    internal bool IsInUrbanZone =>
        request.Sites.Count > 0 && request.Sites.All(site => site.PluZone?.Trim().StartsWith('U') == true && site.Constraints?.Rnu != true);

    internal decimal LandAreaM2 => request.Sites.Sum(site => site.Parcels.Sum(parcel => parcel.AreaM2 ?? 0));

    /// <summary>Corsica and overseas, where EDF SEI runs the grid.</summary>
    internal bool IsOnIslandGrid => communes.Any(commune => commune.Department.Code is ['2', 'A' or 'B'] or ['9', '7', _]);

    /// <summary>
    /// What the firm says; else a new building or a zone has no delivery point yet, while an existing building or an
    /// extension keeps its own.
    /// </summary>
    internal bool NeedsNewConnection => request.Utilities?.NewConnection ?? Project.Kind is "new_building" or "zone";

    /// <summary>Jobs announced; else the persons whose trades are listed.</summary>
    internal decimal JobsCreated => Project.JobsCreated ?? request.Skills.Sum(skill => skill.Count ?? 0);

    internal bool HasSkillInShortage => request.Skills.Any(skill => skill.Rome is not null && rules.TradesInShortage.ContainsKey(skill.Rome));

    internal bool AnySite(Func<SiteConstraints, bool?> constraint) =>
        request.Sites.Any(site => site.Constraints is { } constraints && constraint(constraints) == true);

    // A wetland on the site counts as works in it until the firm says how much of it is touched.
    private static IEnumerable<RubriqueLine> WaterLines(InstallationRequest request)
    {
        var declared = request.Environment?.Iota ?? [];
        var hectares = request.Sites.Sum(site => site.Constraints?.ZoneHumideHa ?? 0);
        return hectares > 0 && declared.All(line => line.Rubrique != Wetland)
            ? [.. declared, new RubriqueLine(Wetland, hectares, "ha")]
            : declared;
    }
}
