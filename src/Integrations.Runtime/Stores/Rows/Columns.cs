using System.Data.Common;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Reads columns in the forms in which both stores write them: instants as ticks of UTC, bytes whole.</summary>
internal static class Columns
{
    public static DateTimeOffset Instant(this DbDataReader row, int column) => Stores.Instant.FromTicks(row.GetInt64(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static ReadOnlyMemory<byte> Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
