using System.Data.Common;
using Integrations.Runtime.Documents;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Documents. Both stores keep them in these columns.</summary>
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
}
