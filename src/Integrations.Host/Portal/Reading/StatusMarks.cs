using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>States of the domain as marks: code and French words are the domain's, English and tone the portal's.</summary>
public static class StatusMarks
{
    /// <summary>Code of the mark of a file in the archive, however it ended.</summary>
    public const string ArchivedCode = "archive";

    /// <summary>A file in the archive.</summary>
    public static Mark Archived { get; } = new(ArchivedCode, new Text("archivé", "archived"), Tone.Neutral);

    /// <summary>The mark of a whole file.</summary>
    public static Mark Of(InstallationFile file) => file.ArchivedOn is null ? Of(file.Status) : Archived;

    /// <summary>The mark of a state of a file.</summary>
    public static Mark Of(CaseStatus status) => new(status.Code(), new Text(status.InFrench(), English(status)), ToneOf(status));

    /// <summary>The mark of a procedure.</summary>
    public static Mark Of(ProcedureStatus status) => new(status.Code(), new Text(status.InFrench(), English(status)), ToneOf(status));

    /// <summary>The mark of a partner's task on a day: one that is late says so by its tone.</summary>
    public static Mark Of(PartnerTask task, DateOnly today)
    {
        var late = task.IsOpen && task.DueOn < today;
        return new Mark(task.Status.Code(), new Text(task.Status.InFrench(), English(task.Status)), late ? Tone.Danger : ToneOf(task.Status));
    }

    private static string English(CaseStatus status) => status switch
    {
        CaseStatus.Draft => "draft",
        CaseStatus.Received => "received",
        CaseStatus.Incomplete => "incomplete",
        CaseStatus.Qualified => "qualified",
        CaseStatus.UnderInstruction => "under instruction",
        CaseStatus.Decided => "decided",
        CaseStatus.Completed => "built",
        CaseStatus.Closed => "closed",
        CaseStatus.Abandoned => "given up",
        CaseStatus.OutOfScope => "out of scope",
        CaseStatus.RejectedForMissingPieces => "rejected, pieces missing",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static Tone ToneOf(CaseStatus status) => status switch
    {
        CaseStatus.Incomplete => Tone.Attention,
        CaseStatus.RejectedForMissingPieces => Tone.Danger,
        CaseStatus.Received or CaseStatus.Qualified or CaseStatus.UnderInstruction => Tone.Active,
        CaseStatus.Decided or CaseStatus.Completed => Tone.Good,
        _ => Tone.Neutral,
    };

    private static string English(ProcedureStatus status) => status switch
    {
        ProcedureStatus.ToDeposit => "to deposit",
        ProcedureStatus.Deposited => "deposited",
        ProcedureStatus.Incomplete => "incomplete",
        ProcedureStatus.Complete => "complete",
        ProcedureStatus.InOpinions => "opinions awaited",
        ProcedureStatus.Extended => "period extended",
        ProcedureStatus.Granted => "granted",
        ProcedureStatus.GrantedWithPrescriptions => "granted with prescriptions",
        ProcedureStatus.Refused => "refused",
        ProcedureStatus.TacitlyGranted => "tacitly granted",
        ProcedureStatus.TacitlyRefused => "tacitly refused",
        ProcedureStatus.Withdrawn => "withdrawn",
        ProcedureStatus.NotNeeded => "not needed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static Tone ToneOf(ProcedureStatus status) => status switch
    {
        ProcedureStatus.ToDeposit or ProcedureStatus.NotNeeded => Tone.Neutral,
        ProcedureStatus.Incomplete => Tone.Attention,
        ProcedureStatus.Granted or ProcedureStatus.GrantedWithPrescriptions or ProcedureStatus.TacitlyGranted => Tone.Good,
        ProcedureStatus.Refused or ProcedureStatus.TacitlyRefused or ProcedureStatus.Withdrawn => Tone.Danger,
        _ => Tone.Active,
    };

    private static string English(PartnerTaskStatus status) => status switch
    {
        PartnerTaskStatus.Sent => "sent",
        PartnerTaskStatus.Delivered => "delivered",
        PartnerTaskStatus.Seen => "seen",
        PartnerTaskStatus.Reminded => "reminded",
        PartnerTaskStatus.Escalated => "escalated",
        PartnerTaskStatus.Answered => "answered",
        PartnerTaskStatus.Deemed => "reputed favourable",
        PartnerTaskStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static Tone ToneOf(PartnerTaskStatus status) => status switch
    {
        PartnerTaskStatus.Answered => Tone.Good,
        PartnerTaskStatus.Reminded or PartnerTaskStatus.Escalated or PartnerTaskStatus.Deemed => Tone.Attention,
        PartnerTaskStatus.Cancelled => Tone.Neutral,
        _ => Tone.Active,
    };
}
