using System.Threading.Channels;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.Data.Sqlite;

namespace Integrations.Benchmarks.Load;

/// <summary>
/// The physical limit: one table without an index, one thread that commits together what waits, the pragmas of the store. Nothing that
/// is durable on this disk and waits for its commit can be faster.
/// </summary>
internal sealed class PlainSqlite : IAsyncDisposable
{
    private readonly Channel<Pending> waiting = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly byte[] data;
    private readonly Task writer;

    private PlainSqlite(DirectoryInfo folder, int bytes, int rows)
    {
        data = new byte[bytes];
        var path = Path.Combine(folder.FullName, $"plain-{Guid.NewGuid():N}.db");
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using (var create = Prepare(SqliteWorkflowStore.WriterPragmas + "CREATE TABLE plain (id INTEGER PRIMARY KEY, data BLOB NOT NULL);"))
            create.ExecuteNonQuery();
        Fill(rows);
        writer = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>A table with so many rows of so many bytes.</summary>
    public static PlainSqlite Open(DirectoryInfo folder, int bytes, int rows = 0) => new(folder, bytes, rows);

    /// <summary>What inserts of rows of so many bytes take.</summary>
    public static async Task<Measured> MeasureAsync(DirectoryInfo folder, int callers, int count, int bytes)
    {
        await using var plain = Open(folder, bytes);
        await Callers.RunAsync(callers, count / 10, _ => plain.InsertAsync());
        return await Callers.RunAsync(callers, count, _ => plain.InsertAsync());
    }

    /// <summary>A new row; durable when the task completes.</summary>
    public Task InsertAsync() => WriteAsync(new Pending(null));

    /// <summary>Other bytes for a row that is there; durable when the task completes.</summary>
    public Task UpdateAsync(long id) => WriteAsync(new Pending(id));

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await writer;
        await connection.DisposeAsync();
    }

    private Task WriteAsync(Pending pending)
    {
        waiting.Writer.TryWrite(pending);
        return pending.Durable.Task;
    }

    private void Write()
    {
        using var begin = Prepare("BEGIN IMMEDIATE");
        using var insert = Prepare("INSERT INTO plain (data) VALUES ($data)");
        using var update = Prepare("UPDATE plain SET data = $data WHERE id = $id");
        using var commit = Prepare("COMMIT");
        insert.Parameters.AddWithValue("$data", data);
        update.Parameters.AddWithValue("$data", data);
        var id = update.Parameters.AddWithValue("$id", 0L);
        List<Pending> group = [];
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.Reader.TryRead(out var pending))
                group.Add(pending);
            begin.ExecuteNonQuery();
            foreach (var pending in group)
            {
                // A row that does not change would not be written.
                data[0]++;
                id.Value = pending.Id ?? 0;
                (pending.Id is null ? insert : update).ExecuteNonQuery();
            }

            commit.ExecuteNonQuery();
            foreach (var pending in group)
                pending.Durable.SetResult();
            group.Clear();
        }
    }

    private void Fill(int rows)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = Prepare("INSERT INTO plain (data) VALUES ($data)");
        insert.Transaction = transaction;
        insert.Parameters.AddWithValue("$data", data);
        for (var i = 0; i < rows; i++)
            insert.ExecuteNonQuery();
        transaction.Commit();
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <param name="Id">The row to change; null: a new one.</param>
    private sealed record Pending(long? Id)
    {
        public TaskCompletionSource Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
