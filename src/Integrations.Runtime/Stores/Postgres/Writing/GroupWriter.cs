using System.Data;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>
/// The one writer of a process. It takes all units that wait and fit together, looks in one round trip what they collide with, and writes
/// those that collide with nothing in a second one, which commits; messages alone collide with nothing, and need the second one only. So round trips and syncs to disk are shared by all who wait for them.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    /// <summary>Units that may wait; who comes after them waits outside, and can be told to come again.</summary>
    internal const int Capacity = 2048;

    /// <summary>A group that failed by what another process did at the same moment is tried this often.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Database database;
    private readonly GroupBatch batch;
    private readonly ILogger log;
    private readonly CancellationTokenSource closing = new();
    private readonly Task loop;
    private NpgsqlConnection? connection;
    private TimeSpan pause;

    public GroupWriter(Database database, GroupBatch batch, ILogger log)
    {
        this.database = database;
        this.batch = batch;
        this.log = log;
        loop = Task.Run(RunAsync);
    }

    public bool IsCongested => WaitingUnit.IsDeep(waiting.Reader.Count, Capacity);

    public async Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var pending = new Pending(unit);
        await waiting.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        return await pending.AnswerAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is waiting, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        closing.Dispose();
    }

    private async Task RunAsync()
    {
        // Units that did not fit into the group before, first in line for the next.
        List<Pending> left = [];
        while (left.Count > 0 || await waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = new UnitGroup();
            List<Pending> members = [], notYet = [];
            foreach (var pending in left.Concat(Arrived(UnitGroup.LargestSize - left.Count)))
                (group.TryAdd(pending.Footprint) ? members : notYet).Add(pending);
            left = notYet;
            await PauseAsync().ConfigureAwait(false);
            members.RemoveAll(static pending => !pending.TryTake());
            if (members.Count > 0) await WriteAsync(members).ConfigureAwait(false);
        }

        await DropConnectionAsync().ConfigureAwait(false);
    }

    private IEnumerable<Pending> Arrived(int most)
    {
        for (var taken = 0; taken < most && waiting.Reader.TryRead(out var pending); taken++)
            yield return pending;
    }

    /// <summary>
    /// Writes a group and answers. What fails by itself fails alone: the group is halved until the unit is found. What fails with the
    /// connection is told to all of the group, since nobody knows whether it was written.
    /// </summary>
    private async Task WriteAsync(IReadOnlyList<Pending> group)
    {
        UnitOfWork[] units = [.. group.Select(pending => pending.Unit)];
        var areMessages = Array.TrueForAll(units, IsMessage);
        for (var attempt = 1; ; attempt++)
        {
            var sent = false;
            try
            {
                var open = await ConnectionAsync().ConfigureAwait(false);
                var rows = GroupRows.Of(units, areMessages ? StoredFacts.OfMessages : await StoredFacts.LoadAsync(open, units).ConfigureAwait(false));
                sent = true;
                await batch.WriteAsync(open, rows, hasBegun: !areMessages).ConfigureAwait(false);
                foreach (var (pending, answer) in group.Zip(rows.Answers)) pending.Answer.SetResult(answer);
                return;
            }
            catch (Exception error) when (IsOfConnection(error))
            {
                var wasOpen = connection is not null;
                await DropConnectionAsync().ConfigureAwait(false);
                // A connection may have died while nobody used it: nothing was sent on it, so another one can do. Messages can be sent twice:
                // they are known by their keys. Should the first time have counted, the receipt calls them known, and the tick says their hints.
                if (wasOpen && (!sent || areMessages) && attempt == 1) continue;
                log.LogWarning("The connection to the database was lost: {Error}. {Units} units have no answer", error.GetType().Name, group.Count);
                pause = pause == TimeSpan.Zero ? ShortestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 2));
                foreach (var pending in group) pending.Answer.SetException(new StoreConnectionLostException(sent, error));
                return;
            }
            catch (Exception error)
            {
                await CloseConnectionAsync().ConfigureAwait(false);
                if (attempt < Attempts && error is PostgresException { SqlState: var state } && IsByChance(state)) continue;
                if (group.Count == 1)
                {
                    group[0].Answer.SetException(error);
                    return;
                }
            }

            var half = group.Count / 2;
            await WriteAsync([.. group.Take(half)]).ConfigureAwait(false);
            await WriteAsync([.. group.Skip(half)]).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>It brings a message and nothing else, as webhooks do: there is nothing to look up first, so one round trip will do.</summary>
    private static bool IsMessage(UnitOfWork unit) => unit.Messages.Count == 1 && unit with { Messages = UnitOfWork.Empty.Messages } == UnitOfWork.Empty;

    /// <summary>Two processes did the same at the same moment: in the next attempt one of them sees what the other did.</summary>
    private static bool IsByChance(string sqlState) => sqlState
        is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable;

    /// <summary>An answer of the database on a connection that stands means that nothing was written; anything else means nothing at all.</summary>
    private bool IsOfConnection(Exception error) =>
        connection is not { State: ConnectionState.Open } || error is NpgsqlException and not PostgresException;

    private async ValueTask<NpgsqlConnection> ConnectionAsync()
    {
        if (connection is null)
        {
            connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            pause = TimeSpan.Zero;
        }

        return connection;
    }

    /// <summary>
    /// Ends the connection of a group that failed half way, and its transaction with it. Npgsql forgets which of the statements that it
    /// wanted to prepare the server has not taken, so the connection must not be used again (npgsql/npgsql#6391).
    /// </summary>
    private async Task CloseConnectionAsync()
    {
        // Connections in use are closed when they come back to the pool; this one comes back now.
        database.Source.Clear();
        await DropConnectionAsync().ConfigureAwait(false);
    }

    /// <summary>What is open on it ends: the pool closes a broken connection and rolls back on one that stands.</summary>
    private async Task DropConnectionAsync()
    {
        if (connection is null) return;
        var dropped = connection;
        connection = null;
        try
        {
            await dropped.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            log.LogDebug("A connection could not be closed: {Error}", error.GetType().Name);
        }
    }

    /// <summary>After a connection was lost, and longer each time: whoever waits meanwhile is written, or told, with the next one.</summary>
    private async Task PauseAsync()
    {
        if (pause > TimeSpan.Zero)
            await Task.WhenAny(Task.Delay(pause, closing.Token)).ConfigureAwait(false);
    }

    private sealed class Pending(UnitOfWork unit) : WaitingUnit(unit)
    {
        // Reckoned by the caller, not on the way of the writer.
        public Footprint Footprint { get; } = Footprint.Of(unit);
    }
}
