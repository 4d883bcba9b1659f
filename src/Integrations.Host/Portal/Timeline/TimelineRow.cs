using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Timeline;

/// <summary>One row of the timeline: a procedure from its deposit to its last day. All dates are local legal dates.</summary>
/// <param name="Name">Name of the procedure, in a few words.</param>
/// <param name="Authority">Who decides.</param>
/// <param name="From">Deposit, or the day from which the period is reckoned.</param>
/// <param name="Until">Last day; the bar ends at the end of it. Null: nothing can be said, a short open bar is drawn.</param>
/// <param name="Estimated">Whether <paramref name="Until"/> rests on a hypothesis: the bar is hatched.</param>
/// <param name="CompleteOn">Day the file was complete.</param>
/// <param name="Opinions">Opinions asked of others.</param>
/// <param name="Silence">What silence means at the end, in two or three words.</param>
/// <param name="Ended">How and when it ended, if it did.</param>
/// <param name="Extended">Last day before it was extended, shown as a mark.</param>
public sealed record TimelineRow(
    Text Name,
    string Authority,
    DateOnly? From,
    DateOnly? Until,
    bool Estimated,
    DateOnly? CompleteOn,
    IReadOnlyList<OpinionTick> Opinions,
    Text? Silence,
    RowEnd? Ended = null,
    DateOnly? Extended = null);

/// <summary>An opinion on the timeline.</summary>
/// <param name="From">Who gives it.</param>
/// <param name="On">Day it was given, or is due.</param>
/// <param name="Given">Whether it was given (a full tick) or is awaited (an open one).</param>
public sealed record OpinionTick(string From, DateOnly On, bool Given);

/// <summary>How a procedure ended.</summary>
/// <param name="On">Day of the decision, or from which the silence had its effect.</param>
/// <param name="Word">"accordé", "refus implicite".</param>
/// <param name="Favourable">Whether the firm got what it asked for.</param>
public sealed record RowEnd(DateOnly On, Text Word, bool Favourable);
