using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Queues;

/// <summary>
/// Work by hints of a queue. What a row comes to is written in the row; the queue gives a hint out again only when a process died or hung over
/// it. So a hint in the poison queue has killed or hung a process each time, and nothing else lands there: a store that does not answer
/// counts against nobody.
/// </summary>
internal sealed class HintedWork(
    RuntimeOptions options, IWorkHints hints, Commits commits, MessageProcessor processor, SuspectMessages suspects, CommandDelivery delivery, Ticker ticker, ILogger<HintedWork> log)
{
    /// <summary>Kind of the messages that keep a text of the queue that is none of ours.</summary>
    public const string UnreadableKind = "queue-text";

    /// <summary>A row that was due this long ago and that nobody took has lost its hint, or its hint waits behind many others.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    /// <summary>How long a row whose hint was said again is not said once more.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>A hint that could not be worked because the store does not answer.</summary>
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// From the third time on, a hint is suspected of killing processes, and worked when no other suspect is. Of a message its row tells.
    /// </summary>
    private const int Suspect = 3;

    /// <summary>Commands that this process is delivering.</summary>
    private readonly ConcurrentDictionary<long, bool> inHand = new();

    /// <summary>
    /// Commands that this process has said again, and until when that is enough. A tick whose time was over may still be at it when the next
    /// one comes.
    /// </summary>
    private readonly ConcurrentDictionary<long, DateTimeOffset> saidAgain = new();

    /// <inheritdoc cref="HintWork"/>
    public async Task WorkAsync(string text, int delivered, CancellationToken cancellationToken)
    {
        var hint = HintText.Read(text);
        var alone = delivered >= Suspect && Only(hint) is not WorkHint.Message && await suspects.TryEnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WorkAsync(hint, text, delivered, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (alone)
                suspects.Leave();
        }

        // A handler that was cut ends normally; its message is still pending.
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Says again what nobody took in time.</summary>
    /// <returns>How many rows.</returns>
    public async Task<int> SayOverdueAsync(CancellationToken cancellationToken)
    {
        var room = await hints.RoomAsync(cancellationToken).ConfigureAwait(false);
        var now = options.Time.GetUtcNow();
        var messages = await options.Store.ClaimDueMessagesAsync(now - Overdue, now + AgainAfter, room, cancellationToken).ConfigureAwait(false);
        foreach (var id in messages)
            hints.Say(ByItself(new WorkHint.Message(id)), now);
        return messages.Count + await SayOverdueCommandsAsync(now, room, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A claim of a command keeps it from being delivered, so these are only looked at, and noted here.</summary>
    private async Task<int> SayOverdueCommandsAsync(DateTimeOffset now, int room, CancellationToken cancellationToken)
    {
        foreach (var id in saidAgain.Where(said => said.Value <= now || said.Value > now + AgainAfter).Select(said => said.Key).ToList())
            saidAgain.TryRemove(id, out _);
        var overdue = await options.Store.FindDueCommandsAsync(now - Overdue, room + saidAgain.Count, cancellationToken).ConfigureAwait(false);
        var said = 0;
        foreach (var id in overdue)
        {
            if (said == room) break;
            if (!saidAgain.TryAdd(id, now + AgainAfter)) continue;
            hints.Say(ByItself(new WorkHint.Command(id)), now);
            said++;
        }

        return said;
    }

    /// <summary>Gives up what a text of the poison queue points to: a person finds it among the dead letters, with the reason, and can replay it.</summary>
    public async Task GiveUpAsync(string text, CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        UnitOfWork? unit = Only(HintText.Read(text)) switch
        {
            WorkHint.Message(var id) => new UnitOfWork { InboxMarks = [new InboxMark.Dead(id, now, SuspectMessages.Code, SuspectMessages.Reason)] },
            WorkHint.Command(var id) => new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(id, now, SuspectMessages.Code, SuspectMessages.Reason)] },
            // Several are taken apart at their second delivery, and given up one by one.
            WorkHint.Time or WorkHint.Rows => UnitOfWork.Empty,
            _ => null,
        };
        if (unit is null)
        {
            await SetAsideAsync(text, cancellationToken).ConfigureAwait(false);
            return;
        }

        // A conflict: it came to its end after all.
        if (await commits.CommitAsync(unit, cancellationToken).ConfigureAwait(false) is CommitResult.Committed && unit != UnitOfWork.Empty)
        {
            RuntimeTelemetry.DeadLetters.Add(1);
            log.LogError("Hint {Hint} killed or hung a process each time and is given up", text);
        }
    }

    /// <summary>The handler of texts that are none of ours: they wait in quarantine.</summary>
    public Task<UnitOfWork> QuarantineAsync(InboxMessage message, CancellationToken cancellationToken) => Task.FromResult(new UnitOfWork
    {
        InboxMarks =
        [
            new InboxMark.Quarantined(
                message.Id, options.Time.GetUtcNow(), "queue.unreadable", "La file d'attente contenait un message qui n'est pas de ce service. Il est conservé ici."),
        ],
    });

    /// <summary>The row of a hint that names one, whether it is by itself or not; any other hint as it is.</summary>
    private static WorkHint? Only(WorkHint? hint) => hint is WorkHint.Rows([var only]) ? only : hint;

    /// <summary>Nobody took the row, or who took it said nothing more of it.</summary>
    private static WorkHint ByItself(WorkHint hint) => hint is WorkHint.Rows ? hint : new WorkHint.Rows([hint]);

    private async Task WorkAsync(WorkHint? hint, string text, int delivered, CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        switch (hint)
        {
            case null:
                await SetAsideAsync(text, cancellationToken).ConfigureAwait(false);
                break;
            case WorkHint.Time(var at) when at > now:
                hints.Say(hint, at);
                break;
            case WorkHint.Time:
                await OrPutOffAsync(hint, () => ticker.FireDueAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
                break;
            case WorkHint.Rows({ Count: > 1 } rows) when delivered > 1:
                // One of them may have killed the process that had them: from now on each answers for itself, and stays by itself.
                foreach (var row in rows)
                    hints.Say(ByItself(row), now);
                break;
            default:
                var chain = new WorkChain((row, say) => OrPutOffAsync(row, () => WorkRowAsync(row, say, cancellationToken), cancellationToken), hints.Say, options.Time);
                await chain.RunAsync(hint is WorkHint.Rows({ Count: > 1 } all) ? all : [delivered > 1 ? ByItself(hint) : hint], cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task WorkRowAsync(WorkHint row, SayHint say, CancellationToken cancellationToken)
    {
        var own = commits.Saying(say);
        switch (Only(row))
        {
            case WorkHint.Message(var id):
                if (await processor.With(own).ProcessHintedAsync(id, suspect: row is WorkHint.Rows, cancellationToken).ConfigureAwait(false) is { } later)
                    say(new WorkHint.Message(id), later);
                break;
            case WorkHint.Command(var id):
                await DeliverAsync(id, delivery.With(own), say, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task OrPutOffAsync(WorkHint hint, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The store does not answer, so nothing could be written down, not even that it failed.
            log.LogError(error, "Hint {Hint} could not be worked; it is said again", HintText.Write(hint));
            PutOff(hint);
        }
    }

    /// <inheritdoc cref="WorkflowRuntime.PutOff"/>
    public bool PutOff(string text)
    {
        if (HintText.Read(text) is not { } hint)
            return false;
        PutOff(hint);
        return true;
    }

    private void PutOff(WorkHint hint) => hints.Say(hint, options.Time.GetUtcNow() + (StorePause * (0.5 + options.Chance())));

    private async Task DeliverAsync(long id, CommandDelivery own, SayHint say, CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        if (inHand.ContainsKey(id) || !await options.Store.ClaimCommandAsync(id, now, now + options.CommandLease, cancellationToken).ConfigureAwait(false))
        {
            // Done, in other hands, held back (whoever delivers the one before goes on with it), or early.
            var command = await options.Store.GetCommandAsync(id, cancellationToken).ConfigureAwait(false);
            if (command is { State: OutboxState.Pending } && command.DueAt > now)
                say(new WorkHint.Command(id), command.DueAt);
            return;
        }

        var delivered = await DeliverInHandAsync(id, own, cancellationToken).ConfigureAwait(false);
        while (delivered?.OrderingKey is not null)
        {
            var later = options.Time.GetUtcNow();
            if (later - now > WorkChain.Longest)
            {
                foreach (var waits in await options.Store.FindDueCommandsAsync(later, 8, cancellationToken).ConfigureAwait(false))
                    say(new WorkHint.Command(waits), later);
                return;
            }

            var freed = await options.Store.ClaimFreshCommandsAsync(later, later + options.CommandLease, 1, cancellationToken).ConfigureAwait(false);
            delivered = freed.Count == 0 ? null : await DeliverInHandAsync(freed[0], own, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<OutboxCommand?> DeliverInHandAsync(long id, CommandDelivery own, CancellationToken cancellationToken)
    {
        // The lease says it to the others, and to this process only until the clock is set forward.
        if (!inHand.TryAdd(id, true))
            return null;
        try
        {
            return await own.DeliverAsync(id, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            inHand.TryRemove(id, out _);
        }
    }

    private async Task SetAsideAsync(string text, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var message = new NewInboxMessage(new DedupeKey("queue", Convert.ToHexStringLower(SHA256.HashData(bytes))), UnreadableKind, bytes)
        {
            ContentType = "text/plain; charset=utf-8",
            ReceivedAt = options.Time.GetUtcNow(),
        };
        var result = await commits.CommitAsync(new UnitOfWork { Messages = [message] }, cancellationToken).ConfigureAwait(false);
        await processor.ProcessHintedAsync(((CommitResult.Committed)result).Receipts[0].MessageId, suspect: false, cancellationToken).ConfigureAwait(false);
    }
}
