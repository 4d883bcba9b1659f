using System.Collections.Concurrent;
using DbUp;
using DbUp.Engine;
using Integrations.Runtime.Inbox;
using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in WAL mode with synchronous=FULL, so that what is committed survives a power cut.
/// One process at a time works on a file, and a second is refused. In memory (<see cref="InMemory"/>) it serves simulations and tests.
/// </summary>
public sealed partial class SqliteWorkflowStore : IWorkflowStore
{
    internal const string WriterPragmas =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000;";
    private const string ReaderPragmas = "PRAGMA query_only = 1; PRAGMA busy_timeout = 5000;";

    private readonly string connectionString;
    private readonly GroupCommitWriter writer;
    private readonly ConcurrentBag<Session> readers = [];
    private long definitionsRevision;
    private readonly Claims claimedMessages = new();
    private readonly Claims claimedCommands = new();

    // Connections to a database in memory share one cache and would see each other's unfinished group.
    private readonly SemaphoreSlim? gate;

    // Held as long as the store is open; the system lets go of it when the process dies.
    private readonly FileStream? ownership;

    private SqliteWorkflowStore(string connectionString, FileStream? ownership)
    {
        this.connectionString = connectionString;
        this.ownership = ownership;
        gate = ownership is null ? new SemaphoreSlim(1, 1) : null;
        var session = new Session(connectionString, WriterPragmas);
        Migrate(connectionString);
        writer = new GroupCommitWriter(session, gate);
    }

    /// <summary>Opens the store in a file; creates the file or brings its schema up to date.</summary>
    /// <exception cref="StoreInUseException">Another process works on it.</exception>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public static SqliteWorkflowStore OpenFile(string path)
    {
        var ownership = TakeOwnership(path);
        try
        {
            return new SqliteWorkflowStore(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString(), ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store that lives as long as this object.</summary>
    public static SqliteWorkflowStore InMemory() =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = Guid.NewGuid().ToString("N"),
                Mode = SqliteOpenMode.Memory,
                Cache = SqliteCacheMode.Shared,
                Pooling = false,
            }.ToString(),
            ownership: null);

    /// <summary>All reads made so far, for the test that looks at their plans.</summary>
    internal IEnumerable<string> PreparedReads => readers.SelectMany(session => session.PreparedTexts).Distinct(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool IsCongested => writer.IsCongested;

    /// <inheritdoc />
    public bool IsOutage(Exception error) => Outage.Is(error);

    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken = default)
    {
        var result = await writer.CommitAsync(unit, cancellationToken).ConfigureAwait(false);
        if (result is CommitResult.Committed committed)
        {
            KeepClaims(unit, committed);
            if (unit.Definitions.Count + unit.DefinitionsDeleted.Count > 0) Interlocked.Increment(ref definitionsRevision);
        }

        return result;
    }

    /// <summary>Writes what is waiting, then closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        while (readers.TryTake(out var reader))
            reader.Dispose();
        gate?.Dispose();
        ownership?.Dispose();
    }

    private void KeepClaims(UnitOfWork unit, CommitResult.Committed committed)
    {
        foreach (var mark in unit.InboxMarks)
        {
            if (mark is not (InboxMark.Begun or InboxMark.TakenBack))
                claimedMessages.Release(mark.MessageId);
        }

        foreach (var mark in unit.OutboxMarks)
            claimedCommands.Release(mark.CommandId);
        for (var i = 0; i < unit.Messages.Count; i++)
        {
            if (unit.Messages[i].ClaimedUntil is { } until && !committed.Receipts[i].Duplicate)
                claimedMessages.Add(committed.Receipts[i].MessageId, until);
        }
    }

    private static FileStream TakeOwnership(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(path + ".lock"))
        {
            throw new StoreInUseException(path, error);
        }
    }

    /// <summary>
    /// On a connection of its own: commands that DbUp leaves behind are finalised whenever the collector likes, and a finaliser that touches
    /// the writer's connection while it prepares a statement spoils the list of its commands.
    /// </summary>
    private static void Migrate(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        var result = DeployChanges.To
            .SqliteDatabase(new DbUp.Sqlite.Helpers.SharedConnection(connection))
            .WithScriptsEmbeddedInAssembly(typeof(SqliteWorkflowStore).Assembly, name => name.Contains(".Sqlite.Migrations.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} of the store failed.", result.Error);
    }

    private ValueTask<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        gate?.Wait(cancellationToken);
        try
        {
            var session = readers.TryTake(out var idle) ? idle : new Session(connectionString, ReaderPragmas);
            var result = read(session);
            readers.Add(session);
            return ValueTask.FromResult(result);
        }
        finally
        {
            gate?.Release();
        }
    }

    private static Page<T> ReadPage<T>(
        Session session, string columns, string from, string order, Func<SqliteDataReader, T> map, PageRequest page, params object?[] filter)
    {
        var items = session.Prepare($"SELECT {columns} {from} {order} LIMIT $take OFFSET $skip").Read(map, [.. filter, page.Take, page.Skip]);
        var total = session.Prepare($"SELECT count(*) {from}").ReadFirst(row => row.GetInt64(0), filter);
        return new Page<T>(items, total);
    }
}

/// <summary>Another process works on the store.</summary>
/// <param name="path">Its file.</param>
/// <param name="inner">What the system says.</param>
public sealed class StoreInUseException(string path, Exception inner)
    : IOException($"Le fichier « {Path.GetFileName(path)} » est déjà utilisé par un autre processus : arrêtez-le d'abord.", inner);
