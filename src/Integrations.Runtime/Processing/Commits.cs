using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.InProcess;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Processing;

/// <summary>
/// The one way to the store for writes: it wakes who has work after a commit, and runs again what collided.
/// </summary>
internal sealed class Commits(RuntimeOptions options, InstanceCache cache, WorkQueue queue, SayHint say, CommitObservers observers, Lanes lanes)
{
    /// <summary>Runs in a row before the collision is left to a later attempt.</summary>
    private const int MaxRuns = 20;

    private static readonly CommitResult.Committed Nothing = new([], []);

    /// <summary>The same, for one who wants to hear himself what his commits leave to be worked.</summary>
    public Commits Saying(SayHint others) => new(options, cache, queue, others, observers, lanes);

    public async Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(unit, UnitOfWork.Empty))
            return Nothing;
        var result = await options.Store.CommitAsync(Traces.Into(Claiming(unit)), cancellationToken).ConfigureAwait(false);
        switch (result)
        {
            case CommitResult.Committed committed:
                cache.Apply(unit);
                foreach (var answer in unit.Answers) options.Answer?.Invoke(answer);
                // Without workers the rows are looked at by hand.
                if (options.Workers > 0 || options.Hints is not null)
                    Announcement.Of(unit, committed, options.Time.GetUtcNow(), say);
                observers.Tell(unit);
                break;
            case CommitResult.Conflict { Subject: ConflictSubject.InstanceVersion or ConflictSubject.InstanceExists } conflict:
                cache.Remove(conflict.Id);
                break;
        }

        return result;
    }

    /// <summary>Makes a unit and commits it; on a collision makes it again from what is there now.</summary>
    /// <param name="lane">What it works on, kept to itself meanwhile; null: nothing in particular.</param>
    /// <param name="make">Reads and decides, and writes nothing itself.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <returns>The last result: a conflict when others were faster each time, or when the message or command is in other hands.</returns>
    public async Task<CommitResult> RunAsync(
        string? lane, Func<CancellationToken, Task<UnitOfWork>> make, CancellationToken cancellationToken)
    {
        if (lane is null)
            return await RunAsync(make, cancellationToken).ConfigureAwait(false);
        using (await lanes.EnterAsync(lane, cancellationToken).ConfigureAwait(false))
            return await RunAsync(make, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommitResult> RunAsync(Func<CancellationToken, Task<UnitOfWork>> make, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            var unit = await make(cancellationToken).ConfigureAwait(false);
            var result = await CommitAsync(unit, cancellationToken).ConfigureAwait(false);
            if (result is not CommitResult.Conflict conflict || run == MaxRuns)
                return result;
            if (conflict.Subject is ConflictSubject.Message or ConflictSubject.Command or ConflictSubject.Activation)
                return result;
            RuntimeTelemetry.Conflicts.Add(1);
            // In real time: a virtual clock stands still while work is done.
            await Task.Delay(TimeSpan.FromMilliseconds(options.Chance() * 2 * run), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What this process will handle in a moment is born claimed by it. Of many at once the others may take their part.
    /// </summary>
    private UnitOfWork Claiming(UnitOfWork unit)
    {
        if (unit.Messages.Count == 0 || unit.Messages.Count > queue.Room)
            return unit;
        var now = options.Time.GetUtcNow();
        return unit with { Messages = [.. unit.Messages.Select(message => IsDue(message, now) ? message with { ClaimedUntil = now + options.MessageLease } : message)] };
    }

    private static bool IsDue(NewInboxMessage message, DateTimeOffset now) => message.DueAt is not { } due || due <= now;
}
