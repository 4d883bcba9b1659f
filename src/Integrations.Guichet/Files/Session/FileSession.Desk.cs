using System.Text.Json;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

public sealed partial class FileSession
{
    /// <summary>Asks a person to look at something.</summary>
    public Refusal? OpenCheck(CheckKind kind, string title, string role, string? procedure = null, string? taskId = null, string? checkId = null)
    {
        if (checkId is not null && File.Checks.Exists(check => check.Id == checkId))
            return Done;
        return Note(new HumanCheckOpened(checkId ?? context.NewId(), kind, title, role) { Procedure = procedure, TaskId = taskId });
    }

    /// <summary>A person looked. A confirmed tacit rejection for missing pieces ends the procedure; nothing else does it.</summary>
    public Refusal? CloseCheck(string checkId, bool confirmed, string? note = null)
    {
        if (File.Checks.Find(check => check.Id == checkId) is not { } check)
            return new("check.unknown", "Cette vérification n'existe pas.");
        if (Seal is { } seal)
            return seal;
        if (!check.IsOpen)
            return check.Outcome!.Confirmed == confirmed ? Done : new Refusal("check.closed", "Cette vérification est déjà faite.");
        Append(new HumanCheckClosed(checkId, confirmed, note));
        if (confirmed && check.Opening.Kind == CheckKind.MissingPieces)
            RejectForMissingPieces(File.Procedure(check.Opening.Procedure), note);
        return Done;
    }

    private void RejectForMissingPieces(ProcedureState? procedure, string? note)
    {
        if (procedure is not { PiecesRequest.DueOn: { } due, Status: ProcedureStatus.Incomplete })
            return;
        var from = due.AddDays(1);
        Append(new DecisionRecorded(DecisionKind.RejectedForMissingPieces, from) { Procedure = procedure.Key, Summary = note }, from);
    }

    /// <summary>Keeps a notice that left, in an archived file too: what was sent is in the file.</summary>
    public Refusal? RecordMessage(
        string messageId, string notice, string recipientRole, string subject, string text,
        string? partnerId = null, string? procedure = null, string? taskId = null)
    {
        if (!File.Exists)
            return new("file.unknown", "Ce dossier n'existe pas.");
        if (File.Messages.Exists(message => message.Id == messageId))
            return Done;
        Append(new MessageSent(messageId, notice, recipientRole, subject, text) { PartnerId = partnerId, Procedure = procedure, TaskId = taskId });
        return Done;
    }

    /// <summary>Keeps a message that came.</summary>
    public Refusal? ReceiveMessage(
        string messageId, string senderRole, string subject, string text, string? partnerId = null, string? taskId = null)
    {
        if (!File.Exists || Seal is not null)
            return Seal ?? new("file.unknown", "Ce dossier n'existe pas.");
        if (File.Messages.Exists(message => message.Id == messageId))
            return Done;
        Append(new MessageReceived(messageId, senderRole, subject, text) { PartnerId = partnerId, TaskId = taskId });
        return Done;
    }

    /// <summary>Keeps a free note, with data beside it when there is some.</summary>
    public Refusal? NotePayload(string key, string text, JsonElement? data = null, string? procedure = null)
    {
        if (!File.Exists || Seal is not null)
            return Seal ?? new("file.unknown", "Ce dossier n'existe pas.");
        Append(new NoteAdded(key, text) { Data = data, Procedure = procedure });
        return Done;
    }

