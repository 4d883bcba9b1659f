using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Integrations.Benchmarks.Load;

/// <summary>
/// The physical limit: rows of so many bytes into one table without an index, by one thread that commits together what waits, with the
/// pragmas of the store. Nothing that is durable on this disk and waits for its commit can be faster.
/// </summary>
internal static class PlainSqlite
{
    public static async Task<Measured> MeasureAsync(DirectoryInfo folder, int callers, int count, int bytes)
    {
        var path = Path.Combine(folder.FullName, $"plain-{Guid.NewGuid():N}.db");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync();
        Execute(connection, Runtime.Stores.Sqlite.SqliteWorkflowStore.WriterPragmas + "CREATE TABLE plain (id INTEGER PRIMARY KEY, data BLOB NOT NULL);");

        var waiting = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });
        var writer = Task.Factory.StartNew(() => Write(connection, waiting.Reader, bytes), TaskCreationOptions.LongRunning);
        await Callers.RunAsync(callers, count / 10, _ => InsertAsync(waiting.Writer));
        var measured = await Callers.RunAsync(callers, count, _ => InsertAsync(waiting.Writer));
        waiting.Writer.Complete();
        await writer;
        return measured;
    }

    private static Task InsertAsync(ChannelWriter<TaskCompletionSource> waiting)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TryWrite(durable);
        return durable.Task;
    }

    private static void Write(SqliteConnection connection, ChannelReader<TaskCompletionSource> waiting, int bytes)
    {
        using var begin = Prepare(connection, "BEGIN IMMEDIATE");
        using var insert = Prepare(connection, "INSERT INTO plain (data) VALUES ($data)");
        using var commit = Prepare(connection, "COMMIT");
        insert.Parameters.AddWithValue("$data", new byte[bytes]);
        List<TaskCompletionSource> group = [];
        while (waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (waiting.TryRead(out var durable))
                group.Add(durable);
            begin.ExecuteNonQuery();
            foreach (var _ in group)
                insert.ExecuteNonQuery();
            commit.ExecuteNonQuery();
            foreach (var durable in group)
                durable.SetResult();
            group.Clear();
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        command.ExecuteNonQuery();
    }
}
