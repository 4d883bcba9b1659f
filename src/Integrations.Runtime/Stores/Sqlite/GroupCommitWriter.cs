using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>
/// The one writer. Its thread takes all units that wait, applies each in a savepoint of its own (a conflict undoes only its own),
/// commits once, and then answers the callers. So the price of one sync to disk is shared by all who wait for it.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    /// <summary>Units in one commit at most: bounds how long the first of them waits.</summary>
    private const int LargestGroup = 512;

    /// <summary>Units that may wait; who comes after them waits outside, and can be told to come again.</summary>
    internal const int Capacity = 4 * LargestGroup;

    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Session session;
    private readonly UnitWriter units;
    private readonly SemaphoreSlim? gate;
    private readonly Thread thread;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="session">The writer's own connection; disposed with it.</param>
    /// <param name="gate">Held during a group where readers share the connection's cache and must not see it half done; null: readers have snapshots.</param>
    public GroupCommitWriter(Session session, SemaphoreSlim? gate)
    {
        this.session = session;
        this.gate = gate;
        units = new UnitWriter(session);
        thread = new Thread(Run) { IsBackground = true, Name = "workflow-store-writer" };
        thread.Start();
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
        await ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var group = new List<Pending>(LargestGroup);
        try
        {
            while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (group.Count < LargestGroup && waiting.Reader.TryRead(out var pending))
                    group.Add(pending);
                gate?.Wait();
                try
                {
                    group.RemoveAll(static pending => !pending.TryTake());
                    if (group.Count > 0) Write(group);
                }
                finally
                {
                    gate?.Release();
                }

                foreach (var pending in group)
                    pending.Reply();
                group.Clear();
            }
        }
        finally
        {
            session.Dispose();
            ended.SetResult();
        }
    }

    private void Write(List<Pending> group)
    {
        try
        {
            session.Prepare("BEGIN IMMEDIATE").Execute();
            foreach (var pending in group)
                Apply(pending);
            session.Prepare("COMMIT").Execute();
        }
        catch (Exception error)
        {
            // The disk is full, or gone: nobody's unit was written, and everybody is told.
            foreach (var pending in group)
                pending.Fail(error);
            RollBackIfOpen();
        }
    }

    private void Apply(Pending pending)
    {
        session.Prepare("SAVEPOINT unit").Execute();
        try
        {
            var result = units.Write(pending.Unit);
            if (result is CommitResult.Conflict)
                session.Prepare("ROLLBACK TO unit").Execute();
            pending.Succeed(result);
        }
        catch (Exception error) when (InTransaction)
        {
            // A unit that cannot be written (a null where none may be) is its caller's error and nobody else's.
            session.Prepare("ROLLBACK TO unit").Execute();
            pending.Fail(error);
        }

        session.Prepare("RELEASE unit").Execute();
    }

    private void RollBackIfOpen()
    {
        try
        {
            if (InTransaction)
                session.Prepare("ROLLBACK").Execute();
        }
        catch (SqliteException)
        {
            // Its cause has been told. The transaction stays open, the next group fails to begin one and tries to roll back again.
        }
    }

    // On some errors (full disk, out of memory) SQLite rolls the whole transaction back by itself.
    private bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0;

    private sealed class Pending(UnitOfWork unit) : WaitingUnit(unit)
    {
        private CommitResult? result;
        private Exception? error;

        public void Succeed(CommitResult value) => result = value;

        public void Fail(Exception value) => error = value;

        public void Reply()
        {
            if (error is not null)
                Answer.SetException(error);
            else
                Answer.SetResult(result!);
        }
    }
}
