using System.Data.Common;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Events of streams. Both stores keep them in these columns.</summary>
internal static class EventRows
{
    public const string EventColumns = "sequence, type, at, legal_date, actor, channel, payload, previous_hash, hash";

    public static StoredEvent ToEvent(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.Instant(2), row.GetFieldValue<DateOnly>(3), row.GetString(4),
        row.GetString(5), row.GetString(6), row.TextOrNull(7), row.GetString(8));
}
