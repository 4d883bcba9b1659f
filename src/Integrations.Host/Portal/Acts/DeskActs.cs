using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Access;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Acts;

/// <summary>
/// Does an act of a case worker. Called with the act; if the answer is <see cref="ActResult.Warn"/>, the page shows the
/// warning and calls again with its <see cref="ActResult.Warn.Confirmation"/> when the worker insists.
/// </summary>
/// <param name="act">The act.</param>
/// <param name="by">Who does it.</param>
/// <param name="confirmation">Null at first; afterwards the confirmation of the warning that was read.</param>
/// <param name="cancellation">Ends when the browser goes away.</param>
public delegate Task<ActResult> DeskActs(DeskAct act, Member by, string? confirmation, CancellationToken cancellation);

/// <summary>Records the answer of a partner behind a signed link.</summary>
public delegate Task<ActResult> PartnerAnswers(AnswerAct answer, CancellationToken cancellation);

/// <summary>Does an act of whoever keeps the machinery running.</summary>
public delegate Task<ActResult> OperatorActs(OperatorAct act, Member by, CancellationToken cancellation);

/// <summary>What became of an act.</summary>
public abstract record ActResult
{
    private ActResult()
    {
    }

    /// <summary>Done. <paramref name="Message"/> says what happens next.</summary>
    public sealed record Ok(Text Message) : ActResult;

    /// <summary>Not done, nothing recorded.</summary>
    /// <param name="Code">Stable ASCII code.</param>
    /// <param name="Reason">Why, and what to do instead.</param>
    public sealed record Refused(string Code, Text Reason) : ActResult;

    /// <summary>Not done yet: it is lawful but would not have the effect that its author expects.</summary>
    /// <param name="Warning">What would happen.</param>
    /// <param name="Confirmation">To be handed back if the author insists; opaque to the page.</param>
    public sealed record Warn(Text Warning, string Confirmation) : ActResult;
}

/// <summary>An act of a case worker on one file. Dates are local legal dates of the authority.</summary>
/// <param name="Number">Number of the file.</param>
public abstract record DeskAct(string Number);

/// <summary>An act that only records a fact of the file (see <see cref="ActsOnFile"/>); nothing leaves by itself.</summary>
public abstract record FactAct(string Number) : DeskAct(Number);

/// <summary>A procedure was deposited with its authority.</summary>
/// <param name="Number">Number of the file.</param>
/// <param name="Procedure">Code of the procedure.</param>
/// <param name="DepositedOn">Date of reception, or of the electronic acknowledgement.</param>
/// <param name="Reference">The authority's own number, e.g. of the permit; null if not known yet.</param>
public sealed record RecordDepositAct(string Number, string Procedure, DateOnly DepositedOn, string? Reference)
    : FactAct(Number);

/// <summary>Missing pieces are asked of the firm.</summary>
/// <param name="Number">Number of the file.</param>
/// <param name="Procedure">Code of the procedure.</param>
/// <param name="Pieces">Codes of the pieces, at least one.</param>
/// <param name="SentOn">Date the request leaves.</param>
/// <param name="Channel">How it leaves.</param>
/// <param name="Courtesy">True when the worker knows that it has no legal effect and sends it as a courtesy.</param>
public sealed record RequestPiecesAct(
    string Number, string Procedure, IReadOnlyList<string> Pieces, DateOnly SentOn, NotificationChannel Channel, bool Courtesy)
    : FactAct(Number);

/// <summary>Pieces came from the firm.</summary>
public sealed record PiecesReceivedAct(string Number, string Procedure, IReadOnlyList<string> Pieces, DateOnly ReceivedOn)
    : FactAct(Number);

/// <summary>The authority declared the file complete (for an environmental file: complete and regular).</summary>
public sealed record DeclareCompleteAct(string Number, string Procedure, DateOnly On, string By) : FactAct(Number);

/// <summary>The authority told the firm that the period is longer.</summary>
/// <param name="Number">Number of the file.</param>
/// <param name="Procedure">Code of the procedure.</param>
/// <param name="Article">Article that allows it, e.g. <c>R*423-24</c>.</param>
/// <param name="NewLastDay">The last day, for a ground whose letter gives it; null where the law adds months.</param>
/// <param name="NotifiedOn">Date of the notification: without it the longer period does not exist.</param>
public sealed record PeriodModifiedAct(
    string Number, string Procedure, string Article, DateOnly? NewLastDay, DateOnly NotifiedOn) : FactAct(Number);

/// <summary>The authority decided.</summary>
public sealed record RecordDecisionAct(string Number, string Procedure, DecisionKind Decision, DateOnly DecidedOn, string? Reference)
    : FactAct(Number);

/// <summary>The panel stands on the ground: appeals of third parties run.</summary>
public sealed record PanelPostedAct(string Number, string Procedure, DateOnly PostedOn) : FactAct(Number);

/// <summary>The prefecture received the decision: the control of legality runs.</summary>
public sealed record LegalityReceivedAct(string Number, string Procedure, DateOnly ReceivedOn) : FactAct(Number);

/// <summary>A person looked at what a silence or a doubt had opened.</summary>
/// <param name="Number">Number of the file.</param>
/// <param name="Check">Id of the check.</param>
/// <param name="Confirmed">Whether the effect is confirmed.</param>
/// <param name="Note">What was seen, for the history.</param>
public sealed record CloseCheckAct(string Number, string Check, bool Confirmed, string Note) : FactAct(Number);

/// <summary>A letter to the firm.</summary>
public sealed record SendMessageAct(string Number, string Subject, string Body) : DeskAct(Number);

/// <summary>A partner's answer.</summary>
/// <param name="Token">The signed link's token, never written to a log.</param>
/// <param name="Choice">One of the five.</param>
/// <param name="Comment">Comment; required unless the answer is favourable or not competent.</param>
/// <param name="Name">Name of the agent who answers, as typed.</param>
/// <param name="Address">Network address of the agent, kept with the answer as its proof.</param>
public sealed record AnswerAct(string Token, AnswerKind Choice, string? Comment, string Name, string? Address);

/// <summary>An act of whoever keeps the machinery running; always with a reason.</summary>
public abstract record OperatorAct(string Id, string Reason);

/// <summary>Try a sending again that was given up.</summary>
public sealed record ReplayDeadLetterAct(string Id, string Reason) : OperatorAct(Id, Reason);

/// <summary>Run what faulted in a workflow again.</summary>
/// <param name="ActivityId">Only this activity; null: all that faulted.</param>
public sealed record RetryWorkflowAct(string Id, string? ActivityId, string Reason) : OperatorAct(Id, Reason);

/// <summary>Give a workflow up, with those that it started.</summary>
public sealed record CancelWorkflowAct(string Id, string Reason) : OperatorAct(Id, Reason);

/// <summary>Read a quarantined delivery again, after its mapping was mended.</summary>
public sealed record ReplayQuarantineAct(string Id, string Reason) : OperatorAct(Id, Reason);
