using System.Data.Common;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Documents, and events of streams. Both stores keep them in these columns.</summary>
internal static class DocumentRows
{
    public const string DocumentColumns = "collection, id, group_key, sort, due_at, search, json";

    public static Document ToDocument(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(6))
    {
        Group = row.TextOrNull(2),
        Sort = row.GetString(3),
        DueAt = row.InstantOrNull(4),
        Search = row.TextOrNull(5),
    };

    public static StoredEvent ToEvent(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.Instant(2), row.GetFieldValue<DateOnly>(3), row.GetString(4),
        row.GetString(5), row.GetString(6), row.TextOrNull(7), row.GetString(8));
}
