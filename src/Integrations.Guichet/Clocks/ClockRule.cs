using System.Text.Json.Serialization;
using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>
/// The statutory rule that one procedure lives by, copied into the file when the procedure is opened:
/// a rule that changes later never moves a date of that file.
/// </summary>
public sealed record ClockRule
{
    /// <summary>Code of the procedure: "PC", "ICPE_E", "AIDE_IMMO".</summary>
    public required string Code { get; init; }

    /// <summary>Version of the rule set, for example its first day of validity.</summary>
    public required string Version { get; init; }

    /// <summary>What makes the clock start.</summary>
    public required ClockStart Start { get; init; }

    /// <summary>How long the authority may take. Null: no statutory length (INPI, proof of deposit at once).</summary>
    public Period? Decision { get; init; }

    /// <summary>What its silence means afterwards.</summary>
    public SilenceMeaning Silence { get; init; }

    /// <summary>How long the authority may ask for missing pieces. Null: no such limit.</summary>
    public Period? Completeness { get; init; }

    /// <summary>What a request for missing pieces does to the clock.</summary>
    public IncompletenessEffect WhenIncomplete { get; init; }

    /// <summary>How long the firm has to send them. Null: set by the authority in its letter.</summary>
    public Period? FirmAnswer { get; init; }

    /// <summary>Articles, as shown in the detail of a date.</summary>
    public string Reference { get; init; } = "";

    /// <summary>
    /// True when an authority decides at the end, by an act or by its silence. A declaration ICPE only gets a proof of deposit,
    /// the grid makes an offer, the legality control watches.
    /// </summary>
    [JsonIgnore]
    public bool EndsByDecision => Decision is not null && Silence != SilenceMeaning.None;
}

/// <summary>What makes a statutory clock start.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClockStart>))]
public enum ClockStart
{
    /// <summary>Nothing: there is no statutory clock.</summary>
    Never,

    /// <summary>Reception by the authority, complete or not (CRPA, archaeology).</summary>
    Reception,

    /// <summary>Reception of the complete file; without a request in time the file is reputed complete from its deposit (R*423-19, R*423-22).</summary>
    CompleteFile,

    /// <summary>The authority's statement that the file is complete and regular: typed in, never computed (ICPE E).</summary>
    DeclaredCompleteAndRegular,

    /// <summary>The same, followed by the consultation, the report and the decision (environmental authorisation, C. env. L181-9).</summary>
    EnvironmentalPhases,
}

/// <summary>What a request for missing pieces does to a statutory clock.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IncompletenessEffect>))]
public enum IncompletenessEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>When notified in time, the full period starts at the reception of the last piece; late, it has no effect (R*423-38, -39, -41).</summary>
    RestartsWhenAskedInTime,

    /// <summary>The full period starts again at the reception of the last piece, whenever it was asked (IOTA; CRPA L114-5 al. 2).</summary>
    Restarts,

    /// <summary>The clock stands still from the notification until the pieces come, at most for the time given (CRPA L114-5).</summary>
    Suspends,
}
