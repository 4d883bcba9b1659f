using System.Globalization;
using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Microsoft.Data.Sqlite;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Bytes of the file per suspended instance of b3, everything counted.</summary>
internal static class SizeMode
{
    private const double Target = 2_048;

    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        var direct = await MeasureAsync(folder, "direct", scale, (store, _) => store.StartAsync(Workload.Event));
        var received = await MeasureAsync(folder, "received", scale, ReceiveAsync);
        return new Section(
            "size",
            "Bytes stored per suspended instance of b3, everything counted",
            [
                new Row("started directly", new Figure("bytes", direct.Each) { AtMost = Target }),
                new Row("started by a message, whose inbox row is kept", new Figure("bytes", received.Each) { AtMost = Target }),
                .. received.Parts.Select(part => new Row("- of which " + part.Name, new Figure("bytes", part.Each))),
            ])
        {
            Notes = ["Growth of the file after a checkpoint, divided by the instances: rows, indexes and free room in pages. Each instance has the number of a file as its correlation id."],
        };
    }

    private static async Task ReceiveAsync(LoadStore store, int number)
    {
        var key = new DedupeKey("form:tally", Guid.NewGuid().ToString());
        await store.Runtime.ReceiveAsync(store.NextStart(Workload.Event).ToMessage(key, DateTimeOffset.UtcNow));
    }

    private static async Task<(double Each, IReadOnlyList<(string Name, double Each)> Parts)> MeasureAsync(
        DirectoryInfo folder, string name, Scale scale, Func<LoadStore, int, Task> start)
    {
        string path;
        await using (var empty = await LoadStore.OpenAsync(folder, name))
            path = empty.Path;
        var before = new FileInfo(path).Length;
        var partsBefore = Parts(path).ToDictionary();
        await using (var store = await LoadStore.OpenAsync(folder, name))
        {
            await Callers.RunAsync(32, scale.Suspended, i => start(store, i));
            await store.UntilHandledAsync();
        }

        var parts = Parts(path)
            .Select(part => (part.Key, Each: (part.Value - partsBefore.GetValueOrDefault(part.Key)) / (double)scale.Suspended))
            .Where(part => part.Each >= 1)
            .OrderByDescending(part => part.Each);
        return ((new FileInfo(path).Length - before) / (double)scale.Suspended, [.. parts]);
    }

    /// <summary>Bytes of each index and table (with its primary key): the pages that become free when it is dropped from a copy.</summary>
    private static List<KeyValuePair<string, long>> Parts(string path)
    {
        var copy = path + ".copy";
        File.Copy(path, copy, overwrite: true);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        connection.Open();
        List<(string Type, string Name)> objects = [];
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT type, name FROM sqlite_schema WHERE type IN ('index', 'table') AND name NOT LIKE 'sqlite%' ORDER BY type, name";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                objects.Add((reader.GetString(0), reader.GetString(1)));
        }

        var pageSize = Number(connection, "PRAGMA page_size");
        var free = Number(connection, "PRAGMA freelist_count");
        List<KeyValuePair<string, long>> parts = [];
        foreach (var (type, name) in objects)
        {
            Number(connection, $"DROP {type} {name}");
            var now = Number(connection, "PRAGMA freelist_count");
            parts.Add(new($"{type} {name}", (now - free) * pageSize));
            free = now;
        }

        return parts;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
