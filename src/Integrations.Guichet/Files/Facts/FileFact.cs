using System.Text.Json.Serialization;

namespace Integrations.Guichet.Files.Facts;

/// <summary>
/// What happened to an installation file. A fact carries its inputs and the dates computed from them at that time, so that the fold only copies
/// and a later rule never moves a date. Facts are stored for as long as the file: a property may be added (nullable), never renamed or removed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CaseReceived), nameof(CaseReceived))]
[JsonDerivedType(typeof(AcknowledgementSent), nameof(AcknowledgementSent))]
[JsonDerivedType(typeof(IdentityChecked), nameof(IdentityChecked))]
[JsonDerivedType(typeof(DuplicateFound), nameof(DuplicateFound))]
[JsonDerivedType(typeof(ProceduresPlanned), nameof(ProceduresPlanned))]
[JsonDerivedType(typeof(RefereeAssigned), nameof(RefereeAssigned))]
[JsonDerivedType(typeof(ProcedureOpened), nameof(ProcedureOpened))]
[JsonDerivedType(typeof(ProcedureDeposited), nameof(ProcedureDeposited))]
[JsonDerivedType(typeof(ProcedureDropped), nameof(ProcedureDropped))]
[JsonDerivedType(typeof(PiecesRequested), nameof(PiecesRequested))]
[JsonDerivedType(typeof(CourtesyRequestSent), nameof(CourtesyRequestSent))]
[JsonDerivedType(typeof(PiecesReceived), nameof(PiecesReceived))]
[JsonDerivedType(typeof(FileDeclaredComplete), nameof(FileDeclaredComplete))]
[JsonDerivedType(typeof(FileReputedComplete), nameof(FileReputedComplete))]
[JsonDerivedType(typeof(ClockStarted), nameof(ClockStarted))]
[JsonDerivedType(typeof(PeriodModified), nameof(PeriodModified))]
[JsonDerivedType(typeof(ClockSuspended), nameof(ClockSuspended))]
[JsonDerivedType(typeof(ClockResumed), nameof(ClockResumed))]
[JsonDerivedType(typeof(PhaseReached), nameof(PhaseReached))]
[JsonDerivedType(typeof(SilenceEffect), nameof(SilenceEffect))]
[JsonDerivedType(typeof(DecisionRecorded), nameof(DecisionRecorded))]
[JsonDerivedType(typeof(DecisionTransmitted), nameof(DecisionTransmitted))]
[JsonDerivedType(typeof(LegalityReceived), nameof(LegalityReceived))]
[JsonDerivedType(typeof(PanelPosted), nameof(PanelPosted))]
[JsonDerivedType(typeof(AppealPurged), nameof(AppealPurged))]
[JsonDerivedType(typeof(AidDecided), nameof(AidDecided))]
[JsonDerivedType(typeof(PartnerTaskSent), nameof(PartnerTaskSent))]
[JsonDerivedType(typeof(PartnerTaskSeen), nameof(PartnerTaskSeen))]
[JsonDerivedType(typeof(PartnerTaskAnswered), nameof(PartnerTaskAnswered))]
[JsonDerivedType(typeof(PartnerTaskAnsweredLate), nameof(PartnerTaskAnsweredLate))]
[JsonDerivedType(typeof(PartnerTaskReminded), nameof(PartnerTaskReminded))]
[JsonDerivedType(typeof(PartnerTaskEscalated), nameof(PartnerTaskEscalated))]
[JsonDerivedType(typeof(PartnerTaskCancelled), nameof(PartnerTaskCancelled))]
[JsonDerivedType(typeof(OpinionDeemed), nameof(OpinionDeemed))]
[JsonDerivedType(typeof(ServicePromised), nameof(ServicePromised))]
[JsonDerivedType(typeof(ServicePaused), nameof(ServicePaused))]
[JsonDerivedType(typeof(ServiceResumed), nameof(ServiceResumed))]
[JsonDerivedType(typeof(AlertRaised), nameof(AlertRaised))]
[JsonDerivedType(typeof(HumanCheckOpened), nameof(HumanCheckOpened))]
[JsonDerivedType(typeof(HumanCheckClosed), nameof(HumanCheckClosed))]
[JsonDerivedType(typeof(MessageSent), nameof(MessageSent))]
[JsonDerivedType(typeof(MessageReceived), nameof(MessageReceived))]
[JsonDerivedType(typeof(NoteAdded), nameof(NoteAdded))]
[JsonDerivedType(typeof(SkillsPlanOpened), nameof(SkillsPlanOpened))]
[JsonDerivedType(typeof(SkillsPlanUpdated), nameof(SkillsPlanUpdated))]
[JsonDerivedType(typeof(JobsFilled), nameof(JobsFilled))]
[JsonDerivedType(typeof(WorksStarted), nameof(WorksStarted))]
[JsonDerivedType(typeof(WorksCompleted), nameof(WorksCompleted))]
[JsonDerivedType(typeof(OperationStarted), nameof(OperationStarted))]
[JsonDerivedType(typeof(CaseClosed), nameof(CaseClosed))]
[JsonDerivedType(typeof(CaseAbandoned), nameof(CaseAbandoned))]
[JsonDerivedType(typeof(ArchivePlanned), nameof(ArchivePlanned))]
[JsonDerivedType(typeof(CaseArchived), nameof(CaseArchived))]
[JsonDerivedType(typeof(RuleSetChanged), nameof(RuleSetChanged))]
[JsonDerivedType(typeof(ArchiveExported), nameof(ArchiveExported))]
[JsonDerivedType(typeof(DataErased), nameof(DataErased))]
public abstract record FileFact
{
    /// <summary>The agenda item that this fact settles, when time alone brought it; it makes the agenda idempotent.</summary>
    [JsonPropertyOrder(1000)]
    public string? AgendaId { get; init; }
}

/// <summary>A fact about one procedure of the file.</summary>
public abstract record ProcedureFact : FileFact
{
    /// <summary>Key of the procedure in the file: "PC", or "PC:13108" when several communes have one.</summary>
    [JsonPropertyOrder(-10)]
    public required string Procedure { get; init; }
}

/// <summary>A fact about one task of a partner.</summary>
public abstract record TaskFact : FileFact
{
    /// <summary>Id of the task.</summary>
    [JsonPropertyOrder(-10)]
    public required string TaskId { get; init; }
}
