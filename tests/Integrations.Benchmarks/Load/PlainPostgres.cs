using Npgsql;

namespace Integrations.Benchmarks.Load;

/// <summary>
/// The limit of a server: rows into one table without an index beside its key, each client on a connection of its own with a prepared statement,
/// each row a commit. The server itself lets commits that meet share a sync.
/// </summary>
internal static class PlainPostgres
{
    public static async Task<Measured> MeasureAsync(string connectionString, int callers, int count, int bytes)
    {
        await using var source = new NpgsqlDataSourceBuilder(connectionString).Build();
        await using (var create = source.CreateCommand("DROP TABLE IF EXISTS plain; CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data bytea NOT NULL)"))
            await create.ExecuteNonQueryAsync();
        var clients = new System.Collections.Concurrent.ConcurrentBag<NpgsqlCommand>();
        for (var i = 0; i < callers; i++)
        {
            var command = new NpgsqlCommand("INSERT INTO plain (data) VALUES ($1)", await source.OpenConnectionAsync());
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = new byte[bytes] });
            await command.PrepareAsync();
            clients.Add(command);
        }

        async Task InsertAsync(int _)
        {
            clients.TryTake(out var client);
            await client!.ExecuteNonQueryAsync();
            clients.Add(client);
        }

        await Callers.RunAsync(callers, count / 10, InsertAsync);
        var measured = await Callers.RunAsync(callers, count, InsertAsync);
        foreach (var client in clients)
        {
            await client.Connection!.DisposeAsync();
            await client.DisposeAsync();
        }

        return measured;
    }
}
