using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

public sealed partial class FileSession
{
    /// <summary>What a request for pieces would do if it left on this day. Show its warning before sending; nothing is recorded.</summary>
    /// <returns>The effect, or null when the procedure is unknown or not deposited.</returns>
    public PiecesRequestEffect? PreviewRequestPieces(string key, DateOnly sentOn, NotificationChannel channel) =>
        File.Procedure(key) is { DepositedOn: { } deposit } procedure
            ? Completeness.Assess(procedure.Rule, deposit, sentOn, channel, procedure.Place.Zone)
            : null;

    /// <summary>
    /// Asks the firm for missing pieces. A request that is too late is refused, with the reason, before it leaves;
    /// with <paramref name="asCourtesy"/> it leaves without any effect on the clock (R*423-41).
    /// </summary>
    /// <param name="key">Key of the procedure.</param>
    /// <param name="pieces">Codes of the pieces.</param>
    /// <param name="channel">How it goes.</param>
    /// <param name="sentOn">Day of sending; null: today at the authority.</param>
    /// <param name="dueOn">Last day given by the letter, for procedures whose law sets none.</param>
    /// <param name="asCourtesy">Send it even when it has no effect.</param>
    public Refusal? RequestPieces(
        string key, IReadOnlyList<string> pieces, NotificationChannel channel,
        DateOnly? sentOn = null, DateOnly? dueOn = null, bool asCourtesy = false)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        if (pieces.Count == 0)
            return new("pieces.none", "Indiquez au moins une pièce à demander.");
        var day = sentOn ?? procedure.Place.DateOf(context.Now);
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        if (procedure.PiecesRequest is { } before && before.SentOn == day && before.Pieces.Order().SequenceEqual(pieces.Order()))
            return Done;
        var effect = Completeness.Assess(procedure.Rule, procedure.DepositedOn!.Value, day, channel, procedure.Place.Zone);
        if (effect.Counts)
            AppendRequest(procedure, pieces, day, channel, effect, dueOn);
        else if (asCourtesy)
            Append(new CourtesyRequestSent(pieces, day, effect.ReputedNotifiedOn, effect.Warning!) { Procedure = key }, day);
        else
            return new("pieces.late", effect.Warning!);
        return Done;
    }

    /// <summary>
    /// Notes pieces of the firm. When none is missing any more, the clock starts or runs again from the last piece, whatever the order
    /// in which the parcels are typed in.
    /// </summary>
    /// <param name="key">Key of the procedure.</param>
    /// <param name="pieces">Codes received.</param>
    /// <param name="on">Legal date of reception; the postmark counts for a letter (CRPA L112-1). Null: today at the authority.</param>
    public Refusal? ReceivePieces(string key, IReadOnlyList<string> pieces, DateOnly? on = null)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        if (!FindDeposited(key, out var procedure, out var refusal))
            return refusal;
        var day = on ?? procedure.Place.DateOf(context.Now);
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        if (procedure.LastPieceOn >= day && !procedure.MissingPieces.Intersect(pieces).Any() && pieces.All(File.Pieces.Received.Contains))
            return Done;
        var stillMissing = procedure.MissingPieces.Except(pieces).ToList();
        Append(new PiecesReceived(pieces, day, stillMissing) { Procedure = key }, day);
        if (stillMissing.Count == 0 && procedure.MissingPieces.Count > 0)
            AllPiecesThere(File.Procedure(key)!);
        return Done;
    }

    private void AppendRequest(
        ProcedureState procedure, IReadOnlyList<string> pieces, DateOnly day, NotificationChannel channel,
        PiecesRequestEffect effect, DateOnly? dueOn)
    {
        var notified = effect.ReputedNotifiedOn;
        var due = effect.DueOn ?? dueOn;
        DateOnly? shown = due is { } strict ? procedure.Place.Zone.WorkingDayOnOrBefore(strict) : null;
        Append(new PiecesRequested(pieces, day, notified, channel, due, shown)
        {
            Procedure = procedure.Key,
            Effect = procedure.Rule.WhenIncomplete,
        }, day);
        if (procedure.Rule.WhenIncomplete == IncompletenessEffect.Suspends && procedure.Clock.Running)
            Append(new ClockSuspended(notified, due, "pièces demandées (CRPA L114-5)") { Procedure = procedure.Key }, notified);
    }

    private void AllPiecesThere(ProcedureState procedure)
    {
        var lastPiece = procedure.LastPieceOn!.Value;
        if (procedure.Clock.Suspended)
        {
            ResumeClock(procedure.Key, lastPiece);
            return;
        }
        if (procedure.Rule.Start != ClockStart.CompleteFile || procedure.Clock.StartedOn is not null)
            return;
        if (procedure.PiecesRequest is { DueOn: { } due } && lastPiece > due)
        {
            OpenCheck(
                CheckKind.MissingPieces,
                $"Pièces arrivées le {lastPiece.InWords()}, après le {due.InWords()} : constater le rejet tacite ou non",
                procedure.AuthorityRole, procedure.Key);
            return;
        }
        if (procedure.PiecesRequest is not null)
            Append(new FileDeclaredComplete(lastPiece, false, "réception de la dernière pièce") { Procedure = procedure.Key }, lastPiece);
        StartClock(procedure.Key, lastPiece, estimated: procedure.PiecesRequest is null && procedure.CompletenessLimit is not null);
    }
}
