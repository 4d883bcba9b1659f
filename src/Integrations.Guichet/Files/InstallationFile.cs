using System.Collections.Immutable;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Files;

/// <summary>
/// An installation file: the fold of its events and nothing more. It is never stored, so that it may change its shape;
/// <see cref="FileSession"/> is where acts are checked.
/// </summary>
public sealed record InstallationFile
{
    /// <summary>A file without events.</summary>
    public static InstallationFile Empty { get; } = new();

    /// <summary>Id of the file; empty before the first event.</summary>
    public string Id { get; init; } = "";

    /// <summary>IMP-yyyy-dd-nnnnnn.</summary>
    public string Number { get; init; } = "";

    /// <summary>Sequence of the last event; zero before the first.</summary>
    public long Version { get; init; }

    /// <summary>Hash of the last event.</summary>
    public string LastHash { get; init; } = HashChain.Origin;

    /// <summary>When the last event was recorded.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>UTC instant of reception.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Legal date of reception.</summary>
    public DateOnly ReceivedOn { get; init; }

    /// <summary>Clock and holidays of the desk.</summary>
    public LegalPlace Place { get; init; } = LegalPlace.Mainland;

    /// <summary>What the firm sent; without content before the first event.</summary>
    public InstallationRequest Request { get; init; } = new();

    /// <summary>Version of the rules that planned the file; null before.</summary>
    public string? RuleSet { get; init; }

    /// <summary>The plan of the file, in order; empty before.</summary>
    public ImmutableList<PlannedLine> Plan { get; init; } = [];

    /// <summary>All that the plan says beside its lines; null before.</summary>
    public ProceduresPlanned? Planning { get; init; }

    /// <summary>Procedures opened, in order.</summary>
    public ImmutableList<ProcedureState> Procedures { get; init; } = [];

    /// <summary>Documents of the file.</summary>
    public PiecesState Pieces { get; init; } = new();

    /// <summary>Tasks of partners, in the order of sending.</summary>
    public ImmutableList<PartnerTask> Tasks { get; init; } = [];

    /// <summary>Notices that left and messages that came, in order.</summary>
    public ImmutableList<FileMessage> Messages { get; init; } = [];

    /// <summary>Checks that a person must make or has made.</summary>
    public ImmutableList<HumanCheck> Checks { get; init; } = [];

    /// <summary>Alerts, in order.</summary>
    public ImmutableList<AlertRaised> Alerts { get; init; } = [];

    /// <summary>Acknowledgements that left.</summary>
    public ImmutableList<AcknowledgementSent> Acknowledgements { get; init; } = [];

    /// <summary>Notes, in order.</summary>
    public ImmutableList<NoteAdded> Notes { get; init; } = [];

    /// <summary>Look-ups of the firm's identity.</summary>
    public ImmutableList<IdentityChecked> IdentityChecks { get; init; } = [];

    /// <summary>Files that look like this one.</summary>
    public ImmutableList<DuplicateFound> Duplicates { get; init; } = [];

    /// <summary>Who answers for the file; null before.</summary>
    public RefereeAssigned? Referee { get; init; }

    /// <summary>Lines of the skills plan; empty before it is opened.</summary>
    public ImmutableList<SkillNeedLine> SkillsPlan { get; init; } = [];

