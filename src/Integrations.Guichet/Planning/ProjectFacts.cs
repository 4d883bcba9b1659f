using System.Collections.Frozen;
using Integrations.Guichet.Environment;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>Type of a fact.</summary>
public enum FactType
{
    YesNo,
    Number,
    Word,
}

/// <summary>
/// What a file says that a rule may ask about, under the names of <see cref="Catalogue"/>. What the file does not say is no,
/// zero or the empty word: a file may be partial, and a procedure is only planned for what is there.
/// </summary>
public sealed class ProjectFacts
{
    private static readonly FrozenDictionary<string, (FactType Type, Func<FactSource, FactValue> Read)> Readers =
        new Dictionary<string, (FactType, Func<FactSource, FactValue>)>
        {
            ["project.kind"] = (FactType.Word, source => source.Project.Kind),
            ["project.phase"] = (FactType.Word, source => source.Project.Phase),
            ["project.pinm"] = (FactType.YesNo, source => source.Project.Pinm ?? false),
            ["project.jobsCreated"] = (FactType.Number, source => source.JobsCreated),
            ["firm.workforce"] = (FactType.Number, source => source.Request.Firm?.Workforce ?? 0m),
            ["firm.inCreation"] = (FactType.YesNo, source => source.Request.Firm?.InCreation ?? false),
            ["site.urbanZone"] = (FactType.YesNo, source => source.IsInUrbanZone),
            ["site.landAreaM2"] = (FactType.Number, source => source.LandAreaM2),
            ["site.abordsMH"] = (FactType.YesNo, source => source.AnySite(constraints => constraints.AbordsMH)),
            ["site.monumentInscrit"] = (FactType.YesNo, source => source.AnySite(constraints => constraints.MonumentInscrit)),
            ["site.zppa"] = (FactType.YesNo, source => source.AnySite(constraints => constraints.Zppa)),
            ["site.natura2000"] = (FactType.YesNo, source => source.AnySite(constraints => constraints.Natura2000)),
            ["site.ppri"] = (FactType.YesNo, source => source.AnySite(constraints => constraints.Ppri)),
            ["site.rnu"] = (FactType.YesNo, source => source.AnySite(constraints => constraints.Rnu)),
            ["site.islandGrid"] = (FactType.YesNo, source => source.IsOnIslandGrid),
            ["works.planned"] = (FactType.YesNo, source => source.WorksArePlanned),
            ["works.newAreaM2"] = (FactType.Number, source => source.NewAreaM2),
            ["works.totalAreaM2"] = (FactType.Number, source => (source.Works.ExistingFloorAreaM2 ?? 0) + source.NewAreaM2),
            ["works.heightM"] = (FactType.Number, source => source.Works.HeightM ?? 0),
            ["works.changeOfDestination"] = (FactType.YesNo, source => source.Works.ChangeOfDestination ?? false),
            ["works.facadeChange"] = (FactType.YesNo, source => source.Works.FacadeChange ?? false),
            ["works.structureTouched"] = (FactType.YesNo, source => source.Works.StructureTouched ?? false),
            ["works.erp"] = (FactType.YesNo, source => source.Works.Erp is not null),
            ["icpe.regime"] = (FactType.Word, source => source.Icpe.Strictest.ToString()),
            ["iota.regime"] = (FactType.Word, source => source.Iota.Strictest.ToString()),
            ["environment.impactStudy"] = (FactType.Word, source => source.Request.Environment?.ImpactStudy),
            ["utilities.powerKva"] = (FactType.Number, source => source.Request.Utilities?.PowerKva ?? 0),
            ["utilities.newConnection"] = (FactType.YesNo, source => source.NeedsNewConnection),
            ["aid.realEstate"] = (FactType.YesNo, source => source.Request.Aid.Any(aid => aid.Scheme == "AIDE_IMMO")),
            ["aid.business"] = (FactType.YesNo, source => source.Request.Aid.Any(aid => aid.Scheme is not (null or "AIDE_IMMO"))),
            ["skills.shortage"] = (FactType.YesNo, source => source.HasSkillInShortage),
        }.ToFrozenDictionary();

    private readonly Dictionary<string, FactValue> values;

    private ProjectFacts(FactSource source)
    {
        values = Readers.ToDictionary(reader => reader.Key, reader => reader.Value.Read(source));
        Icpe = source.Icpe;
        Iota = source.Iota;
    }

    /// <summary>The facts a rule may name, with their types.</summary>
    public static IReadOnlyDictionary<string, FactType> Catalogue { get; } =
        Readers.ToFrozenDictionary(reader => reader.Key, reader => reader.Value.Type);

    /// <summary>Regimes of the classified installations.</summary>
    public RegimeAssessment Icpe { get; }

    /// <summary>Regimes of the works in water.</summary>
    public RegimeAssessment Iota { get; }

    /// <summary>Value of a fact of the catalogue.</summary>
    /// <exception cref="KeyNotFoundException">The name is not in the catalogue.</exception>
    public FactValue this[string fact] => values[fact];

    /// <summary>Reads the facts of a file.</summary>
    public static ProjectFacts Of(InstallationRequest request, IReadOnlyList<Commune> communes, GuichetRules rules) =>
        new(new FactSource(request, communes, rules));
}
