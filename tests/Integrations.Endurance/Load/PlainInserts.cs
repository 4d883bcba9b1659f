using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Integrations.Endurance.Load;

/// <summary>The limit: rows into a table without anything else, one commit each.</summary>
internal static class PlainInserts
{
    public static async Task<(double PerSecond, IReadOnlyList<double> Milliseconds)> MeasureAsync(string connectionString, int clients, int count, int bytes)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var create = source.CreateCommand("CREATE TABLE IF NOT EXISTS plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data bytea NOT NULL)"))
            await create.ExecuteNonQueryAsync();
        var data = new byte[bytes];
        Random.Shared.NextBytes(data);
        var times = new ConcurrentBag<double>();
        var left = count;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO plain (data) VALUES ($1)", connection) { Parameters = { new() { Value = data } } };
            await insert.PrepareAsync();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var begun = Stopwatch.GetTimestamp();
                await insert.ExecuteNonQueryAsync();
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        })));
        return (count / watch.Elapsed.TotalSeconds, [.. times.Order()]);
    }
}
