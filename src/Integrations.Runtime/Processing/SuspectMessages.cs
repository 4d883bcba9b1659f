using System.Collections.Concurrent;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Processing;

/// <summary>
/// Messages over which a process may have died. One that throws is counted when it has thrown; one that ends the process lets nobody count
/// afterwards, so that it begins is noted in its row before. Only of suspects: a message that is handled in the process where it was born
/// costs no such write.
/// </summary>
/// <param name="options">Store and clock.</param>
/// <param name="log">Ids only.</param>
internal sealed class SuspectMessages(RuntimeOptions options, ILogger<SuspectMessages> log) : IDisposable
{
    /// <summary>Of what ended or hung a process each time.</summary>
    public const string Code = "queue.poison";

    /// <inheritdoc cref="Code"/>
    public const string Reason = "Le traitement a arrêté ou bloqué le service à chaque essai. Relancez-le quand la cause est connue.";

    /// <summary>
    /// Processes that may begin a message and say nothing more of it. Twice as many as a queue gives a hint out: without a queue, a process that
    /// is ended from outside again and again must not give up what it happened to have in hand.
    /// </summary>
    internal const int MostBeginnings = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>
    /// Messages of which this process has noted that it begins them. It ends once at most, so it notes each once, however often it takes it up
    /// again because the store was away meanwhile.
    /// </summary>
    private readonly ConcurrentDictionary<long, bool> noted = new();

    /// <summary>Null: not known yet, or nobody need know.</summary>
    private long? lastLeft;

    /// <summary>Looks which messages an earlier process may have left: whatever of them is still pending may have ended it.</summary>
    public async ValueTask FindLeftAsync(CancellationToken cancellationToken) =>
        lastLeft ??= await options.Store.GetLastMessageIdAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a process may have died over a message, as far as its row tells.</summary>
    public bool Has(InboxMessage message) => message.Begun > 0 || message.Id <= lastLeft;

    /// <summary>
    /// Waits until nothing else that is suspected is worked in this process, so that those who were only beside the culprit when it struck come
    /// to their end before it strikes again.
    /// </summary>
    /// <returns>False: it took too long, since what has the turn hangs; <see cref="Leave"/> must not be called.</returns>
    public Task<bool> TryEnterAsync(CancellationToken cancellationToken) => turn.WaitAsync(Patience, cancellationToken);

    /// <summary>Ends the turn.</summary>
    public void Leave() => turn.Release();

    /// <summary>Works a suspect, or gives it up.</summary>
    /// <param name="message">As it was read.</param>
    /// <param name="commits">Writes the notes.</param>
    /// <param name="work">Works it; false: it was cut.</param>
    /// <param name="cancellationToken">The process stops, or the time of the message is over.</param>
    public async Task WorkAsync(InboxMessage message, Commits commits, Func<InboxMessage, Task<bool>> work, CancellationToken cancellationToken)
    {
        // Those of a first time are not made to wait for each other: mostly a process ended for reasons of its own and left many.
        var wasBegun = message.Begun > 0;
        var alone = wasBegun && await TryEnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var current = wasBegun ? await options.Store.GetMessageAsync(message.Id, cancellationToken).ConfigureAwait(false) : message;
            if (current is not { State: InboxState.Pending } || !await BeginAsync(current, commits, cancellationToken).ConfigureAwait(false))
                return;
            // Where it throws, nothing could be written of its end: the note stands, and is not made again here.
            if (await work(current).ConfigureAwait(false))
                noted.TryRemove(current.Id, out _);
            else
                await TakeBackAsync(current, commits).ConfigureAwait(false);
        }
        finally
        {
            if (alone)
                Leave();
        }
    }

    /// <summary>To be called when nothing is in work.</summary>
    public void Dispose() => turn.Dispose();

    private async Task<bool> BeginAsync(InboxMessage message, Commits commits, CancellationToken cancellationToken)
    {
        if (noted.ContainsKey(message.Id))
            return true;
        if (message.Begun >= MostBeginnings)
        {
            await GiveUpAsync(message, commits, cancellationToken).ConfigureAwait(false);
            return false;
        }

        noted[message.Id] = true;
        try
        {
            var note = new UnitOfWork { InboxMarks = [new InboxMark.Begun(message.Id, options.Time.GetUtcNow())] };
            if (await commits.CommitAsync(note, cancellationToken).ConfigureAwait(false) is CommitResult.Committed)
                return true;
            // Another came to its end with it.
            noted.TryRemove(message.Id, out _);
            return false;
        }
        catch (Exception error) when (error is not StoreConnectionLostException { MayBeWritten: true })
        {
            noted.TryRemove(message.Id, out _);
            throw;
        }
    }

    /// <summary>A stop is nobody's fault.</summary>
    private async Task TakeBackAsync(InboxMessage message, Commits commits)
    {
        try
        {
            var unit = new UnitOfWork { InboxMarks = [new InboxMark.TakenBack(message.Id, options.Time.GetUtcNow())] };
            await commits.CommitAsync(unit, CancellationToken.None).ConfigureAwait(false);
            noted.TryRemove(message.Id, out _);
        }
        catch (Exception error)
        {
            log.LogWarning("That message {MessageId} was cut could not be noted ({Error}): it counts as begun", message.Id, error.GetType().Name);
        }
    }

    private async Task GiveUpAsync(InboxMessage message, Commits commits, CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork { InboxMarks = [new InboxMark.Dead(message.Id, options.Time.GetUtcNow(), Code, Reason)] };
        if (await commits.CommitAsync(unit, cancellationToken).ConfigureAwait(false) is not CommitResult.Committed)
            return;
        RuntimeTelemetry.DeadLetters.Add(1);
        log.LogError("Message {MessageId} of kind {Kind} was begun {Times} times, and each time the process ended or hung; it is given up", message.Id, message.Kind, message.Begun);
    }
}
