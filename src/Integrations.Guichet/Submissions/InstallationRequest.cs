using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Guichet.Submissions;

/// <summary>
/// The content of an installation file as the firm gives it, in the JSON of the case schema 1.0. Everything is optional and
/// identifiers are still texts: a file can start with a SIRET and a commune, and what is wrong must be kept to be shown.
/// <see cref="SubmissionValidator"/> says what is wrong with it.
/// </summary>
public sealed record InstallationRequest
{
    private const string Feasibility = "pre-faisabilite";

    public string? SchemaVersion { get; init; }

    /// <summary>Number of the file, <c>IMP-2026-35-000001</c>, when it already has one.</summary>
    public string? Id { get; init; }

    /// <summary>True for an invented file of the demonstration.</summary>
    public bool? Fictional { get; init; }

    public string? Title { get; init; }

    public string? Note { get; init; }

    public string? Status { get; init; }

    public RequestSource? Source { get; init; }

    public Firm? Firm { get; init; }

    public Project? Project { get; init; }

    /// <summary>One per commune.</summary>
    public IReadOnlyList<Site> Sites { get; init => field = value ?? []; } = [];

    public Works? Works { get; init; }

    public EnvironmentalFacts? Environment { get; init; }

    public Utilities? Utilities { get; init; }

    public IReadOnlyList<AidRequest> Aid { get; init => field = value ?? []; } = [];

    public IReadOnlyList<SkillNeed> Skills { get; init => field = value ?? []; } = [];

    public IReadOnlyList<SubmittedDocument> Documents { get; init => field = value ?? []; } = [];

    public Consents? Consents { get; init; }

    /// <summary>The firm is still looking for a plot: a project in its feasibility stage that names no parcel.</summary>
    [JsonIgnore]
    public bool SeeksPlot => Project?.Phase == Feasibility && Sites.All(site => site.Parcels.Count == 0);

    /// <summary>Reads a file from JSON; unknown properties are ignored, a list given as null is empty.</summary>
    /// <exception cref="JsonException">The text is not JSON or a value has the wrong type; <c>Path</c> says where.</exception>
    public static InstallationRequest FromJson(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, RequestJson.Default.InstallationRequest)
        ?? throw new JsonException("The file is the JSON literal null.");

    /// <inheritdoc cref="FromJson(ReadOnlySpan{byte})"/>
    public static InstallationRequest FromJson(string json) =>
        FromJson(System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>The same file as JSON, absent values left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RequestJson.Default.InstallationRequest);
}

/// <summary>Where the file came from.</summary>
/// <param name="Channel">tally, typeform, jotform, msforms, framaforms, opnform, demarche_numerique, generic or manual.</param>
/// <param name="ExternalId">The form tool's own id of the answer, key against duplicates.</param>
/// <param name="ReceivedAt">Instant of reception, with the offset of the sender.</param>
public sealed record RequestSource(string? Channel = null, string? ExternalId = null, DateTimeOffset? ReceivedAt = null);

public sealed record Firm
{
    public string? Siren { get; init; }

    public string? Siret { get; init; }

    public string? Vat { get; init; }

    public string? LegalName { get; init; }

    public string? LegalForm { get; init; }

    public string? NafRev2 { get; init; }

    public string? NafLabel { get; init; }

    public string? Naf2025 { get; init; }

    /// <summary>Persons employed.</summary>
    public int? Workforce { get; init; }

    /// <summary>TPE, PME, ETI or GE.</summary>
    public string? Category { get; init; }

    /// <summary>Euros a year.</summary>
    public decimal? TurnoverEur { get; init; }

    /// <summary>Balance sheet total in euros.</summary>
    public decimal? BalanceEur { get; init; }

    /// <summary>The firm is being founded and has no SIREN yet: the founder's name stands for it until the decision.</summary>
    public bool? InCreation { get; init; }

    public Contact? Contact { get; init; }
}

public sealed record Contact(
    string? FirstName = null, string? LastName = null, string? Role = null, string? Email = null, string? Phone = null);

public sealed record Project
{
    /// <summary>existing_building, new_building, extension or zone.</summary>
    public string? Kind { get; init; }

    /// <summary><c>pre-faisabilite</c> while the firm is still looking at a plot; else absent.</summary>
    public string? Phase { get; init; }

    public string? Description { get; init; }

    public decimal? InvestmentEur { get; init; }

    public int? JobsCreated { get; init; }

    public int? JobsKept { get; init; }

    public DateOnly? TargetOpening { get; init; }

    /// <summary>"Projet d'intérêt national majeur", a status given by décret (code de l'urbanisme L300-6-2).</summary>
    public bool? Pinm { get; init; }
}

public sealed record Site
{
    public string? CommuneInsee { get; init; }

    public string? CommuneName { get; init; }

    public string? PostalCode { get; init; }

    public string? Departement { get; init; }

    public string? Region { get; init; }

    public string? EpciSiren { get; init; }

    public string? EpciName { get; init; }

    public string? Arrondissement { get; init; }

    public IReadOnlyList<Parcel> Parcels { get; init => field = value ?? []; } = [];

