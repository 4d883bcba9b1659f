using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Planning;

/// <summary>One procedure as the law stood between two days: when it is needed, who decides, in how long, on which pieces.</summary>
public sealed record ProcedureRule
{
    /// <summary>Stable code, such as PC or ICPE_E.</summary>
    public required string Code { get; init; }

    /// <summary>Version of the rule; a file keeps the one of its deposit.</summary>
    public required string Version { get; init; }

    /// <summary>First day of deposit under this rule.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day of deposit under this rule; null while it is in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Place in a plan, ascending.</summary>
    public required int Order { get; init; }

    /// <summary>French name, as shown.</summary>
    public required string Label { get; init; }

    /// <summary>Why a file meets this procedure, in plain French for the firm.</summary>
    public required string Why { get; init; }

    /// <summary>When a file needs it.</summary>
    public required Condition Trigger { get; init; }

    /// <summary>True when each commune of the project has its own file.</summary>
    public bool PerCommune { get; init; }

    /// <summary>Who decides: the first choice whose condition holds; the last one always does.</summary>
    public required IReadOnlyList<AuthorityChoice> Authorities { get; init; }

    /// <summary>The statutory clock; null when the law gives none.</summary>
    public ClockTerms? Clock { get; init; }

    /// <summary>What may lengthen the period once it is notified. Shown, never applied by the plan.</summary>
    public IReadOnlyList<PossibleExtension> Extensions { get; init; } = [];

    /// <summary>Pieces of a complete file.</summary>
    public IReadOnlyList<RequiredDocument> Documents { get; init; } = [];

    /// <summary>Who gives an opinion.</summary>
    public IReadOnlyList<OpinionRule> Opinions { get; init; } = [];

    /// <summary>What other procedures of the plan it waits for.</summary>
    public IReadOnlyList<DependencyRule> Dependencies { get; init; } = [];

    /// <summary>What an agent must look at.</summary>
    public IReadOnlyList<WarningRule> Warnings { get; init; } = [];

    /// <summary>Articles.</summary>
    public IReadOnlyList<string> LegalRefs { get; init; } = [];

    /// <summary>Number of the form, without its edition.</summary>
    public string? Cerfa { get; init; }

    /// <summary>How the trigger was settled, for the lawyer who checks it.</summary>
    public string? Note { get; init; }

    /// <summary>Sources of the rule.</summary>
    public required string Provenance { get; init; }

    /// <summary>True for a deposit on this day.</summary>
    public bool IsInForce(DateOnly deposit) => deposit >= ValidFrom && (ValidTo is not { } last || deposit <= last);

    /// <summary>Every condition of the rule, the trigger first.</summary>
    internal IEnumerable<Condition> Conditions() =>
    [
        Trigger,
        .. Authorities.Select(choice => choice.When),
        .. Clock?.Decisions.Select(decision => decision.When) ?? [],
        .. Documents.Select(document => document.When),
        .. Opinions.Select(opinion => opinion.When),
        .. Warnings.Select(warning => warning.When),
    ];
}

/// <param name="When">When this authority decides.</param>
/// <param name="Role">Role in the partner directory.</param>
/// <param name="Name">As shown.</param>
public sealed record AuthorityChoice(Condition When, string Role, string Name);

/// <summary>The statutory clock of a procedure.</summary>
public sealed record ClockTerms
{
    /// <summary>What starts it.</summary>
    public required ClockStart Start { get; init; }

    /// <summary>How long: the first period whose condition holds; the last one always does. Empty: no length in law.</summary>
    public IReadOnlyList<DecisionPeriod> Decisions { get; init; } = [];

    /// <summary>What silence means at the end.</summary>
    public SilenceMeaning Silence { get; init; }

    /// <summary>How long the authority may ask for missing pieces.</summary>
    public Period? Completeness { get; init; }

    /// <summary>What that request does.</summary>
    public IncompletenessEffect WhenIncomplete { get; init; }

