using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Files.Facts;

/// <summary>The authority asked the firm for missing pieces, and the request counts.</summary>
/// <param name="Pieces">Codes asked for.</param>
/// <param name="SentOn">Local date of sending.</param>
/// <param name="ReputedNotifiedOn">Day on which the firm is reputed to have it.</param>
/// <param name="Channel">How it went.</param>
/// <param name="DueOn">Strict last day for the firm; null when the letter sets none.</param>
/// <param name="ShownDueOn">Day to show to the firm: the working day on or before the strict one.</param>
public sealed record PiecesRequested(
    IReadOnlyList<string> Pieces, DateOnly SentOn, DateOnly ReputedNotifiedOn, NotificationChannel Channel, DateOnly? DueOn, DateOnly? ShownDueOn)
    : ProcedureFact
{
    /// <summary>What happens to the clock.</summary>
    public IncompletenessEffect Effect { get; init; }
}

/// <summary>A request that came too late left as a courtesy: it has no effect on the clock (R*423-41).</summary>
public sealed record CourtesyRequestSent(IReadOnlyList<string> Pieces, DateOnly SentOn, DateOnly ReputedNotifiedOn, string Reason) : ProcedureFact;

/// <summary>The firm sent pieces.</summary>
/// <param name="Pieces">Codes received.</param>
/// <param name="On">Legal date of reception; for a letter, the day of its postmark (CRPA L112-1).</param>
/// <param name="StillMissing">Codes that were asked for and are not there yet.</param>
public sealed record PiecesReceived(IReadOnlyList<string> Pieces, DateOnly On, IReadOnlyList<string> StillMissing) : ProcedureFact;

/// <summary>The authority states that the file is complete.</summary>
/// <param name="On">The day from which it is.</param>
/// <param name="Regular">True for "complete and regular" (ICPE E, environmental authorisation).</param>
/// <param name="By">Who said so.</param>
public sealed record FileDeclaredComplete(DateOnly On, bool Regular, string By) : ProcedureFact;

/// <summary>No request came within the period: the file is reputed complete from its deposit (R*423-22).</summary>
public sealed record FileReputedComplete(DateOnly CompletenessLimit) : ProcedureFact;
