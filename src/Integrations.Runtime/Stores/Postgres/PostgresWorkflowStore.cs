using Integrations.Runtime.Stores.Postgres.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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
    private readonly Task keepingPartitions;

    private PostgresWorkflowStore(Database database, ILogger log)
    {
        this.database = database;
        writer = new GroupWriter(database, new GroupBatch(owner, Random.Shared.Next(CounterShards)), log);
        keepingPartitions = KeepPartitionsAsync(log);
    }

    /// <summary>Opens the store; brings the schema up to date where the settings say so.</summary>
    /// <exception cref="StoreRefusedException">The schema does not fit, or the database does not keep what it confirms.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be reached.</exception>
    public static PostgresWorkflowStore Open(PostgresSettings settings, ILogger? log = null)
    {
        var database = new Database(settings);
        try
        {
            Schema.RefuseLossyCommits(database);
            if (settings.Migrate) Schema.Migrate(database);
            else Schema.Check(database);
            return new PostgresWorkflowStore(database, log ?? NullLogger.Instance);
        }
        catch
        {
            database.Source.Dispose();
            throw;
        }
    }

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
    public Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken = default) => writer.CommitAsync(unit, cancellationToken);

    /// <summary>Writes what is waiting, then closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        // The runtime closes its store, and so does the container that holds both.
        if (closing.IsCancellationRequested)
            return;
        await closing.CancelAsync().ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
        await keepingPartitions.ConfigureAwait(false);
        await database.DisposeAsync().ConfigureAwait(false);
        closing.Dispose();
    }

    /// <summary>At the start and every few hours, in every process: the first one does it, and the others find it done.</summary>
    private async Task KeepPartitionsAsync(ILogger log)
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