    /// <summary>Zone of the local plan, such as UX or 1AUx; a name in U is an urban zone.</summary>
    public string? PluZone { get; init; }

    public SiteConstraints? Constraints { get; init; }
}

/// <param name="Idu">IDU of 14 characters or short reference (<c>AB 123</c>).</param>
/// <param name="AreaM2">Square metres.</param>
public sealed record Parcel(string? Idu = null, decimal? AreaM2 = null);

public sealed record SiteConstraints
{
    /// <summary>Surroundings of a historic monument: the architecte des bâtiments de France is consulted.</summary>
    public bool? AbordsMH { get; init; }

    /// <summary>Works on a listed ("inscrit") monument.</summary>
    public bool? MonumentInscrit { get; init; }

    /// <summary>Flood risk plan.</summary>
    public bool? Ppri { get; init; }

    public bool? Natura2000 { get; init; }

    /// <summary>Zone of presumed archaeological interest ("zone de présomption de prescription archéologique").</summary>
    public bool? Zppa { get; init; }

    /// <summary>Wetland touched by the project, hectares.</summary>
    public decimal? ZoneHumideHa { get; init; }

    /// <summary>The commune has no local plan: the national urbanism rules apply.</summary>
    public bool? Rnu { get; init; }
}

public sealed record Works
{
    public bool? Planned { get; init; }

    /// <summary>Created floor area, m².</summary>
    public decimal? NewFloorAreaM2 { get; init; }

    /// <summary>Created footprint, m².</summary>
    public decimal? NewFootprintM2 { get; init; }

    public decimal? ExistingFloorAreaM2 { get; init; }

    /// <summary>Metres.</summary>
    public decimal? HeightM { get; init; }

    /// <summary>Storeys; one when absent.</summary>
    public int? Levels { get; init; }

    public bool? ChangeOfDestination { get; init; }

    public bool? FacadeChange { get; init; }

    public bool? StructureTouched { get; init; }

    /// <summary>Part open to the public ("établissement recevant du public"), null if none.</summary>
    public PublicBuilding? Erp { get; init; }
}

/// <param name="Type">Letter of the safety rules, such as M for a shop.</param>
/// <param name="Category">1 (more than 1 500 persons) to 5.</param>
public sealed record PublicBuilding(string? Type = null, int? Category = null);

public sealed record EnvironmentalFacts
{
    public IReadOnlyList<RubriqueLine> Icpe { get; init => field = value ?? []; } = [];

    public IReadOnlyList<RubriqueLine> Iota { get; init => field = value ?? []; } = [];

    /// <summary>none, cas_par_cas or systematic.</summary>
    public string? ImpactStudy { get; init; }

    public decimal? WaterM3PerDay { get; init; }

    public decimal? EffluentM3PerDay { get; init; }

    /// <summary>Water is drawn from a well of the firm rather than from the network; unknown when absent.</summary>
    public bool? OwnWell { get; init; }
}

/// <summary>One activity of the ICPE or IOTA nomenclature with its size.</summary>
/// <param name="Rubrique">Number in the nomenclature.</param>
/// <param name="Value">Size, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit of the nomenclature (kW, m3, t/j...).</param>
/// <param name="Regime">Regime the firm believes: NC, D, DC, E or A. Computed anew, never trusted.</param>
public sealed record RubriqueLine(string? Rubrique = null, decimal? Value = null, string? Unit = null, string? Regime = null);

public sealed record Utilities
{
    /// <summary>Wanted connection power, kVA.</summary>
    public decimal? PowerKva { get; init; }

    public decimal? WaterM3PerDay { get; init; }

    /// <summary>A delivery point must be created or made stronger. Absent: yes for a new building or a zone, no elsewhere.</summary>
    public bool? NewConnection { get; init; }
}

/// <param name="Scheme">AIDE_IMMO, AIDE_REGION or the name of another scheme.</param>
/// <param name="AmountEur">Euros asked.</param>
public sealed record AidRequest(string? Scheme = null, decimal? AmountEur = null);

/// <param name="Rome">ROME code of the trade.</param>
/// <param name="Label">Label of the trade.</param>
/// <param name="Count">Persons needed.</param>
/// <param name="NeededBy">Day on which they must be at work.</param>
public sealed record SkillNeed(string? Rome = null, string? Label = null, int? Count = null, DateOnly? NeededBy = null);

/// <param name="Code">Code of the piece, such as PC4_NOTICE.</param>
/// <param name="FileName">Name given by the firm.</param>
/// <param name="Mime">Media type.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Hash in lower-case hexadecimal.</param>
public sealed record SubmittedDocument(
    string? Code = null, string? FileName = null, string? Mime = null, long? SizeBytes = null, string? Sha256 = null);

/// <param name="ShareWithPartners">The firm agrees that its file goes to the partners.</param>
/// <param name="ShareWith">Partner roles named in the consent.</param>
/// <param name="At">Instant of the consent.</param>
/// <param name="Version">Version of the text that was shown.</param>
public sealed record Consents(
    bool? ShareWithPartners = null, IReadOnlyList<string>? ShareWith = null, DateTimeOffset? At = null, string? Version = null);
