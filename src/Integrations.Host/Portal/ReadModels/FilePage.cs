using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.Timeline;

namespace Integrations.Host.Portal.ReadModels;

/// <summary>Everything the desk sees of one file, in the order of the page.</summary>
/// <param name="Today">Local date of the desk.</param>
/// <param name="Number">Number of the file.</param>
/// <param name="FirmName">Legal name.</param>
/// <param name="Headline">One sentence: who builds what, where, for when.</param>
/// <param name="State">State of the file.</param>
/// <param name="Facts">The file in ten lines.</param>
/// <param name="Holds">What holds the opening date.</param>
/// <param name="Procedures">One row per procedure: timeline and clocks.</param>
/// <param name="Tasks">What was asked of partners.</param>
/// <param name="Checks">Silences and doubts that a person must close.</param>
/// <param name="Messages">Letters to and from the firm.</param>
/// <param name="Documents">Pieces received and missing.</param>
/// <param name="History">All events, the newest first.</param>
/// <param name="Chain">Whether the history is whole.</param>
public sealed record FilePage(
    DateOnly Today,
    string Number,
    string FirmName,
    Text Headline,
    Mark State,
    IReadOnlyList<Fact> Facts,
    WhatHolds Holds,
    IReadOnlyList<ProcedureRow> Procedures,
    IReadOnlyList<TaskRow> Tasks,
    IReadOnlyList<CheckRow> Checks,
    IReadOnlyList<MessageRow> Messages,
    IReadOnlyList<DocumentRow> Documents,
    IReadOnlyList<HistoryRow> History,
    ChainCheck Chain)
{
    /// <summary>Whether the file is in the archive: it is read, and nothing is done to it any more.</summary>
    public bool IsArchived { get; init; }
}

/// <summary>"Ce qui retient la date": the critical path in words.</summary>
/// <param name="Sentence">Which procedure holds the opening date, and until when.</param>
/// <param name="Works">Whether works may start today, and why.</param>
/// <param name="CanDoToday">What would gain time if it were done today.</param>
/// <param name="SoonTooLate">What will soon have no effect if it is not sent.</param>
public sealed record WhatHolds(
    Text Sentence, WorksAllowed? Works, IReadOnlyList<Text> CanDoToday, IReadOnlyList<Text> SoonTooLate);

/// <summary>Whether the firm may start works today, with the reason.</summary>
public sealed record WorksAllowed(bool Allowed, Text Reason);

/// <summary>One procedure: its row of the timeline and its two clocks.</summary>
/// <param name="Code">Code of the procedure in the rules, e.g. <c>PC</c>.</param>
/// <param name="State">State of the procedure.</param>
/// <param name="Row">What the timeline draws.</param>
/// <param name="Statutory">The legal clock in words: only events move it.</param>
/// <param name="Promise">The desk's own promise, in working days, if one runs.</param>
public sealed record ProcedureRow(string Code, Mark State, TimelineRow Row, Clock? Statutory, Clock? Promise)
{
    /// <summary>Whether it has a place on the timeline: it was deposited, or a legal period belongs to it.</summary>
    public bool IsTimed => Row.From is not null || Statutory is not null;
}

/// <summary>A clock as it is read.</summary>
/// <param name="From">First day, local date; null while it has not started.</param>
/// <param name="Until">Last day, local date; null while nothing can be said.</param>
/// <param name="Estimated">Whether <paramref name="Until"/> rests on a hypothesis.</param>
/// <param name="Words">What the clock means: the silence effect, or why it has not started.</param>
/// <param name="Articles">Legal articles, one click away.</param>
public sealed record Clock(DateOnly? From, DateOnly? Until, bool Estimated, Text Words, IReadOnlyList<string> Articles);

/// <summary>A question put to a partner.</summary>
/// <param name="Id">Id of the task.</param>
/// <param name="Partner">Whom the desk asked.</param>
/// <param name="Question">What was asked.</param>
/// <param name="SentOn">Local date it left.</param>
/// <param name="DueOn">Last day to answer.</param>
/// <param name="State">State of the task.</param>
/// <param name="Answer">The answer and its comment, if there is one.</param>
/// <param name="Channel">How the partner is reached.</param>
public sealed record TaskRow(
    string Id, string Partner, Text Question, DateOnly? SentOn, DateOnly? DueOn, Mark State, Text? Answer, Text Channel);

/// <summary>A human check that a silence or a doubt opened.</summary>
public sealed record CheckRow(string Id, Text Question, DateOnly OpenedOn, Text Consequence);

/// <summary>A letter.</summary>
/// <param name="At">Instant it was written or received.</param>
/// <param name="From">Who wrote.</param>
/// <param name="To">Who reads.</param>
/// <param name="Subject">Subject line, as sent.</param>
/// <param name="Body">Plain text, as sent; null where only the fact is kept.</param>
/// <param name="State">Waiting, sent, failed.</param>
public sealed record MessageRow(DateTimeOffset At, Text From, Text To, string Subject, string? Body, Mark State);

/// <summary>A piece of the file.</summary>
public sealed record DocumentRow(string Code, Text Name, string? FileName, long? SizeInBytes, Mark State, DateOnly? ReceivedOn);

/// <summary>One event of the file.</summary>
/// <param name="Sequence">Place in the chain, from 1.</param>
/// <param name="At">Instant (UTC).</param>
/// <param name="LegalDate">Local date of the authority.</param>
/// <param name="What">The event in words.</param>
/// <param name="Source">Who or what made it known, and through which channel.</param>
/// <param name="Hash">First characters of the event's hash.</param>
/// <param name="Holds">Whether the hash still fits the event and the one before.</param>
public sealed record HistoryRow(int Sequence, DateTimeOffset At, DateOnly LegalDate, Text What, Text Source, string Hash, bool Holds);

/// <summary>The result of checking the whole chain.</summary>
/// <param name="Intact">Whether every hash fits.</param>
/// <param name="Events">How many events were checked.</param>
/// <param name="BrokenAt">Sequence of the first event that does not fit.</param>
public sealed record ChainCheck(bool Intact, int Events, int? BrokenAt = null);
