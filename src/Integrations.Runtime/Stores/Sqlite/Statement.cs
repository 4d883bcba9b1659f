using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>
/// A command prepared once for its connection. Parameters are written <c>$name</c> in the text and given in the order in which
/// they first stand there.
/// </summary>
internal sealed partial class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in ParameterName().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        command.Prepare();
    }

    /// <returns>Number of rows written.</returns>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public List<T> Read<T>(Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    public T? ReadFirst<T>(Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != command.Parameters.Count)
            throw new ArgumentException($"{command.Parameters.Count} values expected, {values.Length} given: {command.CommandText}");
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = ToColumn(values[i]);
    }

    private static object ToColumn(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => Instant.ToTicks(instant),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? 1L : 0L,
        Enum member => Convert.ToInt64(member, CultureInfo.InvariantCulture),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        _ => value,
    };

    [GeneratedRegex(@"\$[a-z_]+")]
    private static partial Regex ParameterName();
}