    /// <summary>How long the firm has to answer.</summary>
    public Period? FirmAnswer { get; init; }

    /// <summary>A lengthening by reasoned order that the plan shows beside the last day.</summary>
    public Period? ShownExtension { get; init; }

    /// <summary>Phases of an environmental authorisation.</summary>
    public PhaseTerms? Phases { get; init; }

    /// <summary>Shape of the deadline in a plan; null for clocks whose start is unknown when the plan is made.</summary>
    public PlanDeadlineKind? Shown { get; init; }
}

/// <param name="When">When this length applies.</param>
/// <param name="Period">The length.</param>
/// <param name="Reason">Stable word for the length: base, ERP...</param>
/// <param name="Reference">Article.</param>
public sealed record DecisionPeriod(Condition When, Period Period, string Reason, string? Reference);

/// <summary>
/// Phases of the environmental authorisation deposited from 22 October 2024. The first two lengths are hypotheses that the
/// plan shows as such: the law gives none before the file is complete and regular.
/// </summary>
/// <param name="CompleteAndRegular">Hypothesis: from the deposit to the complete and regular file.</param>
/// <param name="ConsultationOpens">Hypothesis: from there to the opening of the consultation.</param>
/// <param name="Consultation">Public consultation (L181-10-1).</param>
/// <param name="Report">From its closing to the sending of the report.</param>
/// <param name="StateContributions">From the complete and regular file, for the services of the State (D181-17-1).</param>
public sealed record PhaseTerms(Period CompleteAndRegular, Period ConsultationOpens, Period Consultation, Period Report, Period StateContributions);

/// <summary>How a plan shows a deadline.</summary>
public enum PlanDeadlineKind
{
    /// <summary>Completeness limit, last day, effect of silence.</summary>
    Permit,

    /// <summary>On the hypothesis that the file is complete and regular on reception.</summary>
    Registration,

    /// <summary>By phases, on hypotheses.</summary>
    Authorisation,
}

/// <param name="If">Ground, in French.</param>
/// <param name="Effect">What it does, in French.</param>
/// <param name="Reference">Article.</param>
public sealed record PossibleExtension(string If, string Effect, string? Reference);

/// <param name="Code">Code of the piece.</param>
/// <param name="Label">French name.</param>
/// <param name="When">When it is required.</param>
/// <param name="ProducedBy">Procedures whose deposit produces it: it is joined then, and not missing before.</param>
public sealed record RequiredDocument(string Code, string Label, Condition When, IReadOnlyList<string> ProducedBy);

/// <param name="Role">Role in the partner directory.</param>
/// <param name="Label">Who, in French.</param>
/// <param name="When">When it is asked.</param>
/// <param name="Period">Time to answer.</param>
/// <param name="Silence">What no answer means.</param>
/// <param name="Reference">Article.</param>
public sealed record OpinionRule(string Role, string Label, Condition When, Period? Period, SilenceMeaning Silence, string? Reference);

/// <param name="Procedure">The other procedure.</param>
/// <param name="Kind">What waits for what.</param>
/// <param name="Note">Why, in French.</param>
/// <param name="Reference">Article.</param>
public sealed record DependencyRule(string Procedure, DependencyKind Kind, string Note, string? Reference);

/// <summary>What waits for another procedure.</summary>
public enum DependencyKind
{
    /// <summary>This file is deposited after the other one, the same day at the earliest.</summary>
    DepositAfterDeposit,

    /// <summary>This procedure starts when the other one is decided.</summary>
    StartAfterDecision,

    /// <summary>This decision comes after the other one.</summary>
    DecisionAfterDecision,

    /// <summary>This decision may not be carried out before the other one is given.</summary>
    ExecutionAfterDecision,
}

/// <param name="When">When it is shown.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">French sentence.</param>
public sealed record WarningRule(Condition When, string Code, string Message);
