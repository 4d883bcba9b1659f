using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Processing;

/// <summary>
/// Turns what time alone makes due into messages: timers of bookmarks and streams. The row gives up its due instant in the same unit,
/// so each fires once, also when it fell due while nothing ran.
/// </summary>
internal sealed class Ticker(RuntimeOptions options, Commits commits)
{
    private const int PageSize = 500;

    /// <returns>Number of timers and streams that fired.</returns>
    public async Task<int> FireDueAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        while (true)
        {
            var now = options.Time.GetUtcNow();
            var timers = await options.Store.FindDueTimersAsync(now, PageSize, cancellationToken).ConfigureAwait(false);
            var streams = await options.Store.FindDueStreamsAsync(now, PageSize, cancellationToken).ConfigureAwait(false);
            if (timers.Count + streams.Count == 0)
                return fired;
            var unit = new UnitOfWork
            {
                TimersFired = [.. timers.Select(timer => timer.Id)],
                StreamsFired = streams,
                Messages =
                [
                    .. timers.Select(timer => (DueAt: timer.DueAt!.Value, Message: Resume(timer, now)))
                        .Concat(streams.Select(stream => (DueAt: stream.DueAt!.Value, Message: Notice(stream, now))))
                        .OrderBy(pair => pair.DueAt)
                        .Select(pair => pair.Message),
                ],
            };
            await commits.CommitAsync(unit, cancellationToken).ConfigureAwait(false);
            fired += timers.Count + streams.Count;
        }
    }

    private static NewInboxMessage Resume(BookmarkRow timer, DateTimeOffset now) =>
        new ResumeBookmark(timer.Id).ToMessage(Keys.Timer(timer.Id), now) with { Ephemeral = true };

    // Kept after it is handled: a domain that asks for the same instant again is not asked a second time.
    private static NewInboxMessage Notice(StreamDue stream, DateTimeOffset now) =>
        InstanceRequests.Message(
            Keys.StreamDue(stream.StreamId, stream.DueAt!.Value),
            MessageKinds.StreamDue,
            new StreamDueNotice(stream.StreamId, stream.DueAt!.Value),
            now);
}
