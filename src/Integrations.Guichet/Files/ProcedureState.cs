using System.Collections.Immutable;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>One procedure of a file, as its events leave it.</summary>
public sealed record ProcedureState
{
    /// <summary>"PC", or "PC:13108" when several communes have one.</summary>
    public required string Key { get; init; }

    /// <summary>"PC", "ICPE_E"...</summary>
    public required string Code { get; init; }

    /// <summary>French name.</summary>
    public required string Label { get; init; }

    /// <summary>The rule it was opened with.</summary>
    public required ClockRule Rule { get; init; }

    /// <summary>Clock and holidays of its authority.</summary>
    public required LegalPlace Place { get; init; }

    /// <summary>Directory id of the authority that decides.</summary>
    public string? AuthorityId { get; init; }

    /// <summary>Its name, as shown.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Its role: "mairie", "prefecture", "epci", "region", "drac".</summary>
    public required string AuthorityRole { get; init; }

    /// <summary>INSEE code of the commune that it is about.</summary>
    public string? Commune { get; init; }

    /// <summary>Where it stands.</summary>
    public ProcedureStatus Status { get; init; } = ProcedureStatus.ToDeposit;

    /// <summary>Legal date of the deposit.</summary>
    public DateOnly? DepositedOn { get; init; }

    /// <summary>Number given by the authority.</summary>
    public string? Reference { get; init; }

    /// <summary>Last day on which a request for pieces may be notified; null where there is none.</summary>
    public DateOnly? CompletenessLimit { get; init; }

    /// <summary>True when completeness is settled: declared, reputed, or restored by the last piece.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The request for pieces that counts; null when none was made.</summary>
    public PiecesRequested? PiecesRequest { get; init; }

    /// <summary>The last request that came too late and left as a courtesy; null when there is none.</summary>
    public CourtesyRequestSent? Courtesy { get; init; }

    /// <summary>Codes of pieces that are awaited or known to be missing.</summary>
    public ImmutableList<string> MissingPieces { get; init; } = [];

    /// <summary>Legal date of the last piece, whatever the order in which parcels were typed in; null when none came.</summary>
    public DateOnly? LastPieceOn { get; init; }

    /// <summary>The statutory clock.</summary>
    public StatutoryClock Clock { get; init; } = StatutoryClock.NotStarted;

    /// <summary>The desk's promise; null when none was made.</summary>
    public ServiceClock? Service { get; init; }

    /// <summary>Phases of an environmental authorisation that began.</summary>
    public ImmutableList<PhaseReached> Phases { get; init; } = [];

    /// <summary>The decision taken, null when silence spoke or nothing did.</summary>
    public DecisionRecorded? Decision { get; init; }

    /// <summary>What silence brought about, null when it did not.</summary>
    public SilenceEffect? SilenceEffect { get; init; }

    /// <summary>Appeals against the decision.</summary>
    public Appeals Appeals { get; init; } = new();

    /// <summary>Why it is not needed.</summary>
    public string? DroppedReason { get; init; }

    /// <summary>The day on which its answer exists: decision or effect of silence.</summary>
    public DateOnly? AnsweredOn => Decision?.On ?? SilenceEffect?.From;