    /// <summary>Jobs filled, by ROME code.</summary>
    public ImmutableDictionary<string, int> JobsFilled { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Why the file is closed, given up or rejected; null while it lives.</summary>
    public FileEnd? End { get; init; }

    /// <summary>Local day on which the ended file goes to the archive; null: nobody planned it.</summary>
    public DateOnly? ArchiveOn { get; init; }

    /// <summary>Local day since which the file is in the archive; null before.</summary>
    public DateOnly? ArchivedOn { get; init; }

    /// <summary>True once works are done or the plant runs.</summary>
    public bool IsRealised { get; init; }

    /// <summary>Agenda items already turned into events.</summary>
    public ImmutableHashSet<string> AgendaDone { get; init; } = [];

    /// <summary>True once the file has been received.</summary>
    public bool Exists => Version > 0;

    /// <summary>Where the file stands; follows from everything else.</summary>
    public CaseStatus Status => this switch
    {
        { End: { } end } => end.Status,
        { Exists: false } => CaseStatus.Draft,
        { IsRealised: true } => CaseStatus.Completed,
        _ when Procedures.Any(procedure => procedure.Status == ProcedureStatus.Incomplete) => CaseStatus.Incomplete,
        _ when IsDecided => CaseStatus.Decided,
        _ when Tasks.Count > 0 || Procedures.Any(procedure => procedure.DepositedOn is not null) => CaseStatus.UnderInstruction,
        { RuleSet: not null } => CaseStatus.Qualified,
        _ => CaseStatus.Received,
    };

    /// <summary>The next strict last day of an authority that runs now.</summary>
    public DateOnly? NextLegalDate =>
        Procedures.Where(procedure => !procedure.Status.IsEnd() && procedure.Clock.Running).Min(procedure => procedure.Clock.LastDay);

    /// <summary>The procedure with this key, or null.</summary>
    public ProcedureState? Procedure(string? key) => Procedures.Find(procedure => procedure.Key == key);

    /// <summary>The task with this id, or null.</summary>
    public PartnerTask? TaskOf(string? id) => Tasks.Find(task => task.Id == id);

    /// <summary>Opinions asked within a procedure.</summary>
    public IEnumerable<PartnerTask> OpinionsOf(string procedure) =>
        Tasks.Where(task => task.Kind == TaskKind.Opinion && task.Procedure == procedure);

    /// <summary>The state after all these events.</summary>
    public static InstallationFile Fold(IEnumerable<FileEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Aggregate(Empty, (file, fileEvent) => file.Apply(fileEvent));
    }

    /// <summary>The state after one more event. Never throws on an event that was recorded.</summary>
    public InstallationFile Apply(FileEvent fileEvent)
    {
        ArgumentNullException.ThrowIfNull(fileEvent);
        var next = Apply(fileEvent.Fact, fileEvent).WithOpinionsShown(fileEvent.Fact) with
        {
            Version = fileEvent.Sequence,
            LastHash = fileEvent.Hash,
            LastAt = fileEvent.At,
        };
        return fileEvent.Fact.AgendaId is { } agendaId ? next with { AgendaDone = next.AgendaDone.Add(agendaId) } : next;
    }

    private bool IsDecided => Procedures.Any(EndsByDecision) && Procedures.Where(EndsByDecision).All(procedure => procedure.Status.IsEnd());

    private static bool EndsByDecision(ProcedureState procedure) => procedure.Rule.EndsByDecision;

    private InstallationFile Apply(FileFact fact, FileEvent fileEvent) => fact switch
    {
        CaseReceived f => this with
        {
            Id = fileEvent.FileId,
            Number = f.Number,
            ReceivedAt = f.ReceivedAt,
            ReceivedOn = f.ReceivedOn,
            Place = f.Place,
            Request = f.Request,
            Pieces = Pieces with
            {
                Received = [.. f.Request.Documents.Select(document => document.Code).OfType<string>().Distinct()],
                Missing = [.. f.MissingPieces],
            },
        },
        AcknowledgementSent f => this with { Acknowledgements = Acknowledgements.Add(f) },
        IdentityChecked f => this with { IdentityChecks = IdentityChecks.Add(f) },
        DuplicateFound f => this with { Duplicates = Duplicates.Add(f) },
        ProceduresPlanned f => this with { RuleSet = f.RuleSet, Plan = [.. f.Lines], Planning = f, Pieces = Pieces.WithPlan(f.Lines) },
        RefereeAssigned f => this with { Referee = f },
        ProcedureOpened f => this with { Procedures = Procedures.Add(Opened(f)) },
        PiecesReceived f => With(f.Procedure, f) with { Pieces = Pieces.WithReceived(f.Pieces) },
        PiecesRequested f => With(f.Procedure, f) with { Pieces = Pieces.WithRequested(f.Pieces) },
        DecisionRecorded { Kind: DecisionKind.RejectedForMissingPieces } f => With(f.Procedure, f) with
        {
            End = new(CaseStatus.RejectedForMissingPieces, f.On, f.Summary ?? ""),
        },
        ProcedureFact f => With(f.Procedure, f),
        PartnerTaskSent f => this with { Tasks = Tasks.Add(PartnerTask.From(f, fileEvent.At)) },
        TaskFact f => this with { Tasks = Changed(Tasks, task => task.Id == f.TaskId, task => task.Apply(f)) },
        AlertRaised f => this with { Alerts = Alerts.Add(f) },
        HumanCheckOpened f => this with { Checks = Checks.Add(new(f, fileEvent.At)) },
        HumanCheckClosed f => this with
        {
            Checks = Changed(Checks, check => check.Id == f.CheckId, check => check with { Outcome = f, ClosedAt = fileEvent.At }),
        },
        MessageSent f => this with { Messages = Messages.Add(FileMessage.From(f, fileEvent)) },
        MessageReceived f => this with { Messages = Messages.Add(FileMessage.From(f, fileEvent)) },
        NoteAdded f => this with { Notes = Notes.Add(f) },
        SkillsPlanOpened f => this with { SkillsPlan = [.. f.Lines] },
        SkillsPlanUpdated f => this with { SkillsPlan = [.. f.Lines] },
        JobsFilled f => this with { JobsFilled = JobsFilled.SetItem(f.Rome, JobsFilled.GetValueOrDefault(f.Rome) + f.Count) },
        WorksCompleted or OperationStarted => this with { IsRealised = true },
        CaseClosed f => this with { End = new(CaseStatus.Closed, f.On, f.Reason) },
        CaseAbandoned f => this with { End = new(f.OutOfScope ? CaseStatus.OutOfScope : CaseStatus.Abandoned, f.On, f.Reason) },
        ArchivePlanned f => this with { ArchiveOn = f.On },
        CaseArchived f => this with { ArchivedOn = f.On },
        _ => this,
    };

    private InstallationFile With(string key, ProcedureFact fact) =>
        this with { Procedures = Changed(Procedures, procedure => procedure.Key == key, procedure => procedure.Apply(fact)) };

    // "En avis" follows from the tasks: the procedure itself has no event for it.
    private InstallationFile WithOpinionsShown(FileFact fact)
    {
        var key = fact switch
        {
            ProcedureFact f => f.Procedure,
            TaskFact f => TaskOf(f.TaskId)?.Procedure,
            _ => null,
        };
        return Procedure(key) is { Status: ProcedureStatus.Complete or ProcedureStatus.InOpinions }
            ? this with
            {
                Procedures = Changed(
                    Procedures, procedure => procedure.Key == key, procedure => procedure.WithOpinions(OpinionsOf(key!).Any(task => task.IsOpen))),
            }
            : this;
    }

    private static ImmutableList<T> Changed<T>(ImmutableList<T> list, Predicate<T> which, Func<T, T> change)
    {
        var index = list.FindIndex(which);
        return index < 0 ? list : list.SetItem(index, change(list[index]));
    }

    private static ProcedureState Opened(ProcedureOpened fact) => new()
    {
        Key = fact.Procedure,
        Code = fact.Code,
        Label = fact.Label,
        Rule = fact.Rule,
        Place = fact.Place,
        AuthorityId = fact.AuthorityId,
        AuthorityName = fact.AuthorityName,
        AuthorityRole = fact.AuthorityRole ?? ProcedureWords.UsualAuthority(fact.Code),
        Commune = fact.Commune,
        Clock = StatutoryClock.NotStarted with { Silence = fact.Rule.Silence },
    };
}

/// <summary>How a file ended.</summary>
public sealed record FileEnd(CaseStatus Status, DateOnly On, string Reason);
