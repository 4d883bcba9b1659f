using System.Text.Json.Serialization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Files.Facts;

/// <summary>The firm's file arrived: the first event, and only once.</summary>
/// <param name="Number">IMP-yyyy-dd-nnnnnn.</param>
/// <param name="ReceivedAt">UTC instant of reception.</param>
/// <param name="ReceivedOn">Its local date at the desk: the legal date.</param>
/// <param name="Place">Clock and holidays of the desk.</param>
/// <param name="MissingPieces">Codes of pieces that are required and not there.</param>
/// <param name="Request">What the firm sent.</param>
public sealed record CaseReceived(
    string Number, DateTimeOffset ReceivedAt, DateOnly ReceivedOn, LegalPlace Place, InstallationRequest Request, IReadOnlyList<string> MissingPieces)
    : FileFact;

/// <summary>An acknowledgement left for the firm.</summary>
/// <param name="Kind">Of recording (AEE, within one working day) or of reception (ARE, within ten; CRPA R112-11-2).</param>
/// <param name="SentOn">Local date.</param>
/// <param name="ReceptionDate">The date of reception that it certifies.</param>
/// <param name="Procedure">The procedure, or null for the whole file.</param>
public sealed record AcknowledgementSent(AcknowledgementKind Kind, DateOnly SentOn, DateOnly ReceptionDate, string? Procedure = null) : FileFact
{
    /// <summary>What the letter says about silence.</summary>
    public SilenceMeaning? Silence { get; init; }

    /// <summary>And from which day.</summary>
    public DateOnly? SilenceFrom { get; init; }
}

/// <summary>The two electronic acknowledgements of the CRPA.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AcknowledgementKind>))]
public enum AcknowledgementKind
{
    /// <summary>"Accusé d'enregistrement électronique".</summary>
    Recording,

    /// <summary>"Accusé de réception électronique".</summary>
    Reception,
}

/// <summary>The firm's identity was looked up.</summary>
/// <param name="Source">Register that answered, "form" when only the keys were checked.</param>
/// <param name="Confirmed">The register knows the firm, and it is active.</param>
/// <param name="Detail">What was found, in French.</param>
public sealed record IdentityChecked(string Source, bool Confirmed, string Detail) : FileFact;

/// <summary>Another file looks like this one.</summary>
public sealed record DuplicateFound(string OtherFileId, string OtherNumber, string Reason) : FileFact;

/// <summary>The procedures of the project were worked out, by the rules of its day of deposit; the file keeps what they said.</summary>
/// <param name="RuleSet">Version of the rules.</param>
/// <param name="Lines">Procedures, in the order of the plan.</param>
public sealed record ProceduresPlanned(string RuleSet, IReadOnlyList<PlannedLine> Lines) : FileFact
{
    /// <summary>Who gives the permits, as shown.</summary>
    public string? PermitCompetent { get; init; }

    /// <summary>Strictest regime of the classified installations: "NC", "D", "DC", "E", "A".</summary>
    public string? IcpeMaxRegime { get; init; }

    /// <summary>Code of the department that leads.</summary>
    public string? LeadDepartment { get; init; }

    /// <summary>Chambers of commerce and industry.</summary>
    public IReadOnlyList<string>? Chambers { get; init; }

    /// <summary>What an agent must look at, in French.</summary>
    public IReadOnlyList<string>? Findings { get; init; }
}

/// <summary>One procedure of the plan, with all that opening it needs.</summary>
/// <param name="Key">"PC", or "PC:13108" when several communes have one.</param>
/// <param name="Code">"PC".</param>
/// <param name="Label">French name.</param>
/// <param name="Rule">Its statutory rule.</param>
/// <param name="Place">Clock and holidays of its authority.</param>
/// <param name="AuthorityRole">Role of the authority in the partner directory.</param>
/// <param name="AuthorityName">Its name, as shown.</param>
public sealed record PlannedLine(string Key, string Code, string Label, ClockRule Rule, LegalPlace Place, string AuthorityRole, string AuthorityName)
{
    /// <summary>INSEE codes of the communes that it is about.</summary>
    public IReadOnlyList<string> Communes { get; init; } = [];

    /// <summary>Why the file meets it, in plain French.</summary>
    public string? Why { get; init; }

    /// <summary>Codes of the pieces of a complete file.</summary>
    public IReadOnlyList<string> RequiredPieces { get; init; } = [];

    /// <summary>Codes that the file did not hold when it was planned.</summary>
    public IReadOnlyList<string> MissingPieces { get; init; } = [];

    /// <summary>Opinions to ask for.</summary>
    public IReadOnlyList<PlannedOpinion> Opinions { get; init; } = [];

    /// <summary>What it waits for, in French.</summary>
    public IReadOnlyList<PlannedDependency> Dependencies { get; init; } = [];
}

/// <summary>An opinion to ask for.</summary>
/// <param name="Role">Role in the partner directory.</param>
/// <param name="Label">Who, in French.</param>
/// <param name="Within">Time to answer; null: none in law.</param>
/// <param name="Silence">What no answer means.</param>
public sealed record PlannedOpinion(string Role, string Label, Period? Within, SilenceMeaning Silence);

/// <summary>Another procedure of the plan that one waits for.</summary>
/// <param name="Procedure">Code of the other one.</param>
/// <param name="Kind">"DepositAfterDeposit", "StartAfterDecision", "DecisionAfterDecision", "ExecutionAfterDecision".</param>
/// <param name="Note">Why, in French.</param>
public sealed record PlannedDependency(string Procedure, string Kind, string Note);

/// <summary>A person of the desk answers for the file.</summary>
public sealed record RefereeAssigned(string Name, string Role, string? Email = null, string? Phone = null) : FileFact;