    internal ProcedureState Apply(ProcedureFact fact) => fact switch
    {
        ProcedureDeposited f => this with
        {
            Status = ProcedureStatus.Deposited,
            DepositedOn = f.On,
            Reference = f.Reference ?? Reference,
            CompletenessLimit = f.CompletenessLimit,
            MissingPieces = [.. f.MissingPieces],
            Clock = Clock with { Silence = Rule.Silence },
        },
        ProcedureDropped f => this with { Status = ProcedureStatus.NotNeeded, DroppedReason = f.Reason, Clock = Clock.Stopped() },
        PiecesRequested f => this with
        {
            Status = ProcedureStatus.Incomplete,
            PiecesRequest = f,
            IsComplete = false,
            MissingPieces = [.. MissingPieces.Union(f.Pieces)],
            Clock = f.Effect is IncompletenessEffect.Restarts or IncompletenessEffect.RestartsWhenAskedInTime ? Clock.Stopped() : Clock,
        },
        CourtesyRequestSent f => this with { Courtesy = f },
        PiecesReceived f => this with
        {
            MissingPieces = [.. f.StillMissing],
            LastPieceOn = LastPieceOn is { } earlier && earlier > f.On ? earlier : f.On,
        },
        FileDeclaredComplete => Completed(),
        FileReputedComplete => Completed() with { Clock = Clock with { Estimated = false } },
        ClockStarted f => this with
        {
            Clock = Clock.Until(f.LastDay) with { StartedOn = f.StartedOn, Silence = f.Silence, Estimated = f.Estimated },
        },
        PeriodModified f => this with
        {
            Status = f.Counts && !Status.IsEnd() ? ProcedureStatus.Extended : Status,
            Clock = (f.Counts && f.LastDay is { } lastDay ? Clock.Until(lastDay) : Clock) with { Modifications = Clock.Modifications.Add(f) },
        },
        ClockSuspended f => this with { Clock = Clock with { Suspensions = Clock.Suspensions.Add(new(f.From, f.Until)) } },
        ClockResumed f => this with
        {
            Status = Status == ProcedureStatus.Incomplete && MissingPieces.IsEmpty ? ProcedureStatus.Complete : Status,
            Clock = Clock.Until(f.LastDay) with { Suspensions = Resumed(f.On) },
        },
        PhaseReached f => this with
        {
            Phases = Phases.RemoveAll(phase => phase.Phase == f.Phase).Add(f),
            Clock = Clock.Until(f.LastDay) with { Estimated = f.Estimated },
        },
        SilenceEffect f => this with
        {
            SilenceEffect = f,
            Status = f.Meaning.IsFavourable() ? ProcedureStatus.TacitlyGranted : ProcedureStatus.TacitlyRefused,
        },
        DecisionRecorded f => this with { Decision = f, Status = StatusAfter(f.Kind) },
        DecisionTransmitted f => this with { Appeals = Appeals with { TransmittedOn = f.On } },
        LegalityReceived f => this with { Appeals = Appeals with { LegalityReceivedOn = f.On, LegalityUntil = f.Until } },
        PanelPosted f => this with { Appeals = Appeals with { PanelFrom = f.From, ThirdPartyUntil = f.Until } },
        AppealPurged f => this with { Appeals = Appeals with { PurgedFrom = f.From } },
        ServicePromised f => this with { Service = new(f.From, f.WorkingDays, f.DueOn) },
        ServicePaused f => this with { Service = Service is null ? null : Service with { PausedFrom = f.From, PauseReason = f.Reason } },
        ServiceResumed f => this with { Service = Service is null ? null : Service with { DueOn = f.DueOn, PausedFrom = null, PauseReason = null } },
        _ => this,
    };

    internal ProcedureState WithOpinions(bool awaited) => (Status, awaited || IsInConsultation) switch
    {
        (ProcedureStatus.Complete, true) => this with { Status = ProcedureStatus.InOpinions },
        (ProcedureStatus.InOpinions, false) => this with { Status = ProcedureStatus.Complete },
        _ => this,
    };

    private bool IsInConsultation =>
        Phases.Exists(phase => phase.Phase == EnvironmentalPhase.Consultation) && !Phases.Exists(phase => phase.Phase == EnvironmentalPhase.Decision);

    private ProcedureState Completed() => this with
    {
        IsComplete = true,
        MissingPieces = [],
        Status = Status is ProcedureStatus.Deposited or ProcedureStatus.Incomplete ? ProcedureStatus.Complete : Status,
    };

    private ImmutableList<Suspension> Resumed(DateOnly on) =>
        Clock.Suspensions is [.., { ResumedOn: null } open]
            ? Clock.Suspensions.SetItem(Clock.Suspensions.Count - 1, open with { ResumedOn = on })
            : Clock.Suspensions;

    private static ProcedureStatus StatusAfter(DecisionKind kind) => kind switch
    {
        DecisionKind.Favourable => ProcedureStatus.Granted,
        DecisionKind.FavourableWithPrescriptions => ProcedureStatus.GrantedWithPrescriptions,
        DecisionKind.Refused => ProcedureStatus.Refused,
        DecisionKind.RejectedForMissingPieces => ProcedureStatus.TacitlyRefused,
        DecisionKind.Withdrawn => ProcedureStatus.Withdrawn,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>Appeals against a favourable decision.</summary>
public sealed record Appeals
{
    /// <summary>Day on which the commune sent it to the State.</summary>
    public DateOnly? TransmittedOn { get; init; }

    /// <summary>Day on which the State received it.</summary>
    public DateOnly? LegalityReceivedOn { get; init; }

    /// <summary>Last day of the "déféré préfectoral".</summary>
    public DateOnly? LegalityUntil { get; init; }

    /// <summary>First day of the panel on the ground.</summary>
    public DateOnly? PanelFrom { get; init; }

    /// <summary>Last day of appeals by third parties.</summary>
    public DateOnly? ThirdPartyUntil { get; init; }

    /// <summary>Day since which no appeal is possible; null until then.</summary>
    public DateOnly? PurgedFrom { get; init; }
}
