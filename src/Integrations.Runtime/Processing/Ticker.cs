using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Processing;

/// <summary>
/// Turns what time alone makes due into messages: timers of bookmarks, triggers and streams. The row gives up its due instant in the same
/// unit, so each fires once, also when it fell due while nothing ran.
/// </summary>
internal sealed class Ticker(RuntimeOptions options, Commits commits, RetentionJob retention)
{
    private const int PageSize = 500;

    /// <returns>Number of timers, triggers and streams that fired.</returns>
    public async Task<int> FireDueAsync(CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        var fired = await FireTriggersAsync(now, cancellationToken).ConfigureAwait(false)
            + await retention.FireDueAsync(now, cancellationToken).ConfigureAwait(false);
        while (true)
        {
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

    /// <summary>
    /// Each trigger is a unit of its own, claimed by its due instant: where several processes see it, one starts the instance and the
    /// others find a conflict, which is as it should be.
    /// </summary>
    private async Task<int> FireTriggersAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fired = 0;
        while (await options.Store.FindDueTriggersAsync(now, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(trigger => commits.CommitAsync(Fire(trigger, now), cancellationToken))).ConfigureAwait(false);
            fired += due.Count;
        }

        return fired;
    }

    private UnitOfWork Fire(TimeTrigger trigger, DateTimeOffset now)
    {
        var due = trigger.DueAt!.Value;
        var start = new StartInstance(trigger.DefinitionId, options.NewId?.Invoke() ?? OrderedId.New(now))
        {
            VersionId = trigger.VersionId,
            TriggerActivityId = trigger.ActivityId,
        };
        return new UnitOfWork
        {
            TriggersFired = [new TriggerFired(trigger.DefinitionId, trigger.ActivityId, due, trigger.Schedule.Next(due, now))],
            Messages = [start.ToMessage(Keys.Trigger(trigger.DefinitionId, trigger.ActivityId, due), now) with { Ephemeral = true }],
        };
    }

    private static NewInboxMessage Resume(BookmarkRow timer, DateTimeOffset now) =>
        ResumeBookmark.Of(timer).ToMessage(Keys.Timer(timer.Id), now) with { Ephemeral = true };

    // Kept after it is handled: a domain that asks for the same instant again is not asked a second time.
    private static NewInboxMessage Notice(StreamDue stream, DateTimeOffset now) =>
        InstanceRequests.Message(
            Keys.StreamDue(stream.StreamId, stream.DueAt!.Value),
            MessageKinds.StreamDue,
            new StreamDueNotice(stream.StreamId, stream.DueAt!.Value),
            now);
}
