using Npgsql;
using NpgsqlTypes;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>
/// A statement that takes any number of rows, each column as one array: its text is the same for one row and for a thousand, so it is
/// prepared once and costs one message.
/// </summary>
/// <param name="sql">Where it says {rows}, the rows stand as a table of unnamed columns.</param>
/// <param name="columns">The columns, in order.</param>
internal sealed class SetStatement<T>(string sql, params Column<T>[] columns)
{
    private readonly string text = sql.Replace(
        "{rows}", $"unnest({string.Join(", ", Enumerable.Range(1, columns.Length).Select(number => $"${number}"))})", StringComparison.Ordinal);

    public NpgsqlBatchCommand Of(IReadOnlyList<T> rows)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var column in columns)
            command.Parameters.Add(column(rows));
        return command;
    }
}

/// <summary>One column of all rows.</summary>
internal delegate NpgsqlParameter Column<T>(IReadOnlyList<T> rows);

/// <summary>Columns in the forms in which the store keeps them.</summary>
internal static class Column
{
    public static Column<T> Text<T>(Func<T, string?> value) =>
        Of<T, string?>(NpgsqlDbType.Text, row => value(row) is { } text ? SendableText.Of(text) : null);

    public static Column<T> Number<T>(Func<T, long> value) => Of(NpgsqlDbType.Bigint, value);

    public static Column<T> NumberOrNull<T>(Func<T, long?> value) => Of(NpgsqlDbType.Bigint, value);

    public static Column<T> Integer<T>(Func<T, int> value) => Of(NpgsqlDbType.Integer, value);

    public static Column<T> Flag<T>(Func<T, bool> value) => Of(NpgsqlDbType.Boolean, value);

    public static Column<T> Date<T>(Func<T, DateOnly> value) => Of(NpgsqlDbType.Date, value);

    public static Column<T> Instant<T>(Func<T, DateTimeOffset?> value) =>
        Of<T, long?>(NpgsqlDbType.Bigint, row => value(row) is { } instant ? Stores.Instant.ToTicks(instant) : null);

    public static Column<T> Bytes<T>(Func<T, ReadOnlyMemory<byte>> value) => Of(
        NpgsqlDbType.Bytea,
        (T row) => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(value(row), out var segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : value(row).ToArray());

    private static Column<T> Of<T, TValue>(NpgsqlDbType type, Func<T, TValue> value) => rows =>
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    };
}
