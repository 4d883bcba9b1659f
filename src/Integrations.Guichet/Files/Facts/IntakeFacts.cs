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

/// <summary>The procedures of the project were worked out.</summary>
/// <param name="RuleSet">Version of the rules, picked by the date of reception.</param>
/// <param name="Codes">Codes in the order of the plan.</param>
public sealed record ProceduresPlanned(string RuleSet, IReadOnlyList<string> Codes) : FileFact;

/// <summary>A person of the desk answers for the file.</summary>
public sealed record RefereeAssigned(string Name, string Role, string? Email = null, string? Phone = null) : FileFact;
