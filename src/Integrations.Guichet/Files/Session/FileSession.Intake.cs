using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Files;

public sealed partial class FileSession
{
    /// <summary>Receives the firm's file: the first act.</summary>
    /// <param name="fileId">Id of the new file.</param>
    /// <param name="number">IMP-yyyy-dd-nnnnnn.</param>
    /// <param name="request">What the firm sent.</param>
    /// <param name="receivedAt">Instant of reception when it is not now (a delivery that waited in the inbox).</param>
    /// <param name="missingPieces">Codes of required pieces that are not there.</param>
    public Refusal? Receive(
        string fileId, string number, InstallationRequest request, DateTimeOffset? receivedAt = null, IReadOnlyList<string>? missingPieces = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileId);
        ArgumentException.ThrowIfNullOrEmpty(number);
        ArgumentNullException.ThrowIfNull(request);
        if (File.Exists)
            return File.Id == fileId && File.Number == number ? Done : new Refusal("file.exists", $"Le dossier {File.Number} existe déjà.");
        var commune = request.Sites.Select(site => site.CommuneInsee).FirstOrDefault(code => code is not null);
        var place = commune is null ? LegalPlace.Mainland : context.PlaceOf(commune);
        if (place is null)
            return new("territory.unsupported", $"La commune {commune} relève d'un territoire où ces procédures ne s'appliquent pas.");
        var instant = receivedAt is { } earlier && earlier < context.Now ? earlier : context.Now;
        var day = place.DateOf(instant);
        Append(new CaseReceived(number, instant.ToUniversalTime(), day, place, request, missingPieces ?? []), day, fileId);
        return Done;
    }

    /// <summary>Notes that an acknowledgement left. That of reception says what silence will mean, as the CRPA wants (R112-11-1).</summary>
    public Refusal? Acknowledge(AcknowledgementKind kind, string? procedure = null)
    {
        if (!IsOpen(out var refusal))
            return refusal;
        var state = File.Procedure(procedure);
        if (procedure is not null && state is null)
            return new("procedure.unknown", $"La procédure {procedure} n'est pas ouverte dans ce dossier.");
        if (File.Acknowledgements.Exists(sent => sent.Kind == kind && sent.Procedure == procedure))
            return Done;
        Append(new AcknowledgementSent(kind, Today, state?.DepositedOn ?? File.ReceivedOn, procedure)
        {
            Silence = kind == AcknowledgementKind.Reception ? state?.Rule.Silence : null,
            SilenceFrom = kind == AcknowledgementKind.Reception ? state?.Clock.SilenceFrom : null,
        });
        return Done;
    }

    /// <summary>Notes what a register says of the firm.</summary>
    public Refusal? CheckIdentity(string source, bool confirmed, string detail) => Note(new IdentityChecked(source, confirmed, detail));

    /// <summary>Notes that another file looks like this one, and asks a person.</summary>
    public Refusal? ReportDuplicate(string otherFileId, string otherNumber, string reason)
    {
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.Duplicates.Exists(duplicate => duplicate.OtherFileId == otherFileId))
            return Done;
        Append(new DuplicateFound(otherFileId, otherNumber, reason));
        return OpenCheck(CheckKind.Contradiction, $"Vérifier un doublon possible avec le dossier {otherNumber}", "developpeur_economique");
    }

    /// <summary>Keeps the plan of the file. A plan that says the same again changes nothing.</summary>
    public Refusal? PlanProcedures(ProcedurePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!IsOpen(out var refusal))
            return refusal;
        var fact = PlanFact.Of(plan);
        if (File.Planning is { } before && FileJson.WriteFact(before) == FileJson.WriteFact(fact))
            return Done;
        Append(fact);
        return Done;
    }

    /// <summary>Names the person who answers for the file.</summary>
    public Refusal? AssignReferee(string name, string role, string? email = null, string? phone = null)
    {
        var fact = new RefereeAssigned(name, role, email, phone);
        return File.Referee == fact ? Done : Note(fact);
    }

    private Refusal? Note(FileFact fact, DateOnly? legalDate = null)
    {
        if (!IsOpen(out var refusal))
            return refusal;
        Append(fact, legalDate);
        return Done;
    }
}
