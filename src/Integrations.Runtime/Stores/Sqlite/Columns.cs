using Microsoft.Data.Sqlite;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>Reads columns in the forms in which <see cref="Statement"/> writes them.</summary>
internal static class Columns
{
    public static DateTimeOffset Instant(this SqliteDataReader row, int column) => Stores.Instant.FromTicks(row.GetInt64(column));

    public static DateTimeOffset? InstantOrNull(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Instant(column);

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static ReadOnlyMemory<byte> Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
