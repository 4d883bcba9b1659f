using Integrations.Runtime.Stores.Postgres.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>
/// The store in a PostgreSQL database, for any number of processes. What two of them could collide on is decided in the database; a process
/// that dies leaves nothing behind but leases that lapse.
/// </summary>
public sealed partial class PostgresWorkflowStore : IWorkflowStore
{
    private const int CounterShards = 64;

    private static readonly TimeSpan PartitionPeriod = TimeSpan.FromHours(6);

    // Tells the claims of this process from those of others.
    private readonly long owner = Random.Shared.NextInt64(1, long.MaxValue);
    private readonly CancellationTokenSource closing = new();
    private readonly Database database;
    private readonly GroupWriter writer;
    private readonly bool migrates;
    private readonly ILogger log;
    private Task? keepingPartitions;

    private PostgresWorkflowStore(PostgresSettings settings, ILogger? log)
    {
        this.log = log ?? NullLogger.Instance;
        migrates = settings.Migrate;
        database = new Database(settings);
        writer = new GroupWriter(database, new GroupBatch(owner, Random.Shared.Next(CounterShards)), this.log);
    }

    /// <summary>The store in a database that need not be there yet: nothing is asked of it before <see cref="OpenAsync"/>.</summary>
    public static PostgresWorkflowStore In(PostgresSettings settings, ILogger? log = null) => new(settings, log);

    /// <summary>Opens the store; brings the schema up to date where the settings say so.</summary>
    /// <exception cref="StoreRefusedException">The schema does not fit, or the database does not keep what it confirms.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be reached.</exception>
    public static PostgresWorkflowStore Open(PostgresSettings settings, ILogger? log = null)
    {
        var store = In(settings, log);
        try
        {
            store.MakeReady();
            return store;
        }
        catch
        {
            store.database.Source.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        // A process that is told to stop does not wait for the migration of another one.
        if (keepingPartitions is null)
            await Task.Run(MakeReady, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public bool IsOutage(Exception error) => Outage.Is(error);

    /// <summary>Brings the schema up to date and does nothing else: for the role that owns it.</summary>
    /// <exception cref="StoreRefusedException">A script failed, or the schema is newer than this program.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be reached.</exception>
    public static async Task MigrateAsync(PostgresSettings settings, CancellationToken cancellationToken = default)
    {
        await using var database = new Database(settings);
        Schema.Migrate(database);
        await Schema.KeepPartitionsAsync(database, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public bool IsCongested => writer.IsCongested;

    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken = default) => writer.CommitAsync(unit, cancellationToken);

    /// <summary>Writes what is waiting, then closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        // The runtime closes its store, and so does the container that holds both.
        if (closing.IsCancellationRequested)
            return;
        await closing.CancelAsync().ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
        if (keepingPartitions is not null)
            await keepingPartitions.ConfigureAwait(false);
        await database.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
    }

    private void MakeReady()
    {
        try
        {
            Schema.RefuseLossyCommits(database);
            if (!Schema.IsUpToDate(database))
            {
                if (migrates) Schema.Migrate(database);
                else Schema.Check(database);
            }
        }
        catch (NpgsqlException no) when (!Outage.Is(no))
        {
            throw Refusal.Of(no);
        }

        keepingPartitions = KeepPartitionsAsync();
    }

    /// <summary>At the start and every few hours, in every process: the first one does it, and the others find it done.</summary>
    private async Task KeepPartitionsAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await Schema.KeepPartitionsAsync(database, closing.Token).ConfigureAwait(false);
                await Task.Delay(PartitionPeriod, closing.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Meanwhile rows land in the default partition, which is as good until retention comes.
                log.LogWarning("The partitions of the journal could not be looked after: {Error}", error.Message);
                await Task.WhenAny(Task.Delay(TimeSpan.FromMinutes(1), closing.Token)).ConfigureAwait(false);
            }
        }
    }
}
