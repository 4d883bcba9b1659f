using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>Reads columns in the forms in which they are written.</summary>
internal static class Columns
{
    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column) => Stores.Instant.FromTicks(row.GetInt64(column));

    public static DateTimeOffset? InstantOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Instant(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static ReadOnlyMemory<byte> Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