    /// <summary>Promises a procedure in working days, or changes the promise. It has no legal effect.</summary>
    public Refusal? PromiseService(string key, int workingDays, DateOnly? from = null)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (workingDays <= 0)
            return new("service.days", "Une promesse compte au moins un jour ouvré.");
        var start = from ?? procedure.Service?.From ?? Today;
        if (procedure.Service is { } service && service.From == start && service.WorkingDays == workingDays)
            return Done;
        Append(new ServicePromised(start, workingDays, ServicePromise.DueOn(start, workingDays, Here.Zone)) { Procedure = key });
        return Done;
    }

    /// <summary>The promise waits from today.</summary>
    public Refusal? PauseService(string key, string reason)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Service is not { PausedFrom: null })
            return procedure.Service is null ? new Refusal("service.none", "Aucune promesse n'a été faite.") : Done;
        Append(new ServicePaused(Today, reason) { Procedure = key });
        return Done;
    }

    /// <summary>The promise counts again from today.</summary>
    public Refusal? ResumeService(string key)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Service is not { PausedFrom: { } paused } service)
            return new("service.not_paused", "La promesse n'est pas en pause.");
        Append(new ServiceResumed(Today, ServicePromise.AfterPause(service.DueOn, paused, Today, Here.Zone)) { Procedure = key });
        return Done;
    }

    /// <summary>Opens the skills stream, or rewrites its lines.</summary>
    public Refusal? PlanSkills(IReadOnlyList<SkillNeedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (File.SkillsPlan.SequenceEqual(lines))
            return Done;
        return Note(File.SkillsPlan.IsEmpty ? new SkillsPlanOpened(Today, lines) : new SkillsPlanUpdated(Today, lines));
    }

    /// <summary>Notes jobs that were filled.</summary>
    public Refusal? FillJobs(string rome, int count, DateOnly on) => Note(new JobsFilled(rome, count, on), on);

    /// <summary>Notes the opening of works.</summary>
    public Refusal? StartWorks(DateOnly on) => Note(new WorksStarted(on), on);

    /// <summary>Notes the completion of works.</summary>
    public Refusal? CompleteWorks(DateOnly on) => Note(new WorksCompleted(on), on);

    /// <summary>Notes that the plant runs.</summary>
    public Refusal? StartOperation(DateOnly on) => Note(new OperationStarted(on), on);

    /// <summary>Keeps what a newer set of rules would give; no date of the file moves.</summary>
    public Refusal? ReportNewRules(string to, IReadOnlyList<string> differences) => Note(new RuleSetChanged(File.RuleSet ?? "", to, differences));

    /// <summary>Closes the file. A check that nobody made holds it open.</summary>
    public Refusal? Close(string reason)
    {
        if (File.End is { Status: CaseStatus.Closed })
            return Done;
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.Checks.Find(check => check.IsOpen) is { } open)
            return new("check.open", $"Une vérification reste à faire : {open.Title}.");
        Append(new CaseClosed(Today, reason));
        return Done;
    }

    /// <summary>The firm gives the project up, or the project is not for this desk.</summary>
    public Refusal? Abandon(string reason, bool outOfScope = false)
    {
        if (File.End is { Status: CaseStatus.Abandoned or CaseStatus.OutOfScope })
            return Done;
        return Note(new CaseAbandoned(Today, reason) { OutOfScope = outOfScope });
    }

    /// <summary>
    /// Sends an ended file to the archive: it leaves the everyday lists, stays readable, and takes no further act. What partners were still
    /// asked is withdrawn first.
    /// </summary>
    /// <param name="afterDays">Days from today; 0: now. A later plan takes the place of an earlier one.</param>
    public Refusal? Archive(int afterDays = 0)
    {
        if (File.ArchivedOn is not null)
            return Done;
        if (File.End is null)
            return new("archive.open", "Seul un dossier clos peut être archivé.");
        if (afterDays < 0)
            return new("archive.days", "L'archivage ne peut pas être dans le passé : indiquez zéro jour ou plus.");
        if (afterDays == 0)
            Shelve(Today);
        else if (File.ArchiveOn != Today.AddDays(afterDays))
            Append(new ArchivePlanned(Today.AddDays(afterDays)));
        return Done;
    }

    private void Shelve(DateOnly on, string? agendaId = null)
    {
        foreach (var task in File.Tasks.Where(task => task.IsOpen))
            Append(new PartnerTaskCancelled("Le dossier est archivé.") { TaskId = task.Id, AgendaId = agendaId }, on);
        Append(new CaseArchived(on) { AgendaId = agendaId }, on);
    }
}
